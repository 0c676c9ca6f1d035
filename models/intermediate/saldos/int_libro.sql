{{ config(materialized='table', indexes=reparto.indices('id_obligacion') + reparto.indices('id_sujeto')) }}
{#- The ledger: each event of each obligation with what it did (cents) and the balances that it left. Rounds over all obligations at once: round k takes
    the k-th event of every obligation that has one. An event first accrues interest on the tax since the one before (ET 634, 635);
    then a readjustment raises the sanction, and a payment is imputed to tax, interest and sanction in proportion to what is owed that
    day, the residue of rounding to the largest part (ET 804), or in the order of its time. A law that grants a lower rate to who pays in
    some days forgives, of the interest and the sanction that a payment covers, the part that it does not ask for. -#}
with recursive libro as (
    select
        id_obligacion,
        0 as orden,
        valor_impuesto as saldo_impuesto,
        cast(0 as bigint) as saldo_interes,
        cast(0 as bigint) as saldo_interes_ibc,
        valor_sancion as saldo_sancion,
        factor_mora_vencimiento as factor_mora,
        factor_ibc_vencimiento as factor_ibc,
        cast(0 as bigint) as interes,
        cast(0 as bigint) as reajuste,
        cast(0 as bigint) as pago_impuesto,
        cast(0 as bigint) as pago_interes,
        cast(0 as bigint) as pago_sancion,
        cast(0 as bigint) as rebaja_interes,
        cast(0 as bigint) as rebaja_sancion,
        cast(0 as bigint) as interes_total,
        cast(0 as bigint) as reajuste_total,
        cast(0 as bigint) as rebaja_interes_total,
        cast(0 as bigint) as rebaja_sancion_total,
        cast(0 as bigint) as supuestos_total
    from {{ ref('int_evento') }}
    where orden = 1

    union all

    select
        id_obligacion,
        orden,
        saldo_impuesto - pago_impuesto as saldo_impuesto,
        interes_debido - pago_interes - rebaja_interes as saldo_interes,
        case
            when interes_debido = 0 then 0
            else {{ reparto.proporcion('interes_debido_ibc', 'interes_debido - pago_interes - rebaja_interes', 'interes_debido') }}
        end as saldo_interes_ibc,
        sancion_debida - pago_sancion - rebaja_sancion as saldo_sancion,
        greatest(factor_mora, factor_mora_vencimiento) as factor_mora,
        greatest(factor_ibc, factor_ibc_vencimiento) as factor_ibc,
        interes,
        reajuste,
        pago_impuesto,
        pago_interes,
        pago_sancion,
        rebaja_interes,
        rebaja_sancion,
        interes_total + interes as interes_total,
        reajuste_total + reajuste as reajuste_total,
        rebaja_interes_total + rebaja_interes as rebaja_interes_total,
        rebaja_sancion_total + rebaja_sancion as rebaja_sancion_total,
        supuestos_total + case when reajuste + rebaja_interes + rebaja_sancion > 0 then supuestos else 0 end as supuestos_total
    from (
        {{ reparto.libro_rebajado('libro') }}
    ) as rebajados
)

select
    eventos.id_obligacion,
    eventos.id_sujeto,
    eventos.orden,
    eventos.fecha,
    eventos.fecha_siguiente,
    eventos.id_recibo,
    eventos.variacion,
    eventos.valor - libro.pago_impuesto - libro.pago_interes - libro.pago_sancion as exceso,
    eventos.norma_transitoria,
    libro.saldo_impuesto,
    libro.saldo_interes,
    libro.saldo_sancion,
    libro.factor_mora,
    libro.interes,
    libro.reajuste,
    libro.pago_impuesto,
    libro.pago_interes,
    libro.pago_sancion,
    libro.rebaja_interes,
    libro.rebaja_sancion,
    libro.interes_total,
    libro.reajuste_total,
    libro.rebaja_interes_total,
    libro.rebaja_sancion_total,
    libro.supuestos_total
from libro
inner join {{ ref('int_evento') }} as eventos
    on libro.id_obligacion = eventos.id_obligacion
    and libro.orden = eventos.orden
