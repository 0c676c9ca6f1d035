{#- FUERO_ATRACCION (Art. 7): the obligations on a shared object, of every member, go together to
    the office of the group; with fuero_alcance = sujeto all the obligations of the members of a
    connected component do. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

comuneros as (
    select
        {% if reparto.lectura('fuero_alcance') == 'sujeto' -%}
        distinct
        {%- else -%}
        id_objeto,
        anio_gravable,
        {%- endif %}
        id_sujeto,
        id_grupo
    from {{ ref('int_comunero') }}
),

grupos as (
    select * from {{ ref('int_fuero_grupo') }}
),

resultados as (
    {{ reparto.resultados('FUERO_ATRACCION') }}
)

select
    incumplidas.id_obligacion,
    incumplidas.id_sujeto,
    'FUERO_ATRACCION' as regla,
    resultados.campania,
    resultados.accion,
    resultados.articulo,
    resultados.oficina_determinacion,
    true as sigue_etapa,
    cast(null as {{ dbt.type_string() }}) as oficina_propia,
    resultados.estado,
    'OBJ:' || comuneros.id_grupo as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    {{ reparto.frase('resultados.motivo', {'grupo': 'comuneros.id_grupo'}) }} as motivo
from incumplidas
inner join comuneros
    on incumplidas.id_sujeto = comuneros.id_sujeto
    {% if reparto.lectura('fuero_alcance') == 'objeto' -%}
    and incumplidas.id_objeto = comuneros.id_objeto
    and incumplidas.tiene_fuero
    {%- if reparto.lectura('fuero_sujecion') == 'en_el_anio' %}
    and incumplidas.anio_gravable = comuneros.anio_gravable
    {%- endif %}
    {%- endif %}
inner join grupos
    on comuneros.id_grupo = grupos.id_grupo
inner join resultados
    on grupos.caso = resultados.caso
