{#- matriz_completa: each cell that a subject can fall in when the current years count as one has
    exactly one row; no row is out of reach. -#}
{% test matriz_completa(model) %}
with tamanos as (
    select distinct
        norma,
        incumplimiento
    from {{ model }}
),

clases as (
    select 'VIGENCIA_ACTUAL' as clasificacion_anio, 1 as desde, 1 as hasta
    union all
    select 'VIGENCIA_ACTUAL_Y_ANTERIORES' as clasificacion_anio, 2 as desde, null as hasta
    union all
    select 'VIGENCIAS_ANTERIORES' as clasificacion_anio, 1 as desde, null as hasta
),

bandas as (
    select
        norma,
        vigencias_incumplidas,
        desde,
        lead(desde) over (partition by norma order by desde) as siguiente
    from {{ ref('bandas_vigencias') }}
),

alcanzables as (
    select
        bandas.norma,
        clases.clasificacion_anio,
        bandas.vigencias_incumplidas
    from bandas
    inner join clases
        on (bandas.siguiente is null or bandas.siguiente > clases.desde)
        and (clases.hasta is null or bandas.desde <= clases.hasta)
),

celdas as (
    select
        tamanos.norma,
        tamanos.incumplimiento,
        alcanzables.clasificacion_anio,
        alcanzables.vigencias_incumplidas
    from tamanos
    inner join alcanzables
        on tamanos.norma = alcanzables.norma
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
