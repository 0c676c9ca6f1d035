{{ config(materialized='table') }}
{#- The exclusions in force on the cut date, one row per subject and scope. -#}
with exclusiones as (
    select * from {{ ref('stg_exclusiones') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
)

select distinct
    exclusiones.id_sujeto,
    exclusiones.ambito
from exclusiones
inner join medicion
    on {{ reparto.en_vigor(
        'exclusiones.vigente_desde', 'exclusiones.vigente_hasta', 'medicion.fecha_corte'
    ) }}
