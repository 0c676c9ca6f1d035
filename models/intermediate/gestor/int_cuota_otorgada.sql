{{ config(materialized='table') }}
{#- Each instalment of each facility and what was paid of it: payments and instalments are laid
    along one line of pesos, the oldest first. After the facility ended, or others cover all that it
    covered, none is missed. -#}
with cuotas as (
    select
        cuotas.id_facilidad,
        facilidades.id_sujeto,
        cuotas.cuota,
        cuotas.fecha_vencimiento,
        cuotas.valor,
        sum(cuotas.valor) over (
            partition by cuotas.id_facilidad
            order by cuotas.cuota
            rows between unbounded preceding and current row
        ) as hasta,
        finales.fecha_final,
        medicion.fecha_corte
    from {{ ref('stg_cuotas_facilidad') }} as cuotas
    inner join {{ ref('stg_facilidades') }} as facilidades
        on cuotas.id_facilidad = facilidades.id_facilidad
    inner join {{ ref('int_medicion') }} as medicion
        on facilidades.fecha_otorgamiento <= medicion.fecha_corte
    inner join {{ ref('int_facilidad_final') }} as finales
        on cuotas.id_facilidad = finales.id_facilidad
),

pagadas as (
    select
        cuotas.id_facilidad,
        cuotas.cuota,
        sum(
            least(cuotas.hasta, pagos.hasta) - greatest(cuotas.hasta - cuotas.valor, pagos.desde)
        ) as valor_pagado,
        max(pagos.fecha) as fecha_pago
    from cuotas
    inner join {{ ref('int_pago_facilidad') }} as pagos
        on cuotas.id_facilidad = pagos.id_facilidad
        and pagos.desde < cuotas.hasta
        and pagos.hasta > cuotas.hasta - cuotas.valor
    group by cuotas.id_facilidad, cuotas.cuota
)

select
    cuotas.id_facilidad,
    cuotas.cuota,
    cuotas.id_sujeto,
    cuotas.fecha_vencimiento,
    cuotas.valor,
    cast(coalesce(pagadas.valor_pagado, 0) as numeric(28, 2)) as valor_pagado,
    cast(cuotas.valor - coalesce(pagadas.valor_pagado, 0) as numeric(28, 2)) as saldo,
    case when pagadas.valor_pagado = cuotas.valor then pagadas.fecha_pago end as fecha_pago,
    case
        -- one of zero (a month of grace) asks for nothing
        when cuotas.valor = 0
            or (
                pagadas.valor_pagado = cuotas.valor
                and pagadas.fecha_pago <= cuotas.fecha_vencimiento
            ) then 'PAGADA'
        when pagadas.valor_pagado = cuotas.valor then 'PAGADA_TARDE'
        when cuotas.fecha_vencimiento < least(
            cuotas.fecha_corte, coalesce(cuotas.fecha_final, cuotas.fecha_corte)
        ) then 'INCUMPLIDA'
        else 'PENDIENTE'
    end as estado
from cuotas
left join pagadas
    on cuotas.id_facilidad = pagadas.id_facilidad
    and cuotas.cuota = pagadas.cuota
