{{ config(materialized='table') }}
{#- A shared object's case bears its plate or cadastral number, which finds its owner; a subject's,
    the key that it has everywhere in bi. -#}
with casos as (
    select distinct id_caso from {{ ref('int_caso') }}
),

claves as (
    select * from {{ ref('int_clave_sujeto') }}
)

select
    casos.id_caso,
    substr(casos.id_caso, 1, 4)
    || coalesce(claves.clave_sujeto, {{ reparto.clave_mascara('casos.id_caso') }}) as clave_caso
from casos
left join claves
    on substr(casos.id_caso, 1, 4) in ('SUJ:', 'OMI:')
    and substr(casos.id_caso, 5) = claves.id_sujeto
