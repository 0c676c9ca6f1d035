{{ config(
    materialized='rondas',
    estado='int_libro_inicial',
    eventos='int_evento',
    indexes=reparto.indices('id_obligacion') + reparto.indices('id_sujeto'),
) }}
{#- The ledger: each event of each obligation with what it did (cents) and the balances that it
    left, from those before it. An event first accrues interest on the tax since the one before (ET
    634, 635); then a readjustment raises the sanction, and a payment is imputed to tax, interest
    and sanction in proportion to what is owed that day, the residue of rounding to the largest part
    (ET 804), or in the order of its time. A law that grants a lower rate to who pays in some days
    forgives, of the interest and the sanction that a payment covers, the part that it does not ask
    for; one that is only for who pays all it asks for leaves its place, where that isn't paid, to
    the best of those that ask for no such thing. -#}
{%- set comienzo -%}
    greatest(coalesce(eventos.fecha_anterior, eventos.fecha_vencimiento), eventos.fecha_vencimiento)
{%- endset -%}
with anteriores as (
    select * from {{ ref('int_libro_inicial') }}
),

eventos as (
    select * from {{ ref('int_evento') }}
),

dias as {{ reparto.en_linea() }} (
    select * from {{ ref('int_dia_mora') }}
),

-- from the day of the event before, or from the due date; the first event finds no state
fechados as (
    {{ reparto.barrera() }}
    select
        eventos.*,
        eventos.fecha > eventos.fecha_vencimiento as esta_vencida,
        hasta.factor_mora,
        hasta.factor_ibc,
        hasta.crecimiento_mora,
        hasta.crecimiento_ibc,
        desde.factor_mora as factor_mora_anterior,
        desde.factor_ibc as factor_ibc_anterior,
        desde.crecimiento_mora as crecimiento_mora_anterior,
        desde.crecimiento_ibc as crecimiento_ibc_anterior,
        vencimiento.crecimiento_mora as crecimiento_mora_vencimiento,
        vencimiento.crecimiento_ibc as crecimiento_ibc_vencimiento,
        coalesce(anteriores.saldo_impuesto, eventos.valor_impuesto) as saldo_impuesto,
        coalesce(anteriores.saldo_interes, 0) as saldo_interes,
        coalesce(anteriores.saldo_interes_ibc, 0) as saldo_interes_ibc,
        coalesce(anteriores.saldo_sancion, eventos.valor_sancion) as saldo_sancion,
        coalesce(anteriores.interes_total, 0) as interes_total,
        coalesce(anteriores.reajuste_total, 0) as reajuste_total,
        coalesce(anteriores.rebaja_impuesto_total, 0) as rebaja_impuesto_total,
        coalesce(anteriores.rebaja_interes_total, 0) as rebaja_interes_total,
        coalesce(anteriores.rebaja_sancion_total, 0) as rebaja_sancion_total,
        coalesce(anteriores.supuestos_total, 0) as supuestos_total
    from eventos
    inner join dias as vencimiento
        on {{ reparto.dia_con_tasa('eventos.fecha_vencimiento') }} = vencimiento.fecha
    inner join dias as desde
        on {{ reparto.dia_con_tasa(comienzo) }} = desde.fecha
    inner join dias as hasta
        on {{ reparto.dia_con_tasa('greatest(eventos.fecha, eventos.fecha_vencimiento)') }}
        = hasta.fecha
    left join anteriores
        on eventos.id_obligacion = anteriores.id_obligacion
),

devengados as (
    {{ reparto.barrera() }}
    select
        *,
        {{ reparto.interes('saldo_impuesto', 'factor_mora_anterior', 'factor_mora') }}
        + {{ reparto.interes_compuesto(
            'saldo_impuesto', 'crecimiento_mora_anterior', 'crecimiento_mora',
            'crecimiento_mora_vencimiento'
        ) }} as interes,
        {{ reparto.interes('saldo_impuesto', 'factor_ibc_anterior', 'factor_ibc') }}
        + {{ reparto.interes_compuesto(
            'saldo_impuesto', 'crecimiento_ibc_anterior', 'crecimiento_ibc',
            'crecimiento_ibc_vencimiento'
        ) }} as interes_ibc,
        case
            when variacion = 0 then 0
            else {{ reparto.proporcion('saldo_sancion', 'variacion', 10000) }}
        end as reajuste
    from fechados
),

debidos as (
    {{ reparto.barrera() }}
    select
        *,
        saldo_interes + interes as interes_debido,
        saldo_interes_ibc + interes_ibc as interes_debido_ibc,
        saldo_sancion + reajuste as sancion_debida
    from devengados
),

rebajables as (
    {{ reparto.barrera() }}
    select
        *,
        {{ reparto.pedido() }},
        {{ reparto.pedido('_abono') }}
    from debidos
),

decididos as (
    select
        *,
        not coalesce(exige_pago_total, false)
        or valor >= impuesto_rebajado + interes_rebajado + sancion_rebajada as aplica_rebaja
    from rebajables
),

elegidos as (
    select
        *,
        case when aplica_rebaja then norma_transitoria else norma_abono end as norma_aplicada,
        case
            when aplica_rebaja then impuesto_rebajado else impuesto_rebajado_abono
        end as exigido_impuesto,
        case
            when aplica_rebaja then interes_rebajado else interes_rebajado_abono
        end as exigido_interes,
        case
            when aplica_rebaja then sancion_rebajada else sancion_rebajada_abono
        end as exigido_sancion
    from decididos
),

abonados as (
    {{ reparto.barrera() }}
    select
        *,
        exigido_impuesto + exigido_interes + exigido_sancion as exigido,
        least(valor, exigido_impuesto + exigido_interes + exigido_sancion) as abonado
    from elegidos
),

partidos as (
    {{ reparto.barrera() }}
    select
        *,
        case
            when abonado = 0 then 0
            when not esta_vencida then least(abonado, exigido_impuesto)
            when regimen = 'ORDEN' then abonado - least(abonado, exigido_interes + exigido_sancion)
            when abonado = exigido then exigido_impuesto
            else {{ reparto.proporcion('abonado', 'exigido_impuesto', 'exigido') }}
        end as parte_impuesto,
        case
            when abonado = 0 or not esta_vencida then 0
            when regimen = 'ORDEN'
                then least(abonado - least(abonado, exigido_sancion), exigido_interes)
            when abonado = exigido then exigido_interes
            else {{ reparto.proporcion('abonado', 'exigido_interes', 'exigido') }}
        end as parte_interes,
        case
            when abonado = 0 then 0
            when not esta_vencida then abonado - least(abonado, exigido_impuesto)
            when regimen = 'ORDEN' then least(abonado, exigido_sancion)
            when abonado = exigido then exigido_sancion
            else {{ reparto.proporcion('abonado', 'exigido_sancion', 'exigido') }}
        end as parte_sancion
    from abonados
),

con_residuo as (
    select
        *,
        abonado - parte_impuesto - parte_interes - parte_sancion as residuo,
        {{ reparto.parte_mayor('exigido_impuesto', 'exigido_interes', 'exigido_sancion') }} as mayor
    from partidos
),

pagados as (
    {{ reparto.barrera() }}
    select
        *,
        parte_impuesto + case when mayor = 'IMPUESTO' then residuo else 0 end as pago_impuesto,
        parte_interes + case when mayor = 'INTERES' then residuo else 0 end as pago_interes,
        parte_sancion + case when mayor = 'SANCION' then residuo else 0 end as pago_sancion
    from con_residuo
),

rebajados as (
    {{ reparto.barrera() }}
    select
        *,
        case
            when saldo_impuesto = exigido_impuesto then 0
            when pago_impuesto = exigido_impuesto then saldo_impuesto - pago_impuesto
            else {{ reparto.proporcion('pago_impuesto', 'saldo_impuesto', 'exigido_impuesto') }}
                - pago_impuesto
        end as rebaja_impuesto,
        case
            when interes_debido = exigido_interes then 0
            when pago_interes = exigido_interes then interes_debido - pago_interes
            else {{ reparto.proporcion('pago_interes', 'interes_debido', 'exigido_interes') }}
                - pago_interes
        end as rebaja_interes,
        case
            when sancion_debida = exigido_sancion then 0
            when pago_sancion = exigido_sancion then sancion_debida - pago_sancion
            else {{ reparto.proporcion('pago_sancion', 'sancion_debida', 'exigido_sancion') }}
                - pago_sancion
        end as rebaja_sancion
    from pagados
)

select
    id_obligacion,
    id_sujeto,
    orden,
    fecha,
    fecha_siguiente,
    id_recibo,
    variacion,
    valor - pago_impuesto - pago_interes - pago_sancion as exceso,
    norma_aplicada as norma_transitoria,
    saldo_impuesto - pago_impuesto - rebaja_impuesto as saldo_impuesto,
    interes_debido - pago_interes - rebaja_interes as saldo_interes,
    case
        when interes_debido = 0 then 0
        when pago_interes + rebaja_interes = 0 then interes_debido_ibc
        when pago_interes + rebaja_interes = interes_debido then 0
        else {{ reparto.proporcion(
            'interes_debido_ibc', 'interes_debido - pago_interes - rebaja_interes', 'interes_debido'
        ) }}
    end as saldo_interes_ibc,
    sancion_debida - pago_sancion - rebaja_sancion as saldo_sancion,
    factor_mora,
    crecimiento_mora,
    interes,
    reajuste,
    pago_impuesto,
    pago_interes,
    pago_sancion,
    rebaja_impuesto,
    rebaja_interes,
    rebaja_sancion,
    interes_total + interes as interes_total,
    reajuste_total + reajuste as reajuste_total,
    rebaja_impuesto_total + rebaja_impuesto as rebaja_impuesto_total,
    rebaja_interes_total + rebaja_interes as rebaja_interes_total,
    rebaja_sancion_total + rebaja_sancion as rebaja_sancion_total,
    supuestos_total
    + case
        when reajuste + rebaja_impuesto + rebaja_interes + rebaja_sancion = 0 then 0
        when aplica_rebaja then supuestos
        else coalesce(supuestos_abono, 0)
    end as supuestos_total
from rebajados
