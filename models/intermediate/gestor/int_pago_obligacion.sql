{{ config(materialized='table') }}
{#- What each receipt paid of each obligation up to the cut date, as the ledger applied it: what
    went beyond the debt is not there. -#}
select
    libro.id_recibo,
    libro.id_obligacion,
    libro.id_sujeto,
    libro.fecha,
    {{ reparto.pesos('libro.pago_impuesto + libro.pago_interes + libro.pago_sancion') }} as valor,
    libro.saldo_impuesto + libro.saldo_interes + libro.saldo_sancion = 0 as salda
from {{ ref('int_libro') }} as libro
inner join {{ ref('int_medicion') }} as medicion
    on libro.fecha <= medicion.fecha_corte
where libro.id_recibo is not null
    and libro.pago_impuesto + libro.pago_interes + libro.pago_sancion > 0
