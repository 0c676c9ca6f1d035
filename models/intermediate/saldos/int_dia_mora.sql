{{ config(materialized='table', indexes=reparto.indices('fecha')) }}
{#- One row a day for 100,000 days from 1900: the day's rate and the sum of the daily rates up to it (macros/saldos/libro.sql says in which unit), for
    the rate of default and for the banking rate that some laws grant (where it isn't known, that of default). After the last rate
    published the last one goes on, as an assumption. -#}
with cifras as (
    {%- for n in range(10) %}
    select {{ n }} as n{{ ' union all' if not loop.last }}
    {%- endfor %}
),

tasas as (
    select
        *,
        row_number() over (order by desde desc) = 1 as es_ultima
    from {{ ref('tasas_mora') }}
),

fechas as (
    select
        {{ reparto.primer_dia_mora() }}
        + (unidades.n + 10 * decenas.n + 100 * centenas.n + 1000 * miles.n + 10000 * decenas_de_miles.n) as fecha
    from cifras as unidades
    cross join cifras as decenas
    cross join cifras as centenas
    cross join cifras as miles
    cross join cifras as decenas_de_miles
),

dias as (
    select
        fechas.fecha,
        cast(extract(year from fechas.fecha) as integer) as anio
    from fechas
),

bases as (
    select * from {{ ref('bases_mora') }}
),

tasas_del_dia as (
    select
        dias.fecha,
        coalesce(tasas.tasa_mora, 0) as tasa_mora,
        coalesce(tasas.ibc, tasas.tasa_mora, 0) as tasa_ibc,
        coalesce(bases.dias, case when dias.anio % 4 = 0 and (dias.anio % 100 <> 0 or dias.anio % 400 = 0) then 366 else 365 end) as base_dias,
        case when tasas.desde is null or not (tasas.es_supuesto or bases.es_supuesto or dias.fecha > tasas.hasta) then 0 else 1 end as es_supuesto
    from dias
    inner join bases
        on dias.fecha >= coalesce(bases.desde, dias.fecha)
        and dias.fecha <= coalesce(bases.hasta, dias.fecha)
    left join tasas
        on dias.fecha >= tasas.desde
        and (dias.fecha <= tasas.hasta or tasas.es_ultima)
)

select
    fecha,
    cast(tasa_mora as numeric(6, 2)) as tasa_mora,
    cast(tasa_ibc as numeric(6, 2)) as tasa_ibc,
    base_dias,
    cast(sum(cast(tasa_mora * 100 as bigint) * (731 - base_dias)) over hasta_el_dia as bigint) as factor_mora,
    cast(sum(cast(tasa_ibc * 100 as bigint) * (731 - base_dias)) over hasta_el_dia as bigint) as factor_ibc,
    cast(sum(es_supuesto) over hasta_el_dia as integer) as dias_supuestos
from tasas_del_dia
window hasta_el_dia as (order by fecha rows between unbounded preceding and current row)
