{{ config(materialized='table') }}
{#- What each subject that gave a cash flow can pay a month, the least of what it said, and what it
    owes that can be collected: null where nothing. -#}
with flujos as (
    select
        id_sujeto,
        min(capacidad_mensual) as capacidad_mensual
    from {{ ref('stg_flujo_caja') }}
    group by id_sujeto
),

deudas as (
    select
        cuentas.id_sujeto,
        cast(sum(cuentas.saldo_impuesto) as numeric(28, 2)) as impuesto,
        cast(sum(cuentas.saldo_interes) as numeric(28, 2)) as interes,
        cast(sum(cuentas.saldo_sancion) as numeric(28, 2)) as sancion
    from {{ ref('int_cuenta_corte') }} as cuentas
    inner join flujos
        on cuentas.id_sujeto = flujos.id_sujeto
    where cuentas.situacion = 'EXIGIBLE'
    group by cuentas.id_sujeto
)

select
    flujos.id_sujeto,
    flujos.capacidad_mensual,
    deudas.impuesto,
    deudas.interes,
    deudas.sancion
from flujos
left join deudas
    on flujos.id_sujeto = deudas.id_sujeto
