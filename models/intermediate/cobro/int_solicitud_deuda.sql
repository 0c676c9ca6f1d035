{{ config(materialized='table', indexes=reparto.indices('orden')) }}
{#- Each request before each debt of its subject: what the debt owes on the cut date and, of that,
    the interest that it wouldn't have accrued had it been compensated on the day the request's
    balance arose (fecha_origen): what the ledger accrued from that day, or from the last payment
    after it. A request that doesn't say the day counts as of the cut date. Cents. -#}
with solicitudes as (
    select
        *,
        coalesce(fecha_origen, fecha_corte) as origen_saldo
    from {{ ref('int_solicitud') }}
),

deudas as (
    select * from {{ ref('int_deuda_compensable') }}
),

pagos as (
    select
        libro.id_obligacion,
        max(libro.fecha) as fecha
    from {{ ref('int_libro') }} as libro
    inner join deudas
        on libro.id_obligacion = deudas.id_obligacion
    cross join {{ ref('int_medicion') }} as medicion
    where libro.pago_impuesto + libro.pago_interes + libro.pago_sancion > 0
        and libro.fecha <= medicion.fecha_corte
    group by libro.id_obligacion
),

pares as (
    select
        solicitudes.id_solicitud,
        solicitudes.orden,
        solicitudes.valor_solicitado,
        solicitudes.fecha_corte,
        deudas.*,
        greatest(
            solicitudes.origen_saldo, coalesce(pagos.fecha, solicitudes.origen_saldo)
        ) as desde
    from solicitudes
    inner join deudas
        on solicitudes.id_sujeto = deudas.id_sujeto
    left join pagos
        on deudas.id_obligacion = pagos.id_obligacion
),

pedidos as (
    select distinct
        id_obligacion,
        desde as fecha
    from pares
    where desde < fecha_corte
),

anteriores as (
    {{ reparto.estado_dia(ref('int_dia_mora'), 'pedidos') }}
),

no_causados as (
    select
        pares.id_solicitud,
        pares.id_obligacion,
        {{ reparto.centavos('pares.interes_causado - anteriores.interes_causado') }} as interes
    from pares
    inner join anteriores
        on pares.id_obligacion = anteriores.id_obligacion
        and pares.desde = anteriores.fecha
)

select
    pares.id_solicitud,
    pares.id_obligacion,
    pares.id_sujeto,
    pares.orden,
    pares.fecha_vencimiento,
    {{ reparto.centavos('pares.valor_solicitado') }} as valor_solicitado,
    pares.saldo_impuesto as impuesto,
    pares.saldo_impuesto + pares.saldo_interes + pares.saldo_sancion
    - coalesce(no_causados.interes, 0) as deuda,
    coalesce(no_causados.interes, 0) as interes_no_causado
from pares
left join no_causados
    on pares.id_solicitud = no_causados.id_solicitud
    and pares.id_obligacion = no_causados.id_obligacion
