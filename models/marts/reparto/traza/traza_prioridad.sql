{#- The priority of the score: it decides where nobody corrected it. -#}
with calificaciones as (
    {{ reparto.calificaciones_repartidas() }}
),

prioridades as (
    select * from {{ ref('int_prioridad') }}
),

corregidos as (
    select * from {{ ref('correccion_calificacion') }}
    where es_vigente
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
    frases.decide and corregidos.id_sujeto is null as decide
from calificaciones
inner join prioridades
    on calificaciones.prioridad = prioridades.prioridad
cross join frases
left join corregidos
    on calificaciones.id_sujeto = corregidos.id_sujeto
