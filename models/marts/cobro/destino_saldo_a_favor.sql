{#- Where the pesos of each request go: to the subject's debts that can be collected, in the order of var orden_compensacion, and what is left
    is refunded (ET 815, 816, 861). Requests and debts are laid along one line of pesos; where two of their intervals meet, that much of
    the request pays that debt. Within a debt the parts follow ET 804. A debt is what was owed the day the balance in favour arose: the
    interest since then is not asked for, of what is compensated. -#}
{%- set orden = reparto.orden_compensacion() -%}
with solicitudes as (
    select
        *,
        hasta - valor_solicitado as desde
    from {{ ref('int_solicitud') }}
),

cuentas as (
    select
        cuentas.id_obligacion,
        cuentas.id_sujeto,
        cuentas.fecha_vencimiento,
        cuentas.saldo_impuesto,
        coalesce(no_causados.interes, 0) as interes_no_causado,
        cuentas.saldo_interes - coalesce(no_causados.interes, 0) as saldo_interes,
        cuentas.saldo_total - coalesce(no_causados.interes, 0) as saldo_total
    from {{ ref('estado_cuenta') }} as cuentas
    left join {{ ref('int_interes_no_causado') }} as no_causados
        on cuentas.id_obligacion = no_causados.id_obligacion
    where cuentas.situacion = 'EXIGIBLE'
        and cuentas.id_sujeto in (select solicitudes.id_sujeto from solicitudes)
),

deudas as (
    select
        *,
        sum(saldo_total) over (
            partition by id_sujeto
            order by
                {% if orden == 'mayor_saldo' %}saldo_total desc,{% endif %}
                fecha_vencimiento, {{ reparto.binario('id_obligacion') }}
            rows between unbounded preceding and current row
        ) as hasta
    from cuentas
),

encuentros as (
    select
        solicitudes.id_solicitud,
        solicitudes.id_sujeto,
        deudas.id_obligacion,
        deudas.hasta as puesto,
        {{ reparto.centavos('deudas.saldo_impuesto') }} as impuesto,
        {{ reparto.centavos('deudas.saldo_interes') }} as interes,
        {{ reparto.centavos('deudas.interes_no_causado') }} as interes_no_causado,
        {{ reparto.centavos('deudas.saldo_total') }} as deuda,
        {{ reparto.centavos('least(solicitudes.hasta, deudas.hasta) - greatest(solicitudes.desde, deudas.hasta - deudas.saldo_total)') }} as valor
    from solicitudes
    inner join deudas
        on solicitudes.id_sujeto = deudas.id_sujeto
        and solicitudes.desde < deudas.hasta
        and deudas.hasta - deudas.saldo_total < solicitudes.hasta
),

partidos as (
    select
        *,
        {{ reparto.proporcion('valor', 'impuesto', 'deuda') }} as parte_impuesto,
        {{ reparto.proporcion('valor', 'interes', 'deuda') }} as parte_interes,
        {{ reparto.proporcion('valor', 'deuda - impuesto - interes', 'deuda') }} as parte_sancion,
        {{ reparto.parte_mayor('impuesto', 'interes', 'deuda - impuesto - interes') }} as mayor
    from encuentros
),

con_residuo as (
    select
        *,
        valor - parte_impuesto - parte_interes - parte_sancion as residuo
    from partidos
),

compensado as (
    select
        id_solicitud,
        sum(valor) as valor
    from encuentros
    group by id_solicitud
),

destinos as (
    select
        id_solicitud,
        id_sujeto,
        'COMPENSACION' as destino,
        id_obligacion,
        puesto,
        valor,
        parte_impuesto + case when mayor = 'IMPUESTO' then residuo else 0 end as impuesto,
        parte_interes + case when mayor = 'INTERES' then residuo else 0 end as interes,
        parte_sancion + case when mayor = 'SANCION' then residuo else 0 end as sancion,
        case when interes_no_causado = 0 then 0 else {{ reparto.proporcion('interes_no_causado', 'valor', 'deuda') }} end as interes_no_causado
    from con_residuo

    union all

    select
        solicitudes.id_solicitud,
        solicitudes.id_sujeto,
        'DEVOLUCION' as destino,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        null as puesto,
        {{ reparto.centavos('solicitudes.valor_solicitado') }} - coalesce(compensado.valor, 0) as valor,
        cast(0 as bigint) as impuesto,
        cast(0 as bigint) as interes,
        cast(0 as bigint) as sancion,
        cast(0 as bigint) as interes_no_causado
    from solicitudes
    left join compensado
        on solicitudes.id_solicitud = compensado.id_solicitud
)

select
    id_solicitud,
    cast(row_number() over (partition by id_solicitud order by puesto nulls last, {{ reparto.binario('id_obligacion') }}) as integer) as orden,
    id_sujeto,
    destino,
    id_obligacion,
    {{ reparto.pesos('valor') }} as valor,
    {{ reparto.pesos('impuesto') }} as impuesto,
    {{ reparto.pesos('interes') }} as interes,
    {{ reparto.pesos('sancion') }} as sancion,
    {{ reparto.pesos('interes_no_causado') }} as interes_no_causado
from destinos
where destino = 'COMPENSACION'
    or valor > 0
