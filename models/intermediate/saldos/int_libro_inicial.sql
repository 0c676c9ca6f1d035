{#- What each obligation with events owes before the first of them: its tax and its sanction, in
    cents. -#}
select
    id_obligacion,
    valor_impuesto as saldo_impuesto,
    cast(0 as bigint) as saldo_interes,
    cast(0 as bigint) as saldo_interes_ibc,
    valor_sancion as saldo_sancion,
    cast(0 as bigint) as interes_total,
    cast(0 as bigint) as reajuste_total,
    cast(0 as bigint) as rebaja_impuesto_total,
    cast(0 as bigint) as rebaja_interes_total,
    cast(0 as bigint) as rebaja_sancion_total,
    cast(0 as bigint) as supuestos_total
from {{ ref('int_evento') }}
where orden = 1
