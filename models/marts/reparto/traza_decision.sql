{{ config(materialized='view') }}
{#- Why each subject and each obligation is where it is, step by step, in words for the taxpayer. A
    view: it stores nothing, and a question about one subject reads that subject's rows by index.
    The steps, a file each, are part of it (ephemeral): no other relation is made, and no step is
    read whole. -#}
{%- set pasos = [
    'exclusion', 'tamano', 'fila', 'puntaje', 'prioridad', 'correccion', 'riesgo', 'omiso',
    'reasignacion', 'costo_beneficio', 'muestra', 'sujeto', 'incumplida', 'regla_especial',
    'regla_prioridad', 'oficina',
] -%}
-- depends_on: {{ ref('int_codigo_norma') }}
with pasos as (
    {% for paso in pasos -%}
    select * from {{ ref('traza_' ~ paso) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

-- the article of a step that has none of its own
articulos as (
    select
        filas.regla as paso,
        filas.articulo
    from ({{ reparto.filas_de_la_norma('resultados_regla') }}) as filas
    where filas.caso = 'PASO'
)

select
    pasos.id_sujeto,
    pasos.id_obligacion,
    cast(pasos.orden as integer) as orden,
    pasos.paso,
    medicion.norma,
    coalesce(pasos.articulo, articulos.articulo) as articulo,
    pasos.entrada,
    pasos.umbral,
    pasos.resultado,
    pasos.decide
from pasos
cross join medicion
left join articulos
    on pasos.paso = articulos.paso
