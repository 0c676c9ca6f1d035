{#- The balance that gives a subject its size is the sum of its measured obligations. Whoever keeps
    the ledger mends it. -#}
with medidas as (
    select
        id_sujeto,
        sum(saldo) as saldo
    from {{ ref('int_obligacion_incumplida') }}
    where medicion in ('ACTUAL', 'ANTERIOR')
    group by id_sujeto
),

puntajes as (
    select * from {{ ref('int_puntaje_sujeto') }}
)

select
    coalesce(medidas.id_sujeto, puntajes.id_sujeto) as id_sujeto,
    medidas.saldo,
    puntajes.saldo_incumplido
from medidas
full join puntajes
    on medidas.id_sujeto = puntajes.id_sujeto
where medidas.id_sujeto is null
    or puntajes.id_sujeto is null
    or medidas.saldo <> puntajes.saldo_incumplido
