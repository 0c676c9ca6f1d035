{{ config(materialized='table', indexes=reparto.indices('id_sujeto')) }}
{#- Every receipt and the obligation that it pays, if any: the one that an official decided; of a
    receipt that migrated, the one that it names by its id; else the only one that it names by
    subject, tax, year, period and object. A receipt that did not migrate pays by itself only such
    an exact and unique match (and the one of its id, where it has one), and only if no other
    receipt is its copy. -#}
with pagos as {{ reparto.en_linea() }} (
    select * from {{ ref('stg_pagos') }}
),

obligaciones as {{ reparto.en_linea() }} (
    select * from {{ ref('stg_obligaciones') }}
),

-- to apply a receipt without saying to what is to what it names by its id, where that is a debt
decisiones as (
    select
        decisiones.id_recibo,
        decisiones.decision,
        coalesce(decisiones.id_obligacion, propias.id_obligacion) as id_obligacion
    from {{ ref('int_decision_recibo') }} as decisiones
    left join pagos
        on decisiones.id_recibo = pagos.id_recibo
        and decisiones.decision = 'APLICAR'
        and decisiones.id_obligacion is null
    left join obligaciones as propias
        on pagos.id_obligacion = propias.id_obligacion
),

sin_migrar as (
    select distinct
        id_sujeto,
        impuesto,
        anio_gravable,
        periodo,
        coalesce(id_objeto, '') as id_objeto,
        fecha_pago,
        valor
    from pagos
    where not migrado
),

copias as (
    select
        pagos.id_recibo,
        row_number() over (
            partition by
                pagos.id_sujeto,
                pagos.impuesto,
                pagos.anio_gravable,
                pagos.periodo,
                sin_migrar.id_objeto,
                pagos.fecha_pago,
                pagos.valor
            order by
                case when pagos.migrado then 0 else 1 end, {{ reparto.binario('pagos.id_recibo') }}
        ) as copia
    from pagos
    inner join sin_migrar
        on pagos.id_sujeto = sin_migrar.id_sujeto
        and pagos.impuesto = sin_migrar.impuesto
        and pagos.anio_gravable = sin_migrar.anio_gravable
        and pagos.periodo = sin_migrar.periodo
        and coalesce(pagos.id_objeto, '') = sin_migrar.id_objeto
        and pagos.fecha_pago = sin_migrar.fecha_pago
        and pagos.valor = sin_migrar.valor
),

-- counted by what a receipt can name, before they meet: a subject may have thousands of both
posibles as (
    select
        id_sujeto,
        impuesto,
        anio_gravable,
        periodo,
        coalesce(id_objeto, '') as id_objeto,
        count(*) as n_obligaciones,
        min(id_obligacion) as id_obligacion
    from obligaciones
    group by id_sujeto, impuesto, anio_gravable, periodo, coalesce(id_objeto, '')
),

nombradas as (
    select
        pagos.id_recibo,
        posibles.n_obligaciones,
        posibles.id_obligacion
    from pagos
    inner join posibles
        on pagos.id_sujeto = posibles.id_sujeto
        and pagos.impuesto = posibles.impuesto
        and pagos.anio_gravable = posibles.anio_gravable
        and pagos.periodo = posibles.periodo
        and coalesce(pagos.id_objeto, '') = posibles.id_objeto
    left join decisiones
        on pagos.id_recibo = decisiones.id_recibo
        and decisiones.decision = 'APLICAR'
        and decisiones.id_obligacion is null
    where pagos.id_obligacion is null
        or not pagos.migrado
        or decisiones.id_recibo is not null
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
        on pagos.id_recibo = nombradas.id_recibo
    left join copias
        on pagos.id_recibo = copias.id_recibo
),

dirigidos as (
    select
        *,
        case
            when decision = 'APLICAR'
                then coalesce(id_decidida, case when n_nombradas = 1 then id_nombrada end)
            when decision is not null then null
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
    dirigidos.id_obligacion is not null
    and dirigidos.decision is null
    and not dirigidos.es_copia
    and dirigidos.n_nombradas <= 1
    and obligaciones.id_obligacion is null as nombra_otra,
    obligaciones.id_obligacion,
    obligaciones.id_sujeto as id_deudor,
    obligaciones.anio_gravable as anio_obligacion,
    obligaciones.fecha_vencimiento,
    obligaciones.valor_impuesto,
    obligaciones.valor_sancion,
    case
        when dirigidos.decision = 'RECHAZAR' then 'RECHAZADO'
        when dirigidos.decision = 'DEVOLVER' then 'POR_DEVOLVER'
        when obligaciones.id_obligacion is not null then 'APLICADO'
        else 'PENDIENTE'
    end as destino
from dirigidos
left join obligaciones
    on dirigidos.id_destino = obligaciones.id_obligacion
