{{ config(materialized='table') }}
{#- One row: the UVT of the year measured; where that year has none, the latest before it. -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
),

hasta_la_vigencia as (
    select
        uvt.anio,
        uvt.valor,
        uvt.es_supuesto or uvt.anio < medicion.vigencia_calificacion as es_supuesto,
        row_number() over (order by uvt.anio desc) as orden
    from {{ ref('uvt') }} as uvt
    inner join medicion
        on uvt.anio <= medicion.vigencia_calificacion
)

select
    anio,
    valor,
    es_supuesto
from hasta_la_vigencia
where orden = 1
