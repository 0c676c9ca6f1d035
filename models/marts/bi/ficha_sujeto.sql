{{ config(materialized='view') }}
with asignaciones as (
    select * from {{ ref('asignacion_sujeto') }}
),

claves as (
    select * from {{ ref('int_clave_sujeto') }}
),

cortes as (
    select * from {{ ref('dim_corte') }}
),

oficinas as (
    select * from {{ ref('dim_oficina') }}
),

bandas as (
    select * from {{ ref('bandas') }}
    where banda = 'VALOR'
)

select
    cortes.fecha_corte,
    cortes.vigencia_calificacion,
    claves.clave_sujeto,
    claves.tipo_persona,
    personas.nombre as nombre_tipo_persona,
    claves.es_gran_contribuyente,
    claves.es_omiso_total,
    claves.esta_excluido,
    asignaciones.codigo_riesgo,
    asignaciones.prioridad,
    asignaciones.oficina,
    oficinas.nombre as nombre_oficina,
    asignaciones.regla,
    reglas.nombre as nombre_regla,
    asignaciones.n_obligaciones,
    asignaciones.saldo,
    bandas.orden as orden_valor,
    bandas.nombre as banda_valor
from asignaciones
inner join claves
    on asignaciones.id_sujeto = claves.id_sujeto
cross join cortes
left join oficinas
    on asignaciones.oficina = oficinas.oficina
left join bandas
    on asignaciones.n_obligaciones > 0
    and {{ reparto.en_banda('asignaciones.saldo', 'bandas') }}
left join ({{ reparto.etiquetas_de('tipo_persona') }}) as personas
    on claves.tipo_persona = personas.codigo
left join ({{ reparto.etiquetas_de('regla') }}) as reglas
    on asignaciones.regla = reglas.codigo
