{{ config(materialized='table') }}
{#- Each promise to pay, and whether it was kept: what was paid of the promised obligation (of any,
    if none was named) from the day it was made to its date, or that the promised obligation was
    paid off. A payment's pesos count for one promise, the one that falls due
    first; that the debt was paid off, for each. -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
),

promesas as (
    select
        gestiones.id_gestion,
        gestiones.id_gestor,
        gestiones.id_sujeto,
        gestiones.id_obligacion,
        gestiones.fecha,
        coalesce(
            gestiones.fecha_promesa,
            cast(
                {{ dbt.dateadd(
                    'day', reparto.parametro_cobro('DIAS_PROMESA'), 'gestiones.fecha'
                ) }} as date
            )
        ) as fecha_promesa,
        gestiones.fecha_promesa is null as es_supuesto,
        nullif(gestiones.valor_promesa, 0) as valor_promesa,
        medicion.fecha_corte
    from {{ ref('stg_gestiones') }} as gestiones
    inner join medicion
        on gestiones.fecha <= medicion.fecha_corte
    where gestiones.codigo_resultado = 'PROMESA_PAGO'
),

candidatos as (
    select
        promesas.id_gestion,
        pagos.valor,
        pagos.salda and promesas.id_obligacion is not null as salda,
        row_number() over (
            partition by pagos.id_recibo, pagos.id_obligacion
            order by
                promesas.fecha_promesa,
                case when promesas.id_obligacion is null then 1 else 0 end,
                {{ reparto.binario('promesas.id_gestion') }}
        ) as puesto
    from promesas
    inner join {{ ref('int_pago_obligacion') }} as pagos
        on promesas.id_sujeto = pagos.id_sujeto
        and pagos.fecha >= promesas.fecha
        and pagos.fecha <= promesas.fecha_promesa
        and pagos.id_obligacion = coalesce(promesas.id_obligacion, pagos.id_obligacion)
),

pagadas as (
    select
        id_gestion,
        sum(case when puesto = 1 then valor else 0 end) as valor_pagado,
        max(case when salda then 1 else 0 end) as salda
    from candidatos
    group by id_gestion
)

select
    promesas.id_gestion,
    promesas.id_gestor,
    promesas.id_sujeto,
    promesas.id_obligacion,
    promesas.fecha,
    promesas.fecha_promesa,
    promesas.valor_promesa,
    cast(coalesce(pagadas.valor_pagado, 0) as numeric(28, 2)) as valor_pagado,
    case
        when pagadas.salda = 1
            or coalesce(pagadas.valor_pagado, 0)
                >= coalesce(promesas.valor_promesa, 0.01) then 'CUMPLIDA'
        when promesas.fecha_promesa < promesas.fecha_corte then 'ROTA'
        else 'VIGENTE'
    end as estado,
    promesas.es_supuesto
from promesas
left join pagadas
    on promesas.id_gestion = pagadas.id_gestion
