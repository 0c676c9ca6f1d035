{#- matriz_completa: each cell that a subject can fall in when the current years count as one has exactly one row; no row is out of reach. -#}
{% test matriz_completa(model) %}
with tamanos as (
    select distinct
        norma,
        incumplimiento
    from {{ model }}
),

alcanzables as (
    select 'VIGENCIA_ACTUAL' as clasificacion_anio, '1' as vigencias_incumplidas
    {%- for n in ['2', '3', '4', 'MAYOR_A_4'] %}
    union all select 'VIGENCIA_ACTUAL_Y_ANTERIORES', '{{ n }}'
    {%- endfor %}
    {%- for n in ['1', '2', '3', '4', 'MAYOR_A_4'] %}
    union all select 'VIGENCIAS_ANTERIORES', '{{ n }}'
    {%- endfor %}
),

celdas as (
    select
        tamanos.norma,
        tamanos.incumplimiento,
        alcanzables.clasificacion_anio,
        alcanzables.vigencias_incumplidas
    from tamanos
    cross join alcanzables
),

filas as (
    select
        norma,
        incumplimiento,
        clasificacion_anio,
        vigencias_incumplidas,
        count(*) as n
    from {{ model }}
    group by norma, incumplimiento, clasificacion_anio, vigencias_incumplidas
)

select
    coalesce(celdas.norma, filas.norma) as norma,
    coalesce(celdas.incumplimiento, filas.incumplimiento) as incumplimiento,
    coalesce(celdas.clasificacion_anio, filas.clasificacion_anio) as clasificacion_anio,
    coalesce(celdas.vigencias_incumplidas, filas.vigencias_incumplidas) as vigencias_incumplidas,
    filas.n as filas
from celdas
full join filas
    on celdas.norma = filas.norma
    and celdas.incumplimiento = filas.incumplimiento
    and celdas.clasificacion_anio = filas.clasificacion_anio
    and celdas.vigencias_incumplidas = filas.vigencias_incumplidas
where celdas.norma is null
    or filas.n is null
    or filas.n <> 1
{% endtest %}
