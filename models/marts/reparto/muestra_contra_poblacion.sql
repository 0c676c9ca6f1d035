{#- The sample of Art. 5 at each past cut and the rest of whom it was drawn from: how many paid
    afterwards. One row counts subjects, not debts: whoever was drawn was drawn whole. -#}
with sujetos as (
    select
        fecha_corte,
        id_sujeto,
        max(case when en_muestra then 1 else 0 end) as en_muestra,
        sum(saldo) as saldo
    from {{ ref('historia_asignacion') }}
    where regla = 'COSTO_BENEFICIO'
    group by fecha_corte, id_sujeto
),

horizontes as (
    select distinct
        fecha_corte,
        horizonte,
        esta_completo
    from {{ ref('recaudo_posterior') }}
),

asignaciones as (
    select * from {{ ref('historia_asignacion') }}
    where regla = 'COSTO_BENEFICIO'
),

recaudos as (
    select
        recaudos.fecha_corte,
        recaudos.horizonte,
        recaudos.id_sujeto,
        sum(recaudos.recaudado) as recaudado
    from {{ ref('recaudo_obligacion') }} as recaudos
    inner join asignaciones
        on recaudos.fecha_corte = asignaciones.fecha_corte
        and recaudos.id_obligacion = asignaciones.id_obligacion
    group by recaudos.fecha_corte, recaudos.horizonte, recaudos.id_sujeto
)

select
    sujetos.fecha_corte,
    horizontes.horizonte,
    sujetos.en_muestra = 1 as en_muestra,
    horizontes.esta_completo,
    cast(count(*) as integer) as sujetos,
    cast(sum(sujetos.saldo) as numeric(28, 2)) as saldo,
    cast(count(recaudos.id_sujeto) as integer) as sujetos_con_recaudo,
    cast(coalesce(sum(recaudos.recaudado), 0) as numeric(28, 2)) as recaudado
from sujetos
inner join horizontes
    on sujetos.fecha_corte = horizontes.fecha_corte
left join recaudos
    on sujetos.fecha_corte = recaudos.fecha_corte
    and sujetos.id_sujeto = recaudos.id_sujeto
    and horizontes.horizonte = recaudos.horizonte
group by sujetos.fecha_corte, horizontes.horizonte, sujetos.en_muestra, horizontes.esta_completo
