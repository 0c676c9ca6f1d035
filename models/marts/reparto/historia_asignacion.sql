{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns', meta={'persistente': true},
    indexes=reparto.indices('fecha_corte'),
    pre_hook="{% if is_incremental() %}{{ reparto.borrar_el_corte(this) }}{% endif %}",
) }}
-- depends_on: {{ ref('int_medicion') }}
-- depends_on: {{ ref('calificacion_sujeto') }}
with asignaciones as (
    select * from {{ ref('asignacion_obligacion') }}
),

calificaciones as (
    select * from {{ ref('int_calificacion_vigente') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
)

select
    medicion.fecha_corte,
    asignaciones.id_obligacion,
    asignaciones.id_sujeto,
    asignaciones.impuesto,
    asignaciones.prioridad,
    calificaciones.puntaje,
    asignaciones.regla,
    asignaciones.etapa,
    asignaciones.oficina,
    asignaciones.estado,
    asignaciones.en_muestra,
    asignaciones.saldo
from asignaciones
cross join medicion
left join calificaciones
    on asignaciones.id_sujeto = calificaciones.id_sujeto
