{#- The balance that gave a subject its size is the sum of its measured obligations. Whoever keeps the ledger mends it. -#}
with medidas as (
    select
        id_sujeto,
        sum(saldo) as saldo
    from {{ ref('int_obligacion_incumplida') }}
    where medicion in ('ACTUAL', 'ANTERIOR')
    group by id_sujeto
),

calificaciones as (
    select calificaciones.* from {{ ref('calificacion_sujeto') }} as calificaciones
    inner join {{ ref('int_medicion') }} as medicion
        on calificaciones.vigencia_calificacion = medicion.vigencia_calificacion
)

select
    coalesce(medidas.id_sujeto, calificaciones.id_sujeto) as id_sujeto,
    medidas.saldo,
    calificaciones.saldo_incumplido
from medidas
full join calificaciones
    on medidas.id_sujeto = calificaciones.id_sujeto
where medidas.id_sujeto is null
    or calificaciones.id_sujeto is null
    or medidas.saldo <> calificaciones.saldo_incumplido
