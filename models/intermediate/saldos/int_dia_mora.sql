{{ config(materialized='table', indexes=reparto.indices('fecha')) }}
{#- One row a day for 100,000 days from 1900: the day's rate; the sum of the daily rates up to it on
    the days of simple interest, and the growth of a peso on those of compound interest
    (macros/saldos/libro.sql says in which units), for the rate of default and for the banking rate
    that some laws grant (where it isn't known, that of default). After the last rate published the
    last one goes on, as an assumption. -#}
with cifras as (
    {%- for n in range(10) %}
    select {{ n }} as n{{ ' union all' if not loop.last }}
    {%- endfor %}
),

tasas as (
    select
        *,
        row_number() over (order by desde desc) = 1 as es_ultima
    from {{ ref('int_tasa_mora') }}
),

fechas as (
    select
        {{ reparto.primer_dia_mora() }}
        + (
            unidades.n + 10 * decenas.n + 100 * centenas.n + 1000 * miles.n
            + 10000 * decenas_de_miles.n
        ) as fecha
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

-- the day on which the last rate began: 100,000 days are not compared with every rate
comienzos as (
    select
        dias.fecha,
        dias.anio,
        max(tasas.desde) over (
            order by dias.fecha rows between unbounded preceding and current row
        ) as desde
    from dias
    left join tasas
        on dias.fecha = tasas.desde
),

bases as (
    select * from {{ ref('bases_mora') }}
),

tasas_del_dia as (
    select
        comienzos.fecha,
        coalesce(tasas.tasa_mora, 0) as tasa_mora,
        coalesce(tasas.ibc, tasas.tasa_mora, 0) as tasa_ibc,
        bases.formula = 'SIMPLE' as es_simple,
        factores.factor_mora as crecimiento_mora,
        factores.factor_ibc as crecimiento_ibc,
        coalesce(
            bases.dias,
            case
                when comienzos.anio % 4 = 0
                    and (comienzos.anio % 100 <> 0 or comienzos.anio % 400 = 0) then 366
                else 365
            end
        ) as base_dias,
        case
            when tasas.desde is null
                or not (
                    tasas.es_supuesto or bases.es_supuesto or comienzos.fecha > tasas.hasta
                ) then 0
            else 1
        end as es_supuesto
    from comienzos
    inner join bases
        on comienzos.fecha >= coalesce(bases.desde, comienzos.fecha)
        and comienzos.fecha <= coalesce(bases.hasta, comienzos.fecha)
    left join tasas
        on comienzos.desde = tasas.desde
        and (comienzos.fecha <= tasas.hasta or tasas.es_ultima)
    left join {{ ref('factores_mora') }} as factores
        on comienzos.fecha = factores.fecha
)

select
    fecha,
    cast(tasa_mora as numeric(6, 2)) as tasa_mora,
    cast(tasa_ibc as numeric(6, 2)) as tasa_ibc,
    base_dias,
    cast(
        sum(
            case when es_simple then cast(tasa_mora * 100 as bigint) * (731 - base_dias) else 0 end
        ) over hasta_el_dia as bigint
    ) as factor_mora,
    cast(
        sum(
            case when es_simple then cast(tasa_ibc * 100 as bigint) * (731 - base_dias) else 0 end
        ) over hasta_el_dia as bigint
    ) as factor_ibc,
    coalesce(
        max(crecimiento_mora) over hasta_el_dia, {{ reparto.unidad_crecimiento() }}
    ) as crecimiento_mora,
    coalesce(
        max(crecimiento_ibc) over hasta_el_dia, {{ reparto.unidad_crecimiento() }}
    ) as crecimiento_ibc,
    cast(sum(es_supuesto) over hasta_el_dia as integer) as dias_supuestos
from tasas_del_dia
window hasta_el_dia as (order by fecha rows between unbounded preceding and current row)
