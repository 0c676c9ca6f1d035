{{ config(materialized='view') }}
select
    movimientos.id_sujeto,
    dias.fecha as fecha_cuenta,
    movimientos.id_obligacion,
    movimientos.orden,
    movimientos.fecha,
    movimientos.tipo,
    movimientos.id_recibo,
    movimientos.impuesto,
    movimientos.interes,
    movimientos.sancion,
    movimientos.detalle
from {{ ref('int_dia_mora') }} as dias
inner join {{ ref('int_movimiento') }} as movimientos
    on movimientos.fecha <= dias.fecha
    or movimientos.tipo = 'CARGO'

union all

select
    id_sujeto,
    fecha as fecha_cuenta,
    id_obligacion,
    orden,
    fecha,
    tipo,
    id_recibo,
    impuesto,
    interes,
    sancion,
    detalle
from {{ ref('int_cierre') }}
