{{ config(materialized='table', indexes=reparto.indices('id_sujeto')) }}
{#- Whom Art. 5 reaches: a subject with a 4.x whose income, of all that is in default, is less than
    the cost of the full cycle of its priority (zero is not negative). Income: outstanding tax and
    sanction, and the interest too with ingreso_costo_beneficio = con_intereses. A priority without
    cost reaches nobody. -#}
{%- set con_intereses = reparto.lectura('ingreso_costo_beneficio') == 'con_intereses' -%}
with saldos as (
    select
        id_sujeto,
        cast(
            sum(saldo + saldo_sancion{{ ' + saldo_interes' if con_intereses }}) as numeric(28, 2)
        ) as ingreso
    from {{ ref('int_obligacion_incumplida') }}
    where medicion <> 'PRESCRIPCION_POR_DECLARAR'
    group by id_sujeto
),

costos as (
    select * from {{ ref('int_costo_ciclo') }}
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
