{{ config(materialized='view') }}
{#- Each event of each account up to the cut date, and the interest from the last one to it. -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
)

select
    movimientos.id_obligacion,
    movimientos.id_sujeto,
    movimientos.orden,
    movimientos.fecha,
    movimientos.tipo,
    movimientos.id_recibo,
    movimientos.impuesto,
    movimientos.interes,
    movimientos.sancion,
    movimientos.detalle
from {{ ref('int_movimiento') }} as movimientos
inner join medicion
    on movimientos.fecha <= medicion.fecha_corte
    or movimientos.tipo = 'CARGO'

union all

select
    id_obligacion,
    id_sujeto,
    {{ reparto.orden_de_cierre() }} as orden,
    fecha,
    'INTERES' as tipo,
    cast(null as {{ dbt.type_string() }}) as id_recibo,
    cast(0 as numeric(18, 2)) as impuesto,
    interes_reciente as interes,
    cast(0 as numeric(18, 2)) as sancion,
    'Interés de mora hasta esta fecha sobre el impuesto pendiente (ET 634 y 635)' as detalle
from {{ ref('int_cuenta_corte') }}
where interes_reciente > 0
