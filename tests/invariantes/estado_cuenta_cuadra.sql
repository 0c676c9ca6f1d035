{#- Charges plus interest and readjustments, less what a law forgave and what was paid, is the
    balance to the cent, part by part and event by event; and the score reads the same tax. Whoever
    keeps the ledger mends it. -#}
with movimientos as (
    select
        id_obligacion,
        sum(impuesto) as impuesto,
        sum(interes) as interes,
        sum(sancion) as sancion
    from {{ ref('estado_cuenta_movimiento') }}
    group by id_obligacion
),

cuentas as (
    select * from {{ ref('estado_cuenta') }}
),

incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
)

select
    coalesce(cuentas.id_obligacion, movimientos.id_obligacion) as id_obligacion,
    cuentas.saldo_total,
    movimientos.impuesto,
    movimientos.interes,
    movimientos.sancion,
    incumplidas.saldo
from cuentas
full join movimientos
    on cuentas.id_obligacion = movimientos.id_obligacion
left join incumplidas
    on cuentas.id_obligacion = incumplidas.id_obligacion
where cuentas.id_obligacion is null
    or movimientos.id_obligacion is null
    or cuentas.saldo_total
    <> cuentas.valor_impuesto + cuentas.valor_sancion + cuentas.interes_causado
    + cuentas.reajuste_sancion - cuentas.rebaja
    - cuentas.pago_impuesto - cuentas.pago_interes - cuentas.pago_sancion
    or cuentas.saldo_impuesto <> movimientos.impuesto
    or cuentas.saldo_interes <> movimientos.interes
    or cuentas.saldo_sancion <> movimientos.sancion
    or least(cuentas.saldo_impuesto, cuentas.saldo_interes, cuentas.saldo_sancion) < 0
    or incumplidas.saldo <> cuentas.saldo_impuesto
