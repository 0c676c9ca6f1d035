{{ config(materialized='table') }}
{#- The interest that each debt of a subject with requests would not have accrued had it been compensated on the day the balance in favour arose
    (fecha_origen): what the ledger accrued from that day, or from the last payment after it, to the cut date. With several requests, the latest of
    their days; one that doesn't say counts as of the cut date. Pesos. -#}
with sujetos as (
    select
        id_sujeto,
        fecha_corte,
        max(coalesce(fecha_origen, fecha_corte)) as fecha_origen
    from {{ ref('int_solicitud') }}
    group by id_sujeto, fecha_corte
),

pagos as (
    select
        libro.id_obligacion,
        max(libro.fecha) as fecha
    from {{ ref('int_libro') }} as libro
    inner join sujetos
        on libro.id_sujeto = sujetos.id_sujeto
        and libro.fecha <= sujetos.fecha_corte
    where libro.id_recibo is not null
    group by libro.id_obligacion
),

deudas as (
    select
        cuentas.id_obligacion,
        cuentas.id_sujeto,
        cuentas.interes_causado,
        greatest(sujetos.fecha_origen, coalesce(pagos.fecha, sujetos.fecha_origen)) as desde
    from sujetos
    inner join {{ ref('int_cuenta_corte') }} as cuentas
        on sujetos.id_sujeto = cuentas.id_sujeto
    left join pagos
        on cuentas.id_obligacion = pagos.id_obligacion
    where sujetos.fecha_origen < sujetos.fecha_corte
        and cuentas.situacion = 'EXIGIBLE'
)

select
    deudas.id_obligacion,
    deudas.interes_causado - anteriores.interes_causado as interes
from deudas
inner join {{ ref('int_estado_dia') }} as anteriores
    on deudas.id_obligacion = anteriores.id_obligacion
    and deudas.id_sujeto = anteriores.id_sujeto
    and deudas.desde = anteriores.fecha
