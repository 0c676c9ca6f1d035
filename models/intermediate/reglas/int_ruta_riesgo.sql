{{ config(materialized='table') }}
{#- The routing table of the annex (footnotes apart), in force: the office that determines and its campaign, for each risk code. -#}
with rutas as (
    select * from {{ ref('reparto_riesgo') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
)

select
    rutas.codigo_riesgo,
    rutas.oficina as oficina_determinacion,
    rutas.etapa_campania as campania,
    rutas.articulo
from rutas
inner join medicion
    on rutas.norma = medicion.norma
where rutas.etapa = 'DETERMINACION'
