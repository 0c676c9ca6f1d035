{{ config(materialized='table') }}
{#- Each subject's answers: how many, their weighted sum (0 to 1) and each one (null: not answered), for the printed points. -#}
with respuestas as (
    select * from {{ ref('stg_respuestas') }}
),

preguntas as (
    select preguntas.* from {{ ref('preguntas') }} as preguntas
    inner join {{ ref('int_medicion') }} as medicion
        on preguntas.norma = medicion.norma
)

select
    respuestas.id_sujeto,
    count(*) as n_respuestas,
    cast(sum(preguntas.peso * respuestas.respuesta) as numeric(6, 4)) as peso_respuestas,
    {% for n in range(1, 11) -%}
    {% set nn = '%02d' % n -%}
    max(case when respuestas.pregunta = {{ n }} then respuestas.respuesta end) as respuesta_{{ nn }}{{ ',' if not loop.last }}
    {% endfor %}
from respuestas
inner join preguntas
    on respuestas.pregunta = preguntas.pregunta
group by respuestas.id_sujeto
