{#- What was paid on each obligation up to the cut date: the receipts that name it by its id and, of those without one, by subject,
    tax, year, period and object. Where such a receipt names several obligations, it fills them oldest due date first. -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
),

por_id as (
    select
        pagos.id_obligacion,
        sum(pagos.valor) as valor
    from {{ ref('stg_pagos') }} as pagos
    inner join medicion
        on pagos.fecha_pago <= medicion.fecha_corte
    where pagos.id_obligacion is not null
    group by pagos.id_obligacion
),

por_clave as (
    select
        pagos.id_sujeto,
        pagos.impuesto,
        pagos.anio_gravable,
        pagos.periodo,
        coalesce(pagos.id_objeto, '') as id_objeto,
        sum(pagos.valor) as valor
    from {{ ref('stg_pagos') }} as pagos
    inner join medicion
        on pagos.fecha_pago <= medicion.fecha_corte
    where pagos.id_obligacion is null
    group by pagos.id_sujeto, pagos.impuesto, pagos.anio_gravable, pagos.periodo, coalesce(pagos.id_objeto, '')
),

nombradas as (
    select
        obligaciones.id_obligacion,
        obligaciones.id_sujeto,
        obligaciones.impuesto,
        obligaciones.anio_gravable,
        obligaciones.periodo,
        por_clave.id_objeto,
        obligaciones.fecha_vencimiento,
        por_clave.valor as pagado,
        greatest(obligaciones.valor_impuesto - coalesce(por_id.valor, 0), 0) as pendiente
    from {{ ref('stg_obligaciones') }} as obligaciones
    inner join por_clave
        on obligaciones.id_sujeto = por_clave.id_sujeto
        and obligaciones.impuesto = por_clave.impuesto
        and obligaciones.anio_gravable = por_clave.anio_gravable
        and obligaciones.periodo = por_clave.periodo
        and coalesce(obligaciones.id_objeto, '') = por_clave.id_objeto
    left join por_id
        on obligaciones.id_obligacion = por_id.id_obligacion
),

con_anteriores as (
    select
        *,
        sum(pendiente) over (
            partition by id_sujeto, impuesto, anio_gravable, periodo, id_objeto
            order by fecha_vencimiento, {{ reparto.binario('id_obligacion') }}
            rows between unbounded preceding and current row
        ) - pendiente as pendiente_anterior
    from nombradas
),

imputaciones as (
    select
        id_obligacion,
        valor
    from por_id

    union all

    select
        id_obligacion,
        least(pendiente, greatest(pagado - pendiente_anterior, 0)) as valor
    from con_anteriores
)

select
    id_obligacion,
    cast(sum(valor) as numeric(18, 2)) as valor
from imputaciones
group by id_obligacion
