{#- Each subject with measured obligations: outstanding principal, and how many current and earlier
    years it is in default. -#}
with medidas as (
    select
        id_sujeto,
        anio_presentacion,
        medicion,
        saldo
    from {{ ref('int_obligacion_incumplida') }}
    where medicion in ('ACTUAL', 'ANTERIOR')
),

anios as (
    select distinct
        id_sujeto,
        anio_presentacion,
        medicion
    from medidas
),

contados as (
    select
        id_sujeto,
        sum(case when medicion = 'ACTUAL' then 1 else 0 end) as n_actuales,
        sum(case when medicion = 'ANTERIOR' then 1 else 0 end) as n_anteriores
    from anios
    group by id_sujeto
),

saldos as (
    select
        id_sujeto,
        cast(sum(saldo) as numeric(28, 2)) as saldo_incumplido
    from medidas
    group by id_sujeto
)

select
    saldos.id_sujeto,
    saldos.saldo_incumplido,
    contados.n_actuales,
    contados.n_anteriores
from saldos
inner join contados
    on saldos.id_sujeto = contados.id_sujeto
