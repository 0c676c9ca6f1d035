{{ config(materialized='table') }}
with sujetos as (
    select * from {{ ref('int_sujeto') }}
),

contribuyentes as (
    select * from {{ ref('stg_contribuyentes') }}
)

select
    sujetos.id_sujeto,
    {{ reparto.clave_mascara('sujetos.id_sujeto') }} as clave_sujeto,
    contribuyentes.tipo_persona,
    coalesce(
        contribuyentes.direccion, contribuyentes.correo, contribuyentes.telefono
    ) is not null as tiene_contacto,
    sujetos.es_gran_contribuyente,
    sujetos.es_omiso_total,
    sujetos.esta_excluido
from sujetos
left join contribuyentes
    on sujetos.id_sujeto = contribuyentes.id_sujeto
