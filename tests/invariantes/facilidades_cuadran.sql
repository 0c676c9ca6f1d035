{#- The instalments of a recommended term add up to the debt and its financing, and none passes what
    the subject can pay. The collection team mends it. -#}
with cuotas as (
    select
        id_sujeto,
        count(*) as n,
        sum(valor) as valor,
        max(valor) as mayor
    from {{ ref('simulacion_facilidad_cuota') }}
    group by id_sujeto
)

select
    simulaciones.id_sujeto,
    simulaciones.deuda,
    cuotas.valor,
    cuotas.mayor
from {{ ref('simulacion_facilidad') }} as simulaciones
left join cuotas
    on simulaciones.id_sujeto = cuotas.id_sujeto
where simulaciones.es_recomendado
    and (
        cuotas.n is null
        or cuotas.n <> simulaciones.meses
        or cuotas.valor <> simulaciones.deuda + simulaciones.interes_financiacion
        or cuotas.mayor > simulaciones.capacidad_mensual
    )
