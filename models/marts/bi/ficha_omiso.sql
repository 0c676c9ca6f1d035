{{ config(materialized='view') }}
with omisos as (
    select * from {{ ref('asignacion_omiso') }}
),

claves as (
    select * from {{ ref('int_clave_sujeto') }}
),

oficinas as (
    select * from {{ ref('dim_oficina') }}
),

cortes as (
    select * from {{ ref('dim_corte') }}
)

select
    cortes.fecha_corte,
    cortes.vigencia_calificacion,
    claves.clave_sujeto,
    claves.tipo_persona,
    claves.es_gran_contribuyente,
    omisos.fuentes,
    omisos.segmento,
    omisos.segmento_conflicto,
    primeras.nombre as nombre_oficina_paso_1,
    segundas.nombre as nombre_oficina_paso_2,
    omisos.estado,
    estados.nombre as nombre_estado
from omisos
inner join claves
    on omisos.id_sujeto = claves.id_sujeto
cross join cortes
left join oficinas as primeras
    on omisos.oficina_paso_1 = primeras.oficina
left join oficinas as segundas
    on omisos.oficina_paso_2 = segundas.oficina
left join ({{ reparto.etiquetas_de('estado_asignacion') }}) as estados
    on omisos.estado = estados.codigo
