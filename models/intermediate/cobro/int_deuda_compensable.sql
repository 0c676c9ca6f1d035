{{ config(materialized='table') }}
{#- The debts that can be collected of each subject with requests, before the first request takes
    anything: their balances on the cut date, in cents. -#}
select
    id_obligacion,
    id_sujeto,
    fecha_vencimiento,
    interes_causado,
    {{ reparto.centavos('saldo_impuesto') }} as saldo_impuesto,
    {{ reparto.centavos('saldo_interes') }} as saldo_interes,
    {{ reparto.centavos('saldo_sancion') }} as saldo_sancion
from {{ ref('int_cuenta_corte') }}
where situacion = 'EXIGIBLE'
    and id_sujeto in (select solicitudes.id_sujeto from {{ ref('int_solicitud') }} as solicitudes)
