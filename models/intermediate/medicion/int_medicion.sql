{{ config(materialized='table', pre_hook="{{ reparto.validar_norma(ref('normas')) }}") }}
{#- One row: the parameters of the run. Everything that depends on a date or on the norm reads them
    here. -#}
{%- set norma = var('norma') -%}
with normas as (
    select * from {{ ref('normas') }}
),

parametros as (
    select
        {{ reparto.fecha_corte() }} as fecha_corte,
        cast({{ reparto.vigencia_calificacion() }} as integer) as vigencia_calificacion
),

candidatas as (
    select
        normas.norma,
        parametros.fecha_corte,
        parametros.vigencia_calificacion,
        parametros.fecha_corte >= normas.vigente_desde
        and (
            normas.vigente_hasta is null or parametros.fecha_corte <= normas.vigente_hasta
        ) as norma_en_vigor,
        normas.vigente_desde
    from normas
    cross join parametros
    {% if norma %}where normas.norma = '{{ norma }}'{% endif %}
),

-- the norm in force; else the last that had begun; else the first
ordenadas as (
    select
        *,
        row_number() over (
            order by
                case when norma_en_vigor then 0 when vigente_desde <= fecha_corte then 1 else 2 end,
                case when vigente_desde <= fecha_corte then vigente_desde end desc nulls last,
                vigente_desde,
                norma
        ) as orden
    from candidatas
)

select
    norma,
    fecha_corte,
    vigencia_calificacion,
    norma_en_vigor
from ordenadas
where orden = 1
