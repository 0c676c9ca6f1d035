{{ config(materialized='rondas', estado='int_deuda_compensable', eventos='int_solicitud_deuda') }}
{#- What each request pays of each debt of its subject, one request after another (a round each),
    and what it leaves, in cents. A request takes the debts in the order of var orden_compensacion,
    each as it was on the day its own balance arose: the interest since then, on the tax that is
    left, is not asked for of what it compensates. Within a debt the parts follow ET 804. -#}
{%- set orden = reparto.orden_compensacion() -%}
with deudas as (
    select * from {{ ref('int_deuda_compensable') }}
),

solicitudes as (
    select * from {{ ref('int_solicitud_deuda') }}
),

en_su_dia as (
    {{ reparto.barrera() }}
    select
        solicitudes.*,
        deudas.saldo_impuesto,
        deudas.saldo_interes,
        deudas.saldo_sancion,
        case
            when solicitudes.interes_no_causado = 0
                or deudas.saldo_impuesto = solicitudes.impuesto then solicitudes.interes_no_causado
            else least(
                deudas.saldo_interes,
                {{ reparto.proporcion(
                    'solicitudes.interes_no_causado',
                    'deudas.saldo_impuesto',
                    'solicitudes.impuesto'
                ) }}
            )
        end as no_causado
    from solicitudes
    inner join deudas
        on solicitudes.id_obligacion = deudas.id_obligacion
),

exigidas as (
    {{ reparto.barrera() }}
    select
        *,
        saldo_interes - no_causado as exigido_interes,
        saldo_impuesto + saldo_interes - no_causado + saldo_sancion as exigido
    from en_su_dia
),

en_orden as (
    select
        *,
        cast(sum(exigido) over (
            partition by id_sujeto
            order by
                {% if orden == 'mayor_saldo' -%}
                exigido desc,
                {% endif -%}
                fecha_vencimiento, {{ reparto.binario('id_obligacion') }}
            rows between unbounded preceding and current row
        ) as bigint) as hasta
    from exigidas
),

abonadas as (
    {{ reparto.barrera() }}
    select
        *,
        least(valor_solicitado, hasta) - least(valor_solicitado, hasta - exigido) as valor
    from en_orden
),

partidas as (
    {{ reparto.barrera() }}
    select
        *,
        case
            when valor = exigido then saldo_impuesto
            else {{ reparto.proporcion('valor', 'saldo_impuesto', 'exigido') }}
        end as parte_impuesto,
        case
            when valor = exigido then exigido_interes
            else {{ reparto.proporcion('valor', 'exigido_interes', 'exigido') }}
        end as parte_interes,
        case
            when valor = exigido then saldo_sancion
            else {{ reparto.proporcion('valor', 'saldo_sancion', 'exigido') }}
        end as parte_sancion,
        case
            when valor = exigido then no_causado
            else {{ reparto.proporcion('no_causado', 'valor', 'exigido') }}
        end as perdonado,
        {{ reparto.parte_mayor('saldo_impuesto', 'exigido_interes', 'saldo_sancion') }} as mayor
    from abonadas
),

con_residuo as (
    select
        *,
        valor - parte_impuesto - parte_interes - parte_sancion as residuo
    from partidas
),

pagadas as (
    select
        *,
        parte_impuesto + case when mayor = 'IMPUESTO' then residuo else 0 end as pago_impuesto,
        parte_interes + case when mayor = 'INTERES' then residuo else 0 end as pago_interes,
        parte_sancion + case when mayor = 'SANCION' then residuo else 0 end as pago_sancion
    from con_residuo
)

select
    id_solicitud,
    id_obligacion,
    id_sujeto,
    orden,
    hasta as puesto,
    valor,
    pago_impuesto,
    pago_interes,
    pago_sancion,
    perdonado as interes_no_causado,
    saldo_impuesto - pago_impuesto as saldo_impuesto,
    saldo_interes - pago_interes - perdonado as saldo_interes,
    saldo_sancion - pago_sancion as saldo_sancion
from pagadas
