{{ config(materialized='table', indexes=reparto.indices('id_sujeto')) }}
{#- What a measurement of today gives each subject. It counts for whoever has none of the year yet:
    int_calificacion_medida. -#}
with puntajes as (
    select * from {{ ref('int_puntaje_sujeto') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

prioridades as (
    {{ reparto.filas_de_la_norma('prioridades') }}
),

riesgos as (
    {{ reparto.filas_de_la_norma('riesgos') }}
),

grandes as (
    select * from {{ ref('int_gran_contribuyente') }}
)

select
    medicion.vigencia_calificacion,
    puntajes.id_sujeto,
    medicion.norma,
    medicion.fecha_corte,
    grandes.id_sujeto is not null as es_gran_contribuyente,
    puntajes.saldo_incumplido,
    puntajes.incumplimiento,
    puntajes.clasificacion_anio,
    puntajes.vigencias_incumplidas,
    puntajes.celda_faltante,
    puntajes.fila_matriz,
    cast(puntajes.puntaje_maximo as numeric(10, 6)) as puntaje_maximo,
    puntajes.peso_respuestas,
    puntajes.puntaje,
    prioridades.prioridad,
    case
        when grandes.id_sujeto is not null then riesgos.codigo_riesgo_gc
        else riesgos.codigo_riesgo
    end as codigo_riesgo,
    not {{ reparto.en_prioridad('puntajes.puntaje_impreso', 'prioridades_exactas') }}  -- noqa: LT*
        as sensible_a_redondeo,
    puntajes.respuestas_incompletas
from puntajes
cross join medicion
inner join prioridades
    on {{ reparto.en_prioridad('puntajes.puntaje', 'prioridades') }}
inner join riesgos
    on prioridades.prioridad = riesgos.riesgo
inner join prioridades as prioridades_exactas
    on {{ reparto.en_prioridad('puntajes.puntaje_exacto', 'prioridades_exactas') }}
left join grandes
    on puntajes.id_sujeto = grandes.id_sujeto
