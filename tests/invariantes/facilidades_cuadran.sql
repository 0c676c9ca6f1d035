{#- The instalments of a recommended term add up to the debt and its financing, and it fits: each in
    what the subject can pay that month, which is more than the tightest one's. The collection team
    mends it. -#}
with cuotas as (
    select
        id_sujeto,
        count(*) as n,
        sum(valor) as valor,
        min(valor) as menor
    from {{ ref('simulacion_facilidad_cuota') }}
    group by id_sujeto
)

select
    simulaciones.id_sujeto,
    simulaciones.deuda,
    cuotas.valor,
    cuotas.menor
from {{ ref('simulacion_facilidad') }} as simulaciones
left join cuotas
    on simulaciones.id_sujeto = cuotas.id_sujeto
where simulaciones.es_recomendado
    and (
        cuotas.n is null
        or cuotas.n <> simulaciones.meses
        or cuotas.valor <> simulaciones.deuda + simulaciones.interes_financiacion
        or not simulaciones.cabe
        or cuotas.menor > simulaciones.capacidad_mensual
    )
