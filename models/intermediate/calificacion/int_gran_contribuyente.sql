{{ config(materialized='table') }}
{#- The grandes contribuyentes on the cut date. -#}
with grandes as (
    select * from {{ ref('stg_grandes_contribuyentes') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
)

select distinct grandes.id_sujeto
from grandes
inner join medicion
    on {{ reparto.en_vigor(
        'grandes.vigente_desde', 'grandes.vigente_hasta', 'medicion.fecha_corte'
    ) }}
