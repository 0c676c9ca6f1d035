{#- FUERO_ATRACCION (Art. 7): the obligations on a shared object, of every member, go together to the office of the group; with
    fuero_alcance = sujeto all the obligations of the members of a connected component do. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

comuneros as (
    select
        {% if reparto.lectura('fuero_alcance') == 'sujeto' -%}
        distinct
        {%- else -%}
        id_objeto,
        {%- endif %}
        id_sujeto,
        id_grupo
    from {{ ref('int_comunero') }}
),

grupos as (
    select * from {{ ref('int_fuero_grupo') }}
    where oficina is not null
)

select
    incumplidas.id_obligacion,
    incumplidas.id_sujeto,
    'FUERO_ATRACCION' as regla,
    case grupos.regla_aplicada when 'ART_7_NUM_1' then 'Art. 7 num. 1' else 'Art. 7 num. 2' end as articulo,
    grupos.oficina as oficina_determinacion,
    cast(null as {{ dbt.type_string() }}) as etapa_propia,
    true as sigue_etapa,
    cast(null as {{ dbt.type_string() }}) as oficina_propia,
    'ASIGNADA' as estado,
    'OBJ:' || comuneros.id_grupo as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    'Comunidad sobre ' || comuneros.id_grupo as motivo
from incumplidas
inner join comuneros
    on incumplidas.id_sujeto = comuneros.id_sujeto
    {% if reparto.lectura('fuero_alcance') == 'objeto' -%}
    and incumplidas.id_objeto = comuneros.id_objeto
    and incumplidas.tiene_fuero
    {%- endif %}
inner join grupos
    on comuneros.id_grupo = grupos.id_grupo
