{#- GRAN_CONTRIBUYENTE (Arts. 1 and 2, rows P1 of the annex): whoever is in the resolution of
    grandes contribuyentes on the cut date leaves the offices of Arts. 1 and 2 for that of its P1
    row. gc_sin_calificacion: without a 4.x, its own office (Art. 2 par.) or the row. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

grandes as (
    select
        *,
        {% if reparto.lectura('gc_sin_calificacion') == 'fila' -%}
        'FILA' as caso
        {%- else -%}
        case when prioridad is null then 'SIN_CALIFICACION' else 'FILA' end as caso
        {%- endif %}
    from {{ ref('int_sujeto') }}
    where es_gran_contribuyente
),

rutas as (
    select * from {{ ref('int_ruta_riesgo') }}
),

resultados as (
    {{ reparto.resultados('GRAN_CONTRIBUYENTE') }}
)

select
    incumplidas.id_obligacion,
    incumplidas.id_sujeto,
    resultados.regla,
    resultados.campania,
    resultados.accion,
    case
        when resultados.oficina_determinacion is null then rutas.articulo
        else resultados.articulo
    end as articulo,
    coalesce(
        resultados.oficina_determinacion, rutas.oficina_determinacion
    ) as oficina_determinacion,
    true as sigue_etapa,
    resultados.oficina as oficina_propia,
    resultados.estado,
    'SUJ:' || incumplidas.id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    {{ reparto.frase('resultados.motivo', {'codigo_riesgo': 'grandes.codigo_riesgo'}) }} as motivo
from incumplidas
inner join grandes
    on incumplidas.id_sujeto = grandes.id_sujeto
inner join rutas
    on grandes.codigo_riesgo = rutas.codigo_riesgo
inner join resultados
    on grandes.caso = resultados.caso
