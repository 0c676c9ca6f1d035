{{ config(materialized='table') }}
{#- Each facility granted up to the cut date: how it goes, and whether it was breached (ET 814-3):
    an instalment not paid on its day, or a later obligation of the subject that fell due and is not
    paid. Nothing is left to breach where all that it covers is paid off, whatever financing its
    instalments foresaw, or is covered by others since. It interrupts the limitation from its grant
    (ET 818). -#}
with facilidades as (
    select
        facilidades.*,
        medicion.fecha_corte
    from {{ ref('stg_facilidades') }} as facilidades
    inner join {{ ref('int_medicion') }} as medicion
        on facilidades.fecha_otorgamiento <= medicion.fecha_corte
),

cuotas as (
    select
        id_facilidad,
        count(*) as n_cuotas,
        sum(valor) as valor_cuotas,
        sum(valor_pagado) as valor_pagado,
        sum(case when estado = 'INCUMPLIDA' then 1 else 0 end) as cuotas_incumplidas,
        sum(case when estado = 'INCUMPLIDA' then saldo else 0 end) as valor_vencido,
        min(case when estado = 'INCUMPLIDA' then fecha_vencimiento end) as primera_incumplida,
        min(case when estado = 'PENDIENTE' then fecha_vencimiento end) as siguiente_vencimiento,
        max(fecha_vencimiento) as ultimo_vencimiento
    from {{ ref('int_cuota_otorgada') }}
    group by id_facilidad
),

amparadas as (
    select
        amparadas.id_facilidad,
        count(*) as n_obligaciones,
        sum(cuentas.saldo_total) as saldo_obligaciones
    from {{ ref('stg_facilidad_obligacion') }} as amparadas
    inner join {{ ref('int_cuenta_corte') }} as cuentas
        on amparadas.id_obligacion = cuentas.id_obligacion
    group by amparadas.id_facilidad
),

posteriores as (
    select
        facilidades.id_facilidad,
        min(cuentas.fecha_vencimiento) as primera_posterior
    from facilidades
    inner join {{ ref('int_cuenta_corte') }} as cuentas
        on facilidades.id_sujeto = cuentas.id_sujeto
        and facilidades.fecha_otorgamiento < cuentas.fecha_vencimiento
        and facilidades.fecha_corte > cuentas.fecha_vencimiento
    left join {{ ref('stg_facilidad_obligacion') }} as amparadas
        on facilidades.id_facilidad = amparadas.id_facilidad
        and cuentas.id_obligacion = amparadas.id_obligacion
    where amparadas.id_obligacion is null
        and cuentas.saldo_total > 0
        and cuentas.situacion <> 'PRESCRITA'
    group by facilidades.id_facilidad
),

reunidas as (
    select
        facilidades.*,
        finales.fecha_final,
        coalesce(amparadas.saldo_obligaciones = 0, false) as esta_saldada,
        coalesce(cuotas.n_cuotas, 0) as n_cuotas,
        coalesce(cuotas.valor_cuotas, 0) as valor_cuotas,
        coalesce(cuotas.valor_pagado, 0) as valor_pagado,
        coalesce(cuotas.cuotas_incumplidas, 0) as cuotas_incumplidas,
        coalesce(cuotas.valor_vencido, 0) as valor_vencido,
        cuotas.primera_incumplida,
        cuotas.siguiente_vencimiento,
        cuotas.ultimo_vencimiento,
        coalesce(amparadas.n_obligaciones, 0) as n_obligaciones,
        coalesce(amparadas.saldo_obligaciones, 0) as saldo_obligaciones,
        posteriores.primera_posterior
    from facilidades
    left join cuotas
        on facilidades.id_facilidad = cuotas.id_facilidad
    inner join {{ ref('int_facilidad_final') }} as finales
        on facilidades.id_facilidad = finales.id_facilidad
    left join amparadas
        on facilidades.id_facilidad = amparadas.id_facilidad
    left join posteriores
        on facilidades.id_facilidad = posteriores.id_facilidad
),

con_estado as (
    select
        *,
        case
            when fecha_final <= fecha_corte then 'TERMINADA'
            when (n_cuotas > 0 and valor_pagado = valor_cuotas) or esta_saldada then 'CUMPLIDA'
            when primera_incumplida is not null or primera_posterior is not null then 'INCUMPLIDA'
            else 'AL_DIA'
        end as estado
    from reunidas
)

select
    id_facilidad,
    id_sujeto,
    resolucion,
    garantia,
    fecha_otorgamiento,
    fecha_terminacion,
    cast(n_cuotas as integer) as n_cuotas,
    ultimo_vencimiento,
    cast(valor_cuotas as numeric(28, 2)) as valor_cuotas,
    cast(valor_pagado as numeric(28, 2)) as valor_pagado,
    cast(case when esta_saldada then 0 else valor_vencido end as numeric(28, 2)) as valor_vencido,
    cast(case when esta_saldada then 0 else cuotas_incumplidas end as integer)
        as cuotas_incumplidas,
    case
        when estado not in ('TERMINADA', 'CUMPLIDA') then siguiente_vencimiento
    end as siguiente_vencimiento,
    cast(n_obligaciones as integer) as n_obligaciones,
    cast(saldo_obligaciones as numeric(28, 2)) as saldo_obligaciones,
    estado,
    case
        when estado not in ('TERMINADA', 'CUMPLIDA')
            then cast({{ dbt.dateadd(
                'day',
                1,
                'least(coalesce(primera_incumplida, primera_posterior),'
                ' coalesce(primera_posterior, primera_incumplida))'
            ) }} as date)
    end as fecha_incumplimiento,
    case
        when estado in ('TERMINADA', 'CUMPLIDA') then null
        when primera_incumplida <= coalesce(primera_posterior, primera_incumplida)
            then 'CUOTA_SIN_PAGAR'
        when primera_posterior is not null then 'OBLIGACION_POSTERIOR'
    end as causa_incumplimiento,
    fecha_otorgamiento as interrumpe_prescripcion_desde
from con_estado
