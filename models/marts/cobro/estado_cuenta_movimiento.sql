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
    orden,
    fecha,
    tipo,
    id_recibo,
    impuesto,
    interes,
    sancion,
    detalle
from (
    {{ reparto.cierre(ref('int_cuenta_corte')) }}
) as cierres
