{{ config(materialized='table') }}
{#- The obligations that some receipt without id_obligacion names by subject, tax, year, period and object, up to the cut date, and
    what those receipts add up to (`pagado`, the same for each obligation that they name). A table, because the planner underestimates
    a join on five columns. -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
),

por_clave as (
    select
        pagos.id_sujeto,
        pagos.impuesto,
        pagos.anio_gravable,
        pagos.periodo,
        coalesce(pagos.id_objeto, '') as id_objeto,
        sum(pagos.valor) as valor
    from {{ ref('stg_pagos') }} as pagos
    inner join medicion
        on pagos.fecha_pago <= medicion.fecha_corte
    where pagos.id_obligacion is null
    group by pagos.id_sujeto, pagos.impuesto, pagos.anio_gravable, pagos.periodo, coalesce(pagos.id_objeto, '')
)

select
    obligaciones.id_obligacion,
    obligaciones.id_sujeto,
    obligaciones.impuesto,
    obligaciones.anio_gravable,
    obligaciones.periodo,
    por_clave.id_objeto,
    obligaciones.fecha_vencimiento,
    obligaciones.valor_impuesto,
    por_clave.valor as pagado
from {{ ref('stg_obligaciones') }} as obligaciones
inner join por_clave
    on obligaciones.id_sujeto = por_clave.id_sujeto
    and obligaciones.impuesto = por_clave.impuesto
    and obligaciones.anio_gravable = por_clave.anio_gravable
    and obligaciones.periodo = por_clave.periodo
    and coalesce(obligaciones.id_objeto, '') = por_clave.id_objeto
