{#- Where the pesos of each request go: to the subject's debts that can be collected, in the order
    of var orden_compensacion, and what is left is refunded (ET 815, 816, 861). -#}
with compensaciones as (
    select * from {{ ref('int_compensacion') }}
    where valor > 0
),

compensado as (
    select
        id_solicitud,
        sum(valor) as valor
    from compensaciones
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
        pago_impuesto,
        pago_interes,
        pago_sancion,
        interes_no_causado
    from compensaciones

    union all

    select
        solicitudes.id_solicitud,
        solicitudes.id_sujeto,
        'DEVOLUCION' as destino,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        null as puesto,
        {{ reparto.centavos('solicitudes.valor_solicitado') }}
        - coalesce(compensado.valor, 0) as valor,
        cast(0 as bigint) as pago_impuesto,
        cast(0 as bigint) as pago_interes,
        cast(0 as bigint) as pago_sancion,
        cast(0 as bigint) as interes_no_causado
    from {{ ref('int_solicitud') }} as solicitudes
    left join compensado
        on solicitudes.id_solicitud = compensado.id_solicitud
)

select
    id_solicitud,
    cast(
        row_number() over (
            partition by id_solicitud
            order by puesto nulls last, {{ reparto.binario('id_obligacion') }}
        ) as integer
    ) as orden,
    id_sujeto,
    destino,
    id_obligacion,
    {{ reparto.pesos('valor') }} as valor,
    {{ reparto.pesos('pago_impuesto') }} as impuesto,
    {{ reparto.pesos('pago_interes') }} as interes,
    {{ reparto.pesos('pago_sancion') }} as sancion,
    {{ reparto.pesos('interes_no_causado') }} as interes_no_causado
from destinos
where destino = 'COMPENSACION'
    or valor > 0
