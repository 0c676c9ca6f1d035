with comuneros as (
    select * from {{ ref('int_comunero') }}
),

grupos as (
    select * from {{ ref('int_fuero_grupo') }}
)

select
    comuneros.id_objeto,
    comuneros.id_sujeto,
    comuneros.id_grupo,
    comuneros.prioridad,
    comuneros.debe_otros_impuestos,
    comuneros.es_gran_contribuyente,
    grupos.regla_aplicada,
    grupos.oficina,
    coalesce(grupos.oficina = 'CONTROL_MASIVO' and comuneros.prioridad in ('4.1', '4.2'), false) as fuero_degrada
from comuneros
inner join grupos
    on comuneros.id_grupo = grupos.id_grupo
