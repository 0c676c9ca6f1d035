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

nombradas as (
    select
        nombradas.*,
        greatest(nombradas.valor_impuesto - coalesce(por_id.valor, 0), 0) as pendiente
    from {{ ref('int_obligacion_nombrada') }} as nombradas
    left join por_id
        on nombradas.id_obligacion = por_id.id_obligacion
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
