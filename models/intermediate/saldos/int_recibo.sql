{{ config(materialized='table', indexes=reparto.indices('id_sujeto')) }}
{#- Every receipt and the obligation that it pays, if any: the one that an official decided; of a receipt that migrated, the one that it names by
    its id; else the only one that it names by subject, tax, year, period and object. A receipt that did not migrate pays by itself
    only such an exact and unique match (and the one of its id, where it has one), and only if no other receipt is its copy. -#}
with pagos as (
    select * from {{ ref('stg_pagos') }}
),

decisiones as (
    select * from {{ ref('int_decision_recibo') }}
),

repetidos as (
    select
        id_sujeto,
        impuesto,
        anio_gravable,
        periodo,
        coalesce(id_objeto, '') as id_objeto,
        fecha_pago,
        valor
    from pagos
    group by id_sujeto, impuesto, anio_gravable, periodo, coalesce(id_objeto, ''), fecha_pago, valor
    having count(*) > 1
),

copias as (
    select
        pagos.id_recibo,
        row_number() over (
            partition by pagos.id_sujeto, pagos.impuesto, pagos.anio_gravable, pagos.periodo, repetidos.id_objeto, pagos.fecha_pago, pagos.valor
            order by case when pagos.migrado then 0 else 1 end, {{ reparto.binario('pagos.id_recibo') }}
        ) as copia
    from pagos
    inner join repetidos
        on pagos.id_sujeto = repetidos.id_sujeto
        and pagos.impuesto = repetidos.impuesto
        and pagos.anio_gravable = repetidos.anio_gravable
        and pagos.periodo = repetidos.periodo
        and coalesce(pagos.id_objeto, '') = repetidos.id_objeto
        and pagos.fecha_pago = repetidos.fecha_pago
        and pagos.valor = repetidos.valor
),

llaves as (
    select distinct
        id_sujeto,
        impuesto,
        anio_gravable,
        periodo,
        coalesce(id_objeto, '') as id_objeto
    from pagos
    where id_obligacion is null
        or not migrado
),

nombradas as (
    select
        llaves.id_sujeto,
        llaves.impuesto,
        llaves.anio_gravable,
        llaves.periodo,
        llaves.id_objeto,
        count(*) as n_obligaciones,
        min(obligaciones.id_obligacion) as id_obligacion
    from {{ ref('stg_obligaciones') }} as obligaciones
    inner join llaves
        on obligaciones.id_sujeto = llaves.id_sujeto
        and obligaciones.impuesto = llaves.impuesto
        and obligaciones.anio_gravable = llaves.anio_gravable
        and obligaciones.periodo = llaves.periodo
        and coalesce(obligaciones.id_objeto, '') = llaves.id_objeto
    group by llaves.id_sujeto, llaves.impuesto, llaves.anio_gravable, llaves.periodo, llaves.id_objeto
),

leidos as (
    select
        pagos.*,
        decisiones.decision,
        decisiones.id_obligacion as id_decidida,
        coalesce(nombradas.n_obligaciones, 0) as n_nombradas,
        nombradas.id_obligacion as id_nombrada,
        not pagos.migrado and coalesce(copias.copia, 1) > 1 as es_copia
    from pagos
    left join decisiones
        on pagos.id_recibo = decisiones.id_recibo
    left join nombradas
        on pagos.id_sujeto = nombradas.id_sujeto
        and pagos.impuesto = nombradas.impuesto
        and pagos.anio_gravable = nombradas.anio_gravable
        and pagos.periodo = nombradas.periodo
        and coalesce(pagos.id_objeto, '') = nombradas.id_objeto
    left join copias
        on pagos.id_recibo = copias.id_recibo
),

dirigidos as (
    select
        *,
        case
            when decision is not null then id_decidida
            when migrado and id_obligacion is not null then id_obligacion
            when es_copia or n_nombradas <> 1 then null
            when migrado or id_obligacion is null or id_obligacion = id_nombrada then id_nombrada
        end as id_destino
    from leidos
)

select
    dirigidos.id_recibo,
    dirigidos.id_sujeto,
    dirigidos.impuesto,
    dirigidos.anio_gravable,
    dirigidos.periodo,
    dirigidos.id_objeto,
    dirigidos.fecha_pago,
    dirigidos.valor,
    dirigidos.migrado,
    dirigidos.decision,
    dirigidos.es_copia,
    obligaciones.id_obligacion,
    case
        when dirigidos.decision = 'RECHAZAR' then 'RECHAZADO'
        when dirigidos.decision = 'DEVOLVER' then 'POR_DEVOLVER'
        when obligaciones.id_obligacion is not null then 'APLICADO'
        else 'PENDIENTE'
    end as destino
from dirigidos
left join {{ ref('stg_obligaciones') }} as obligaciones
    on dirigidos.id_destino = obligaciones.id_obligacion
