{#- Each measured subject's score (contract, 3.4). Both arithmetics are computed, exactly; `aritmetica` says which one counts.
    puntaje_exacto: maximum x weighted answers. puntaje_impreso: the row's printed points x answers.
    Somebody without any answer scores the maximum; the printed sum beside it only tells whether rounding matters. -#}
with filas as (
    select * from {{ ref('int_fila_matriz') }}
),

matriz as (
    select matriz.* from {{ ref('matriz_calificacion') }} as matriz
    inner join {{ ref('int_medicion') }} as medicion
        on matriz.norma = medicion.norma
),

respuestas as (
    select * from {{ ref('int_respuestas_sujeto') }}
),

preguntas as (
    select count(*) as n from {{ ref('preguntas') }} as preguntas
    inner join {{ ref('int_medicion') }} as medicion
        on preguntas.norma = medicion.norma
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
        respuestas.peso_respuestas,
        coalesce(respuestas.n_respuestas < preguntas.n, false) as respuestas_incompletas,
        matriz.puntaje_maximo * coalesce(respuestas.peso_respuestas, 1) as puntaje_exacto,
        {% for n in range(1, 11) -%}
        {% set nn = '%02d' % n -%}
        matriz.puntos_{{ nn }} * case when respuestas.id_sujeto is null then 1 else coalesce(respuestas.respuesta_{{ nn }}, 0) end{{ ' +' if not loop.last else ' as puntaje_impreso' }}
        {% endfor %}
    from filas
    cross join preguntas
    inner join matriz
        on filas.fila_matriz = matriz.fila
    left join respuestas
        on filas.id_sujeto = respuestas.id_sujeto
        {% if reparto.lectura('modo_puntaje') == 'cuantil' %}and 1 = 0{% endif %}
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
    peso_respuestas,
    respuestas_incompletas,
    cast(puntaje_exacto as numeric(10, 6)) as puntaje_exacto,
    cast(puntaje_impreso as numeric(10, 6)) as puntaje_impreso,
    {% if reparto.lectura('aritmetica') == 'impresa' -%}
    cast(case when peso_respuestas is null then puntaje_maximo else puntaje_impreso end as numeric(10, 6)) as puntaje
    {%- else -%}
    cast(puntaje_exacto as numeric(10, 6)) as puntaje
    {%- endif %}
from puntajes
