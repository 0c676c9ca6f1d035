{#- Where the obligation is, and who would have it at the other stage. -#}
with asignaciones as (
    select * from {{ ref('asignacion_obligacion') }}
),

frases as (
    {{ reparto.frases('OFICINA') }}
)

select
    asignaciones.id_sujeto,
    asignaciones.id_obligacion,
    frases.orden,
    frases.paso,
    asignaciones.articulo_oficina as articulo,
    {{ reparto.frase('frases.entrada', {'etapa': 'asignaciones.etapa'}) }} as entrada,
    {{ reparto.frase('frases.umbral', {
        'cobra': 'asignaciones.oficina_cobro',
        'determina': 'coalesce(asignaciones.oficina_determinacion, frases.caso)',
    }) }} as umbral,
    {{ reparto.frase('frases.resultado', {
        'oficina': 'coalesce(asignaciones.oficina, frases.caso)',
        'estado': 'asignaciones.estado',
        'caso': 'asignaciones.id_caso',
    }) }} as resultado,
    frases.decide
from asignaciones
inner join frases
    on case when asignaciones.oficina is null then 'SIN_OFICINA' else 'CON_OFICINA' end
    || case
        when asignaciones.oficina_determinacion is null then '_NADIE_DETERMINA'
        else ''
    end = frases.caso
