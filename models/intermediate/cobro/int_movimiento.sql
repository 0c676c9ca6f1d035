{#- What moved each account, one row an effect: the charge, and of each event the interest until it,
    the readjustment, the payment and what a law forgave. Signed pesos: what is added to the debt is
    positive. The ledger is named by each branch, so that one subject's rows are read by index:
    PostgreSQL writes out whole what is named once and read often. -#}
select
    id_obligacion,
    id_sujeto,
    0 as orden,
    fecha_vencimiento as fecha,
    'CARGO' as tipo,
    cast(null as {{ dbt.type_string() }}) as id_recibo,
    cast(valor_impuesto as numeric(18, 2)) as impuesto,
    cast(0 as numeric(18, 2)) as interes,
    cast(valor_sancion as numeric(18, 2)) as sancion,
    'Impuesto y sanción a cargo, con vencimiento en esta fecha' as detalle
from {{ ref('stg_obligaciones') }}

union all

select
    id_obligacion,
    id_sujeto,
    4 * orden as orden,
    fecha,
    'INTERES' as tipo,
    cast(null as {{ dbt.type_string() }}) as id_recibo,
    cast(0 as numeric(18, 2)) as impuesto,
    {{ reparto.pesos('interes') }} as interes,
    cast(0 as numeric(18, 2)) as sancion,
    {{ reparto.detalle_interes() }} as detalle
from {{ ref('int_libro') }}
where interes > 0

union all

select
    id_obligacion,
    id_sujeto,
    4 * orden + 1 as orden,
    fecha,
    'REAJUSTE' as tipo,
    cast(null as {{ dbt.type_string() }}) as id_recibo,
    cast(0 as numeric(18, 2)) as impuesto,
    cast(0 as numeric(18, 2)) as interes,
    {{ reparto.pesos('reajuste') }} as sancion,
    'Actualización de la sanción con una inflación del '
    || replace(cast(cast(variacion * 0.01 as numeric(6, 2)) as {{ dbt.type_string() }}), '.', ',')
    || ' % (ET 867-1)' as detalle
from {{ ref('int_libro') }}
where reajuste > 0

union all

select
    id_obligacion,
    id_sujeto,
    4 * orden + 2 as orden,
    fecha,
    'PAGO' as tipo,
    id_recibo,
    {{ reparto.pesos('- pago_impuesto') }} as impuesto,
    {{ reparto.pesos('- pago_interes') }} as interes,
    {{ reparto.pesos('- pago_sancion') }} as sancion,
    'Pago imputado a impuesto, interés y sanción (ET 804)'
    || case
        when exceso > 0 then '; sobran ' || {{ reparto.dinero(reparto.pesos('exceso')) }}
        else ''
    end as detalle
from {{ ref('int_libro') }}
where id_recibo is not null

union all

select
    libro.id_obligacion,
    libro.id_sujeto,
    4 * libro.orden + 3 as orden,
    libro.fecha,
    'REBAJA' as tipo,
    libro.id_recibo,
    {{ reparto.pesos('- libro.rebaja_impuesto') }} as impuesto,
    {{ reparto.pesos('- libro.rebaja_interes') }} as interes,
    {{ reparto.pesos('- libro.rebaja_sancion') }} as sancion,
    'Lo que no se pide a quien paga en esta fecha (' || leyes.articulo || ')' as detalle
from {{ ref('int_libro') }} as libro
inner join {{ ref('tasas_transitorias') }} as leyes
    on libro.norma_transitoria = leyes.norma_transitoria
where libro.rebaja_impuesto + libro.rebaja_interes + libro.rebaja_sancion > 0
