{#- The priority of the score. -#}
with calificaciones as (
    {{ reparto.calificaciones_repartidas() }}
),

prioridades as (
    select * from {{ ref('int_prioridad') }}
),

frases as (
    {{ reparto.frases('PRIORIDAD') }}
)

select
    calificaciones.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden,
    frases.paso,
    prioridades.articulo,
    {{ reparto.frase('frases.entrada', {
        'puntaje': reparto.texto('calificaciones.puntaje'),
    }) }} as entrada,
    {{ reparto.frase('frases.umbral', {'calificacion': 'prioridades.calificacion'}) }} as umbral,
    {{ reparto.frase('frases.resultado', {'prioridad': 'calificaciones.prioridad'}) }} as resultado,
    frases.decide
from calificaciones
inner join prioridades
    on calificaciones.prioridad = prioridades.prioridad
cross join frases
