{#- The row of the matrix and its maximum. -#}
with calificaciones as (
    {{ reparto.calificaciones_repartidas() }}
),

frases as (
    {{ reparto.frases('FILA') }}
)

select
    calificaciones.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden,
    frases.paso,
    cast(null as {{ dbt.type_string() }}) as articulo,
    {{ reparto.frase('frases.entrada', {
        'clase': 'calificaciones.clasificacion_anio',
        'vigencias': 'calificaciones.vigencias_incumplidas',
    }) }} as entrada,
    {{ reparto.frase('frases.umbral', {
        'fila': reparto.texto('calificaciones.fila_matriz'),
    }) }} as umbral,
    {{ reparto.frase('frases.resultado', {
        'maximo': reparto.texto('cast(calificaciones.puntaje_maximo as numeric(10, 2))'),
    }) }} as resultado,
    frases.decide
from calificaciones
cross join frases
