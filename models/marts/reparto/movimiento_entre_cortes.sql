-- what prescribed and waits to be declared so is not in default: it leaves with that
with asignaciones as {{ reparto.en_linea() }} (
    select * from {{ ref('historia_asignacion') }}
    where estado <> 'PRESCRIPCION_POR_DECLARAR'
),

saldos as {{ reparto.en_linea() }} (
    select * from {{ ref('historia_saldo') }}
),

cortes as (
    select
        fecha_corte as fecha_desde,
        lead(fecha_corte) over (order by fecha_corte) as fecha_hasta
    from (select distinct fecha_corte from saldos) as distintos
),

antes as (
    select
        cortes.fecha_desde,
        cortes.fecha_hasta,
        asignaciones.*
    from cortes
    inner join asignaciones
        on cortes.fecha_desde = asignaciones.fecha_corte
    where cortes.fecha_hasta is not null
),

ahora as (
    select
        cortes.fecha_desde,
        cortes.fecha_hasta,
        asignaciones.*
    from cortes
    inner join asignaciones
        on cortes.fecha_hasta = asignaciones.fecha_corte
),

parejas as (
    select
        coalesce(antes.fecha_desde, ahora.fecha_desde) as fecha_desde,
        coalesce(antes.fecha_hasta, ahora.fecha_hasta) as fecha_hasta,
        coalesce(antes.id_obligacion, ahora.id_obligacion) as id_obligacion,
        coalesce(antes.id_sujeto, ahora.id_sujeto) as id_sujeto,
        antes.id_obligacion is not null as estaba,
        ahora.id_obligacion is not null as esta,
        antes.oficina as oficina_antes,
        ahora.oficina as oficina_ahora,
        antes.prioridad as prioridad_antes,
        ahora.prioridad as prioridad_ahora,
        antes.regla as regla_antes,
        ahora.regla as regla_ahora,
        antes.saldo as saldo_antes,
        ahora.saldo as saldo_ahora
    from antes
    full outer join ahora
        on antes.fecha_hasta = ahora.fecha_hasta
        and antes.id_obligacion = ahora.id_obligacion
)

select
    parejas.fecha_desde,
    parejas.fecha_hasta,
    parejas.id_obligacion,
    parejas.id_sujeto,
    case
        when not parejas.estaba then 'ENTRO'
        when not parejas.esta and saldos.saldo_total = 0 then 'SALIO_PAGADA'
        when not parejas.esta then 'SALIO_DE_OTRA_FORMA'
        when coalesce(parejas.oficina_antes, '') <> coalesce(parejas.oficina_ahora, '')
            then 'CAMBIO_DE_OFICINA'
        else 'CAMBIO_DE_PRIORIDAD'
    end as movimiento,
    parejas.oficina_antes,
    parejas.oficina_ahora,
    parejas.prioridad_antes,
    parejas.prioridad_ahora,
    parejas.regla_antes,
    parejas.regla_ahora,
    parejas.saldo_antes,
    parejas.saldo_ahora
from parejas
left join saldos
    on parejas.fecha_hasta = saldos.fecha_corte
    and parejas.id_obligacion = saldos.id_obligacion
where not parejas.estaba
    or not parejas.esta
    or coalesce(parejas.oficina_antes, '') <> coalesce(parejas.oficina_ahora, '')
    or coalesce(parejas.prioridad_antes, '') <> coalesce(parejas.prioridad_ahora, '')
