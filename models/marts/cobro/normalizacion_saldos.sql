{#- The receipts up to the cut date that did not migrate, and those that migrated and were not
    applied whole. The five values of a row add up to the receipt's: each peso is in one state. -#}
with recibos as (
    select recibos.*
    from {{ ref('int_recibo') }} as recibos
    inner join {{ ref('int_medicion') }} as medicion
        on recibos.fecha_pago <= medicion.fecha_corte
),

excesos as (
    select
        id_recibo,
        {{ reparto.pesos('exceso') }} as exceso
    from {{ ref('int_libro') }}
    where exceso > 0
),

candidatos as (
    select * from {{ ref('int_candidato_recibo') }}
),

mejores as (
    select * from candidatos
    where puesto = 1
),

cuentas as (
    select
        id_recibo,
        count(*) as n
    from candidatos
    group by id_recibo
),

conocidos as (
    select id_sujeto from {{ ref('int_sujeto') }}
),

repartidos as (
    select
        recibos.*,
        coalesce(excesos.exceso, 0) as exceso,
        mejores.id_obligacion as id_candidata,
        mejores.causa as causa_candidata,
        mejores.razon as razon_candidata,
        coalesce(cuentas.n, 0) as n_candidatos,
        case
            when recibos.decision = 'CONFLICTO' then 'DECISIONES_EN_CONFLICTO'
            when recibos.decision = 'APLICAR'
                and recibos.destino = 'PENDIENTE' then 'DECISION_SIN_OBLIGACION'
            when excesos.id_recibo is not null then 'PAGO_EN_EXCESO'
            when recibos.decision is not null then 'DECISION'
            when recibos.destino = 'APLICADO' then 'COINCIDENCIA_EXACTA'
            when recibos.es_copia then 'DUPLICADO'
            when mejores.causa is not null then mejores.causa
            when conocidos.id_sujeto is null then 'SUJETO_INEXISTENTE'
            else 'SIN_OBLIGACION'
        end as causa
    from recibos
    left join excesos
        on recibos.id_recibo = excesos.id_recibo
    left join mejores
        on recibos.id_recibo = mejores.id_recibo
    left join cuentas
        on recibos.id_recibo = cuentas.id_recibo
    left join conocidos
        on recibos.id_sujeto = conocidos.id_sujeto
    where not recibos.migrado
        or recibos.destino <> 'APLICADO'
        or recibos.decision is not null
        or excesos.id_recibo is not null
)

select
    repartidos.id_recibo,
    repartidos.id_sujeto,
    repartidos.impuesto,
    repartidos.anio_gravable,
    repartidos.periodo,
    repartidos.id_objeto,
    repartidos.fecha_pago,
    repartidos.valor,
    repartidos.migrado,
    repartidos.destino as estado,
    repartidos.causa,
    case
        when repartidos.causa = repartidos.causa_candidata then repartidos.razon_candidata
        else causas.descripcion
    end as razon,
    repartidos.id_obligacion,
    repartidos.id_candidata,
    cast(repartidos.n_candidatos as integer) as n_candidatos,
    cast(
        case
            when repartidos.destino = 'APLICADO' then repartidos.valor - repartidos.exceso
            else 0
        end as numeric(18, 2)
    ) as valor_aplicado,
    cast(repartidos.exceso as numeric(18, 2)) as valor_en_exceso,
    cast(
        case
            when repartidos.destino = 'PENDIENTE' then repartidos.valor
            else 0
        end as numeric(18, 2)
    ) as valor_pendiente,
    cast(
        case
            when repartidos.destino = 'RECHAZADO' then repartidos.valor
            else 0
        end as numeric(18, 2)
    ) as valor_rechazado,
    cast(
        case
            when repartidos.destino = 'POR_DEVOLVER' then repartidos.valor
            else 0
        end as numeric(18, 2)
    ) as valor_por_devolver
from repartidos
inner join {{ ref('causas_normalizacion') }} as causas
    on repartidos.causa = causas.causa
