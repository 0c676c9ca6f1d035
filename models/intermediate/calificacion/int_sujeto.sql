{{ config(materialized='table', indexes=reparto.indices('id_sujeto')) }}
{#- Every known subject with what decides about it: exclusion, priority, risk code (contract, 3.5),
    gran contribuyente, mandamiento. -#}
with conocidos as (
    select id_sujeto from {{ ref('stg_contribuyentes') }}
    union
    select id_sujeto from {{ ref('stg_obligaciones') }}
    union
    select id_sujeto from {{ ref('stg_indicios') }}
    union
    select id_sujeto from {{ ref('stg_sujecion_objeto') }}
),

contribuyentes as (
    select * from {{ ref('stg_contribuyentes') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

calificaciones as (
    select * from {{ ref('int_calificacion_vigente') }}
),

grandes as (
    select * from {{ ref('int_gran_contribuyente') }}
),

omisos as (
    select * from {{ ref('int_omiso_total') }}
),

excluidos as (
    select id_sujeto from {{ ref('int_exclusion') }}
    where ambito = 'TODO'
),

riesgos as (
    {{ reparto.filas_de_la_norma('riesgos') }}
),

mandamientos as (
    select distinct mandamientos.id_sujeto
    from {{ ref('stg_mandamientos_pago') }} as mandamientos
    inner join medicion
        on {{ reparto.en_vigor(
            'mandamientos.fecha_expedicion',
            'mandamientos.fecha_terminacion',
            'medicion.fecha_corte'
        ) }}
)

select
    conocidos.id_sujeto,
    excluidos.id_sujeto is not null as esta_excluido,
    omisos.id_sujeto is not null as es_omiso_total,
    grandes.id_sujeto is not null as es_gran_contribuyente,
    grandes.id_sujeto is not null or mandamientos.id_sujeto is not null as va_a_coactivo,
    case when excluidos.id_sujeto is null then calificaciones.prioridad end as prioridad,
    case when excluidos.id_sujeto is null then calificaciones.puntaje end as puntaje,
    case
        when excluidos.id_sujeto is not null then null
        when grandes.id_sujeto is not null then riesgos.codigo_riesgo_gc
        else riesgos.codigo_riesgo
    end as codigo_riesgo,
    riesgos.riesgo = 'SIN_RIESGO' as sin_riesgo
from conocidos
left join contribuyentes
    on conocidos.id_sujeto = contribuyentes.id_sujeto
left join calificaciones
    on conocidos.id_sujeto = calificaciones.id_sujeto
left join grandes
    on conocidos.id_sujeto = grandes.id_sujeto
left join omisos
    on conocidos.id_sujeto = omisos.id_sujeto
left join excluidos
    on conocidos.id_sujeto = excluidos.id_sujeto
left join mandamientos
    on conocidos.id_sujeto = mandamientos.id_sujeto
left join riesgos
    on coalesce(
        calificaciones.prioridad,
        case when omisos.id_sujeto is not null then 'OMISO_TOTAL' end,
        contribuyentes.riesgo,
        'SIN_RIESGO'
    ) = riesgos.riesgo
