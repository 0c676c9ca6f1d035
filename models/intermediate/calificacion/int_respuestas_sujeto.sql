{{ config(materialized='table') }}
{#- Each subject's answers: how many, their weighted sum (0 to 1) and each one (null: not answered), for the printed points.
    Summed as integers (hundredths of an answer x ten-thousandths of weight), scaled once a subject. -#}
with respuestas as (
    select * from {{ ref('stg_respuestas') }}
),

preguntas as (
    select
        preguntas.pregunta,
        cast(preguntas.peso * 10000 as integer) as peso
    from {{ ref('preguntas') }} as preguntas
    inner join {{ ref('int_medicion') }} as medicion
        on preguntas.norma = medicion.norma
),

sumadas as (
    select
        respuestas.id_sujeto,
        count(*) as n_respuestas,
        sum(preguntas.peso * respuestas.centesimas) as peso_respuestas,
        {% for n in range(1, 11) -%}
        max(case when respuestas.pregunta = {{ n }} then respuestas.centesimas end) as respuesta_{{ '%02d' % n }}{{ ',' if not loop.last }}
        {% endfor %}
    from respuestas
    inner join preguntas
        on respuestas.pregunta = preguntas.pregunta
    group by respuestas.id_sujeto
)

select
    id_sujeto,
    n_respuestas,
    cast(cast(peso_respuestas as numeric(18, 0)) * 0.000001 as numeric(6, 4)) as peso_respuestas,
    {% for n in range(1, 11) -%}
    cast(respuesta_{{ '%02d' % n }} * 0.01 as numeric(3, 2)) as respuesta_{{ '%02d' % n }}{{ ',' if not loop.last }}
    {% endfor %}
from sumadas
