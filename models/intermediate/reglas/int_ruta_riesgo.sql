{{ config(materialized='table') }}
{#- The routing table of the annex in force, for each risk code: the office that determines and its
    campaign; and of its row of collection, if it has one, the office (empty: by footnote **),
    campaign and article. -#}
with rutas as (
    {{ reparto.filas_de_la_norma('reparto_riesgo') }}
)

select
    determinacion.codigo_riesgo,
    determinacion.oficina as oficina_determinacion,
    determinacion.etapa_campania as campania,
    determinacion.articulo,
    cobro.oficina as oficina_cobro,
    cobro.etapa_campania as campania_cobro,
    cobro.articulo as articulo_cobro
from rutas as determinacion
left join rutas as cobro
    on determinacion.codigo_riesgo = cobro.codigo_riesgo
    and cobro.etapa = 'COBRO'
where determinacion.etapa = 'DETERMINACION'
