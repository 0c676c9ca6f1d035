{{ config(materialized='table') }}
{#- Each measured subject's answers to the questions of the norm: how many, their weighted sum (0 to
    1) and the points that its row of the matrix prints for them. One pass over the answers,
    whatever the number of questions; summed as integers (hundredths of an answer x ten-thousandths
    of weight or hundredths of a point), scaled once a subject. -#}
with respuestas as (
    select * from {{ ref('stg_respuestas') }}
),

filas as (
    select
        id_sujeto,
        fila_matriz
    from {{ ref('int_fila_matriz') }}
),

preguntas as (
    {{ reparto.filas_de_la_norma('preguntas') }}
),

puntos as (
    {{ reparto.filas_de_la_norma('puntos_pregunta') }}
),

valores as (
    select
        puntos.fila,
        puntos.pregunta,
        cast(preguntas.peso * 10000 as integer) as peso,
        cast(puntos.puntos * 100 as integer) as puntos
    from puntos
    inner join preguntas
        on puntos.pregunta = preguntas.pregunta
),

sumadas as (
    select
        respuestas.id_sujeto,
        count(*) as n_respuestas,
        sum(valores.peso * respuestas.centesimas) as peso,
        sum(valores.puntos * respuestas.centesimas) as puntos
    from respuestas
    inner join filas
        on respuestas.id_sujeto = filas.id_sujeto
    inner join valores
        on filas.fila_matriz = valores.fila
        and respuestas.pregunta = valores.pregunta
    group by respuestas.id_sujeto
)

select
    id_sujeto,
    n_respuestas,
    cast(cast(peso as numeric(18, 0)) * 0.000001 as numeric(8, 6)) as peso_respuestas,
    cast(cast(puntos as numeric(18, 0)) * 0.0001 as numeric(10, 6)) as puntos_respuestas
from sumadas
