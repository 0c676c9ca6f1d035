{{ config(materialized='table') }}
{#- The sizes of a default in pesos of the year measured: lower bound inclusive, upper bound
    exclusive (null: none). -#}
with rangos as (
    select * from {{ ref('rangos_incumplimiento') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

uvt as (
    select * from {{ ref('int_uvt') }}
),

en_pesos as (
    select
        rangos.incumplimiento,
        rangos.es_supuesto,
        cast(rangos.desde_uvt * uvt.valor as numeric(18, 2)) as desde
    from rangos
    inner join medicion
        on rangos.norma = medicion.norma
    cross join uvt
)

select
    incumplimiento,
    es_supuesto,
    desde,
    lead(desde) over (order by desde) as hasta
from en_pesos
