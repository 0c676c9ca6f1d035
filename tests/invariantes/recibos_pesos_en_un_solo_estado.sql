{#- Every peso of every receipt up to the cut date is in one state: paid to one obligation, left
    over, pending, rejected or to be refunded; and no receipt is in the ledger twice. Whoever keeps
    the ledger mends it. -#}
with recibos as (
    select recibos.*
    from {{ ref('int_recibo') }} as recibos
    inner join {{ ref('int_medicion') }} as medicion
        on recibos.fecha_pago <= medicion.fecha_corte
),

libro as (
    select
        id_recibo,
        count(*) as veces,
        sum(pago_impuesto + pago_interes + pago_sancion) as aplicado,
        sum(exceso) as exceso,
        min(least(exceso, pago_impuesto, pago_interes, pago_sancion)) as menor
    from {{ ref('int_libro') }}
    where id_recibo is not null
    group by id_recibo
),

normalizados as (
    select * from {{ ref('normalizacion_saldos') }}
)

select
    recibos.id_recibo,
    recibos.valor,
    libro.aplicado,
    libro.exceso
from recibos
left join libro
    on recibos.id_recibo = libro.id_recibo
left join normalizados
    on recibos.id_recibo = normalizados.id_recibo
where (libro.id_recibo is null) <> (recibos.destino <> 'APLICADO')
    or libro.veces > 1
    or libro.menor < 0
    or (
        libro.id_recibo is not null
        and {{ reparto.centavos('recibos.valor') }} <> libro.aplicado + libro.exceso
    )
    or (normalizados.id_recibo is null and coalesce(libro.exceso, 1) <> 0)
    or normalizados.valor
        <> normalizados.valor_aplicado + normalizados.valor_en_exceso + normalizados.valor_pendiente
    + normalizados.valor_rechazado + normalizados.valor_por_devolver
    or {{ reparto.centavos('normalizados.valor_aplicado') }} <> coalesce(libro.aplicado, 0)
