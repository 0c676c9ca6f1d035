{{ config(materialized='table') }}
{#- The requests for refund or compensation that were being studied on the cut date, and the turn of
    each among its subject's, the oldest first. One that was resolved, rejected or withdrawn by then
    absorbs nothing. -#}
with solicitudes as (
    select * from {{ ref('stg_solicitudes_devolucion') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
)

select
    solicitudes.id_solicitud,
    solicitudes.id_sujeto,
    solicitudes.fecha_solicitud,
    solicitudes.origen,
    solicitudes.impuesto,
    solicitudes.fecha_origen,
    solicitudes.valor_solicitado,
    medicion.fecha_corte,
    cast(row_number() over (
        partition by solicitudes.id_sujeto
        order by solicitudes.fecha_solicitud, {{ reparto.binario('solicitudes.id_solicitud') }}
    ) as integer) as orden
from solicitudes
inner join medicion
    on solicitudes.fecha_solicitud <= medicion.fecha_corte
where solicitudes.estado = 'EN_TRAMITE'
    or solicitudes.fecha_resolucion > medicion.fecha_corte
