with comuneros as (
    select * from {{ ref('int_comunero') }}
),

grupos as (
    select * from {{ ref('int_fuero_grupo') }}
),

prioridades as (
    {{ reparto.filas_de_la_norma('prioridades') }}
)

select
    comuneros.id_objeto,
    comuneros.anio_gravable,
    comuneros.id_sujeto,
    comuneros.id_grupo,
    comuneros.prioridad,
    comuneros.debe_otros_impuestos,
    comuneros.es_gran_contribuyente,
    grupos.regla_aplicada,
    grupos.oficina,
    coalesce(
        grupos.caso = 'SOLO_DEL_OBJETO' and prioridades.grupo_fuero = 'ALTA', false
    ) as fuero_degrada
from comuneros
inner join grupos
    on comuneros.id_grupo = grupos.id_grupo
left join prioridades
    on comuneros.prioridad = prioridades.prioridad
