{#- Where the pesos of each request go: to the subject's debts that can be collected, in the order of var orden_compensacion, and what is left
    is refunded (ET 815, 816, 861). Requests and debts are laid along one line of pesos; where two of their intervals meet, that much of
    the request pays that debt. Within a debt the parts follow ET 804. -#}
{%- set orden = reparto.orden_compensacion() -%}
with solicitudes as (
    select
        *,
        hasta - valor_solicitado as desde
    from {{ ref('int_solicitud') }}
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
    from {{ ref('estado_cuenta') }}
    where situacion = 'EXIGIBLE'
        and id_sujeto in (select solicitudes.id_sujeto from solicitudes)
),

encuentros as (
    select
        solicitudes.id_solicitud,
        solicitudes.id_sujeto,
        deudas.id_obligacion,
        deudas.hasta as puesto,
        {{ reparto.centavos('deudas.saldo_impuesto') }} as impuesto,
        {{ reparto.centavos('deudas.saldo_interes') }} as interes,
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
        parte_sancion + case when mayor = 'SANCION' then residuo else 0 end as sancion
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
        cast(0 as bigint) as sancion
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
    {{ reparto.pesos('sancion') }} as sancion
from destinos
where destino = 'COMPENSACION'
    or valor > 0
