-- depends_on: {{ ref('int_medicion') }}
{{ config(materialized='table', indexes=reparto.indices('id_sujeto')) }}
{#- Each subject's measurement of the year: the one that was written when it was first measured,
    else today's. One by another norm than the one in force says nothing here: its rows, sizes and
    priorities aren't this one's, and the public table keeps it. What everything else reads, because
    that table, calificacion_sujeto, is written last, once all of it passed its tests. -#}
{%- set columnas = [
    'vigencia_calificacion', 'id_sujeto', 'norma', 'fecha_corte', 'es_gran_contribuyente',
    'saldo_incumplido', 'incumplimiento', 'clasificacion_anio', 'vigencias_incumplidas',
    'celda_faltante', 'fila_matriz', 'puntaje_maximo', 'peso_respuestas', 'puntaje', 'prioridad',
    'codigo_riesgo', 'sensible_a_redondeo', 'respuestas_incompletas',
] -%}
{%- set existente = reparto.calificacion_existente(columnas) -%}
with candidatas as (
    select * from {{ ref('int_calificacion_candidata') }}
)

{%- if existente %},

medicion as (
    select * from {{ ref('int_medicion') }}
),

existentes as (
    {{ existente }}
),

medidas as (
    select existentes.*
    from existentes
    inner join medicion
        on existentes.vigencia_calificacion = medicion.vigencia_calificacion
        and existentes.norma = medicion.norma
)

select
    {{ columnas | join(',\n    ') }}
from medidas

union all

select
    {{ columnas | join(',\n    ') }}
from candidatas
where not exists (
    select 1 from medidas
    where medidas.id_sujeto = candidatas.id_sujeto
)
{%- else %}

select
    {{ columnas | join(',\n    ') }}
from candidatas
{%- endif %}
