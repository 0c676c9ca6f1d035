{#- The score, by the weights or the printed points of the answers or, without any, the maximum. -#}
{%- set por_cuantil = reparto.lectura('modo_puntaje') == 'cuantil' -%}
{%- set impresa = reparto.lectura('aritmetica') == 'impresa' -%}
with calificaciones as (
    {{ reparto.calificaciones_repartidas() }}
),

frases as (
    {{ reparto.frases('PUNTAJE') }}
)

select
    calificaciones.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden,
    frases.paso,
    cast(null as {{ dbt.type_string() }}) as articulo,
    {{ reparto.frase('frases.entrada', {
        'suma': reparto.texto('coalesce(calificaciones.peso_respuestas, 0)'),
        'puntaje': reparto.texto('calificaciones.puntaje'),
    }) }} as entrada,
    frases.umbral,
    {{ reparto.frase('frases.resultado', {
        'puntaje': reparto.texto('calificaciones.puntaje'),
    }) }} as resultado,
    frases.decide
from calificaciones
inner join frases
    on case
        when calificaciones.peso_respuestas is null
            then '{{ "SIN_CONTARLAS" if por_cuantil else "SIN_RESPUESTAS" }}'
        else '{{ "CON_PUNTOS" if impresa else "CON_RESPUESTAS" }}'
    end = frases.caso
