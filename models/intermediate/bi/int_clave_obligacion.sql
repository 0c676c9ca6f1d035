{{ config(materialized='table') }}
{#- The source makes the identifier, often of a document, a plate or a cadastral number: in bi only
    its mask is seen. -#}
select
    id_obligacion,
    {{ reparto.clave_mascara('id_obligacion') }} as clave_obligacion
from {{ ref('stg_obligaciones') }}
