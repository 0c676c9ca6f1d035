{{ config(materialized='table', indexes=reparto.indices('id_sujeto')) }}
{#- Whom Art. 5 reaches: a subject with a 4.x whose outstanding principal and sanction, of all that is in default, is less than the cost of
    the full cycle of its priority (zero is not negative). A priority without cost reaches nobody. -#}
with saldos as (
    select
        id_sujeto,
        cast(sum(saldo + saldo_sancion) as numeric(18, 2)) as ingreso
    from {{ ref('int_obligacion_incumplida') }}
    group by id_sujeto
),

costos as (
    select costos.* from {{ ref('costos_ciclo') }} as costos
    inner join {{ ref('int_medicion') }} as medicion
        on costos.norma = medicion.norma
),

sujetos as (
    select * from {{ ref('int_sujeto') }}
)

select
    saldos.id_sujeto,
    saldos.ingreso,
    costos.costo,
    costos.es_supuesto
from saldos
inner join sujetos
    on saldos.id_sujeto = sujetos.id_sujeto
inner join costos
    on sujetos.prioridad = costos.prioridad
where saldos.ingreso - costos.costo < 0
