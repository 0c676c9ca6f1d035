{#- Each request is compensated and refunded to the cent, no debt is compensated beyond its balance,
    and nothing is refunded while a debt can still be collected. The collection team mends it. -#}
with destinos as (
    select
        id_solicitud,
        sum(valor) as valor,
        sum(
            case
                when destino = 'COMPENSACION' then valor - impuesto - interes - sancion
                else impuesto + interes + sancion
            end
        ) as descuadre,
        min(least(valor, impuesto, interes, sancion, interes_no_causado)) as menor
    from {{ ref('destino_saldo_a_favor') }}
    group by id_solicitud
),

por_deuda as (
    select
        id_obligacion,
        sum(valor) as valor
    from {{ ref('destino_saldo_a_favor') }}
    where destino = 'COMPENSACION'
    group by id_obligacion
),

por_sujeto as (
    select
        id_sujeto,
        max(deuda_exigible) as deuda,
        sum(interes_no_causado) as no_causado,
        sum(valor_solicitado) as pedido,
        sum(valor_compensado) as compensado
    from {{ ref('certificacion_deuda') }}
    group by id_sujeto
)

select
    certificaciones.id_solicitud as identificador,
    certificaciones.valor_solicitado as valor,
    destinos.valor as otro_valor
from {{ ref('certificacion_deuda') }} as certificaciones
left join destinos
    on certificaciones.id_solicitud = destinos.id_solicitud
where certificaciones.valor_solicitado <> coalesce(destinos.valor, 0)
    or certificaciones.valor_solicitado
        <> certificaciones.valor_compensado + certificaciones.valor_devuelto
    or destinos.descuadre <> 0
    or destinos.menor < 0

union all

select
    por_deuda.id_obligacion as identificador,
    por_deuda.valor,
    cuentas.saldo_total as otro_valor
from por_deuda
inner join {{ ref('estado_cuenta') }} as cuentas
    on por_deuda.id_obligacion = cuentas.id_obligacion
where por_deuda.valor > cuentas.saldo_total
    or cuentas.situacion <> 'EXIGIBLE'

union all

select
    id_sujeto as identificador,
    compensado as valor,
    deuda as otro_valor
from por_sujeto
where compensado > least(pedido, deuda)
    or (compensado < pedido and compensado <> deuda - no_causado)
