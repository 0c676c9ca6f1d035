{{ config(materialized='table') }}
{#- The interest that each debt of a subject with requests would not have accrued had it been compensated on the day the balance in favour arose
    (fecha_origen): what the ledger accrued from that day to the cut date, from the last event on. With several requests, the latest of
    their days; one that doesn't say counts as of the cut date. Pesos. -#}
with sujetos as (
    select
        id_sujeto,
        fecha_corte,
        max(coalesce(fecha_origen, fecha_corte)) as fecha_origen
    from {{ ref('int_solicitud') }}
    group by id_sujeto, fecha_corte
)

select
    cuentas.id_obligacion,
    cuentas.interes_reciente
    - case when anteriores.ultimo_evento = cuentas.ultimo_evento then anteriores.interes_reciente else 0 end as interes
from sujetos
inner join {{ ref('int_cuenta_corte') }} as cuentas
    on sujetos.id_sujeto = cuentas.id_sujeto
inner join {{ ref('int_estado_dia') }} as anteriores
    on cuentas.id_obligacion = anteriores.id_obligacion
    and sujetos.id_sujeto = anteriores.id_sujeto
    and sujetos.fecha_origen = anteriores.fecha
where sujetos.fecha_origen < sujetos.fecha_corte
    and cuentas.situacion = 'EXIGIBLE'
