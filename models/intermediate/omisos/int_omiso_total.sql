{{ config(materialized='table') }}
{#- Omisos totales (Art. 6): somebody on whom there is evidence, who filed no return and isn't excluded. -#}
with declarantes as (
    select distinct id_sujeto from {{ ref('stg_declaraciones') }}
),

excluidos as (
    select distinct id_sujeto from {{ ref('int_exclusion') }}
),

indiciados as (
    select distinct id_sujeto from {{ ref('stg_indicios') }}
)

select indiciados.id_sujeto
from indiciados
left join declarantes
    on indiciados.id_sujeto = declarantes.id_sujeto
left join excluidos
    on indiciados.id_sujeto = excluidos.id_sujeto
where declarantes.id_sujeto is null
    and excluidos.id_sujeto is null
