{{ config(materialized='table') }}
{#- Omisos totales (Art. 6): somebody on whom there is evidence, who filed no return and isn't excluded. definicion_omiso = por_impuesto:
    also who filed returns, but none of a tax of which an obligation is marked OMISO. -#}
with declarantes as (
    select distinct id_sujeto from {{ ref('stg_declaraciones') }}
),

excluidos as (
    select distinct id_sujeto from {{ ref('int_exclusion') }}
),

omitentes as (
    select distinct id_sujeto from {{ ref('int_impuesto_omitido') }}
),

indiciados as (
    select distinct id_sujeto from {{ ref('stg_indicios') }}
)

select indiciados.id_sujeto
from indiciados
left join declarantes
    on indiciados.id_sujeto = declarantes.id_sujeto
left join omitentes
    on indiciados.id_sujeto = omitentes.id_sujeto
left join excluidos
    on indiciados.id_sujeto = excluidos.id_sujeto
where excluidos.id_sujeto is null
    and (declarantes.id_sujeto is null{% if reparto.lectura('definicion_omiso') == 'por_impuesto' %} or omitentes.id_sujeto is not null{% endif %})
