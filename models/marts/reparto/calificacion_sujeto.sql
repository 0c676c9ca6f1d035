{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false, on_schema_change='append_new_columns',
    indexes=reparto.indices('id_sujeto'),
) }}
{#- Measured once in its year (annex): a subject's first measurement stays, whatever later runs see; newcomers are added. full_refresh = false:
    not even --full-refresh erases it. -#}
with puntajes as (
    select * from {{ ref('int_puntaje_sujeto') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

prioridades as (
    select prioridades.* from {{ ref('prioridades') }} as prioridades
    inner join {{ ref('int_medicion') }} as vigente
        on prioridades.norma = vigente.norma
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
    case when grandes.id_sujeto is not null then 'P1.' else 'P' end || prioridades.prioridad as codigo_riesgo,
    not {{ reparto.en_prioridad('puntajes.puntaje_impreso', 'prioridades_exactas') }} as sensible_a_redondeo,
    puntajes.respuestas_incompletas
from puntajes
cross join medicion
inner join prioridades
    on {{ reparto.en_prioridad('puntajes.puntaje', 'prioridades') }}
inner join prioridades as prioridades_exactas
    on {{ reparto.en_prioridad('puntajes.puntaje_exacto', 'prioridades_exactas') }}
left join grandes
    on puntajes.id_sujeto = grandes.id_sujeto
{% if is_incremental() %}
where not exists (
    select 1 from {{ this }} as medidas
    where medidas.vigencia_calificacion = medicion.vigencia_calificacion
        and medidas.id_sujeto = puntajes.id_sujeto
)
{% endif %}
