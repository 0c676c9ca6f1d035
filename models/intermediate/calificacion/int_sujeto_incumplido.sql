{#- Each subject with measured obligations: outstanding principal, and how many current and earlier years it is in default. -#}
with anios as (
    select
        id_sujeto,
        anio_presentacion,
        medicion,
        sum(saldo) as saldo
    from {{ ref('int_obligacion_incumplida') }}
    where medicion in ('ACTUAL', 'ANTERIOR')
    group by id_sujeto, anio_presentacion, medicion
)

select
    id_sujeto,
    cast(sum(saldo) as numeric(18, 2)) as saldo_incumplido,
    sum(case when medicion = 'ACTUAL' then 1 else 0 end) as n_actuales,
    sum(case when medicion = 'ANTERIOR' then 1 else 0 end) as n_anteriores
from anios
group by id_sujeto
