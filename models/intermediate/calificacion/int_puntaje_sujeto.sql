{#- Each measured subject's score (contract, 3.4). Both arithmetics are computed, exactly;
    `aritmetica` says which one counts. puntaje_exacto: maximum x weighted answers. puntaje_impreso:
    the row's printed points x answers. Somebody without any answer scores the maximum; the printed
    sum beside it only tells whether rounding matters. puntaje_alcanzable: the most that the row
    gives, with answers or without, as they count. -#}
{%- set impresa = reparto.lectura('aritmetica') == 'impresa' -%}
{%- set por_cuantil = reparto.lectura('modo_puntaje') == 'cuantil' -%}
with filas as (
    select * from {{ ref('int_fila_matriz') }}
),

matriz as (
    {{ reparto.filas_de_la_norma('matriz_calificacion') }}
),

puntos as (
    {{ reparto.filas_de_la_norma('puntos_pregunta') }}
),

impresos as (
    select
        fila,
        count(*) as n_preguntas,
        sum(puntos) as suma_puntos
    from puntos
    group by fila
),

respuestas as (
    select * from {{ ref('int_respuestas_sujeto') }}
    {% if por_cuantil %}where 1 = 0{% endif %}
),

puntajes as (
    select
        filas.id_sujeto,
        filas.saldo_incumplido,
        filas.incumplimiento,
        filas.clasificacion_anio,
        filas.vigencias_incumplidas,
        filas.celda_faltante,
        filas.fila_matriz,
        matriz.puntaje_maximo,
        impresos.suma_puntos,
        respuestas.peso_respuestas,
        coalesce(respuestas.n_respuestas < impresos.n_preguntas, false) as respuestas_incompletas,
        matriz.puntaje_maximo * coalesce(respuestas.peso_respuestas, 1) as puntaje_exacto,
        coalesce(respuestas.puntos_respuestas, impresos.suma_puntos) as puntaje_impreso
    from filas
    inner join matriz
        on filas.fila_matriz = matriz.fila
    inner join impresos
        on filas.fila_matriz = impresos.fila
    left join respuestas
        on filas.id_sujeto = respuestas.id_sujeto
)

select
    id_sujeto,
    saldo_incumplido,
    incumplimiento,
    clasificacion_anio,
    vigencias_incumplidas,
    celda_faltante,
    fila_matriz,
    puntaje_maximo,
    {% if impresa and not por_cuantil -%}
    greatest(puntaje_maximo, suma_puntos) as puntaje_alcanzable,
    {%- else -%}
    puntaje_maximo as puntaje_alcanzable,
    {%- endif %}
    cast(peso_respuestas as numeric(6, 4)) as peso_respuestas,
    respuestas_incompletas,
    cast(puntaje_exacto as numeric(10, 6)) as puntaje_exacto,
    cast(puntaje_impreso as numeric(10, 6)) as puntaje_impreso,
    {% if impresa -%}
    cast(
        case
            when peso_respuestas is null then puntaje_maximo
            else puntaje_impreso
        end as numeric(10, 6)
    ) as puntaje
    {%- else -%}
    cast(puntaje_exacto as numeric(10, 6)) as puntaje
    {%- endif %}
from puntajes
