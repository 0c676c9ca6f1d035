{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns', meta={'persistente': true},
    indexes=reparto.indices('id_sujeto'),
    pre_hook=[
        "{% if is_incremental() %}{{ reparto.exigir_sin_politicas(this) }}{% endif %}",
        "{{ reparto.exigir_sin_rechazos(ref('rechazos')) }}",
        "{{ reparto.exigir_columnas_leidas(ref('rechazos')) }}",
    ],
) }}
{#- Measured once in its year (annex): a subject's first measurement stays, whatever later runs see;
    newcomers are added. full_refresh = false: not even --full-refresh erases it. It is written
    last: dbt skips it where a test of anything below failed, and nothing is measured then. -#}
-- depends_on: {{ ref('asignacion_obligacion') }}
-- depends_on: {{ ref('asignacion_omiso') }}
-- depends_on: {{ ref('asignacion_sujeto') }}
-- depends_on: {{ ref('cobertura_norma') }}
-- depends_on: {{ ref('cola_oficina') }}
-- depends_on: {{ ref('comunidad_objeto') }}
-- depends_on: {{ ref('correccion_calificacion') }}
-- depends_on: {{ ref('medicion_conservada') }}
-- depends_on: {{ ref('muestra_costo_beneficio') }}
-- depends_on: {{ ref('parametro_corrida') }}
-- depends_on: {{ ref('reasignacion') }}
-- depends_on: {{ ref('rechazos') }}
-- depends_on: {{ ref('supuesto_usado') }}
-- depends_on: {{ ref('tramite_asignado') }}
-- depends_on: {{ ref('traza_decision') }}
with medidas as (
    select * from {{ ref('int_calificacion_medida') }}
)

select
    medidas.vigencia_calificacion,
    medidas.id_sujeto,
    medidas.norma,
    medidas.fecha_corte,
    medidas.es_gran_contribuyente,
    medidas.saldo_incumplido,
    medidas.incumplimiento,
    medidas.clasificacion_anio,
    medidas.vigencias_incumplidas,
    medidas.celda_faltante,
    medidas.fila_matriz,
    medidas.puntaje_maximo,
    medidas.peso_respuestas,
    medidas.puntaje,
    medidas.prioridad,
    medidas.codigo_riesgo,
    medidas.sensible_a_redondeo,
    medidas.respuestas_incompletas
from medidas
{% if is_incremental() %}
where not exists (
    select 1 from {{ this }} as escritas
    where escritas.vigencia_calificacion = medidas.vigencia_calificacion
        and escritas.id_sujeto = medidas.id_sujeto
)
{% endif %}
