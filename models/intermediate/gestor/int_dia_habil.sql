{{ config(materialized='table', indexes=reparto.indices('fecha')) }}
{#- Each day of the years whose holidays the seed has: whether it is a business day, and how many
    there were up to it. 1 January 1900 was a Monday. -#}
with anios as (
    select distinct cast(extract(year from fecha) as integer) as anio
    from {{ ref('festivos') }}
),

dias as (
    select
        fecha,
        cast(extract(year from fecha) as integer) as anio,
        {{ reparto.dias_entre(reparto.primer_dia_mora(), 'fecha') }} % 7 as dia_de_la_semana
    from {{ ref('int_dia_mora') }}
),

marcados as (
    select
        dias.fecha,
        dias.dia_de_la_semana < 5 and festivos.fecha is null as es_habil
    from dias
    inner join anios
        on dias.anio = anios.anio
    left join (select distinct fecha from {{ ref('festivos') }}) as festivos
        on dias.fecha = festivos.fecha
)

select
    fecha,
    es_habil,
    cast(
        sum(case when es_habil then 1 else 0 end) over (
            order by fecha rows between unbounded preceding and current row
        ) as integer
    ) as habiles
from marcados
