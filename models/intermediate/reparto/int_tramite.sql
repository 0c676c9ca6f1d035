{#- Each special procedure with the population that it comes from: that of the subject's risk code,
    whatever obligation it has. -#}
with tramites as (
    select * from {{ ref('stg_tramites') }}
),

sujetos as (
    select * from {{ ref('int_sujeto') }}
),

rutas as (
    select * from {{ ref('int_ruta_riesgo') }}
)

select
    tramites.id_tramite,
    tramites.id_sujeto,
    tramites.tipo_tramite,
    tramites.fecha_radicacion,
    rutas.oficina_determinacion as oficina_poblacion
from tramites
left join sujetos
    on tramites.id_sujeto = sujetos.id_sujeto
left join rutas
    on sujetos.codigo_riesgo = rutas.codigo_riesgo
