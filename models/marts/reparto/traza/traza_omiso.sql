{#- An omiso total's segment, as the norm has it: what an official moved by hand is another
    step, which decides. -#}
with omisos as (
    select * from {{ ref('int_omiso_asignado') }}
),

repartidos as (
    select * from {{ ref('int_omiso_repartido') }}
),

asignados as (
    select * from {{ ref('asignacion_omiso') }}
    where regla = 'OMISO_TOTAL'
),

frases as (
    {{ reparto.frases('OMISO') }}
)

select
    omisos.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden,
    frases.paso,
    omisos.articulo,
    {{ reparto.frase('frases.entrada', {
        'fuentes': reparto.texto('omisos.fuentes'),
        'puntaje': reparto.texto('coalesce(omisos.puntaje_total, 0)'),
    }) }} as entrada,
    {{ reparto.frase('frases.umbral', {
        'por_puntaje': 'coalesce(omisos.segmento_puntaje, frases.caso)',
        'por_fuentes': 'omisos.segmento_fuentes',
    }) }} as umbral,
    {{ reparto.frase('frases.resultado', {
        'segmento': 'omisos.segmento', 'estado': 'coalesce(asignados.estado, omisos.estado)',
    }) }} as resultado,
    frases.decide and repartidos.regla = 'OMISO_TOTAL' as decide
from omisos
inner join repartidos
    on omisos.id_sujeto = repartidos.id_sujeto
left join asignados
    on omisos.id_sujeto = asignados.id_sujeto
inner join frases
    on case
        when omisos.segmento_puntaje is null then 'SIN_PUNTAJE'
        else 'CON_PUNTAJE'
    end = frases.caso
