{{ config(materialized='table') }}
{#- Omisos totales (Art. 6): somebody on whom there is evidence, who had filed no return by the cut
    date and isn't excluded. definicion_omiso = por_impuesto: also who filed returns, but none of a
    tax that an obligation marked OMISO or the evidence names. -#}
{%- set por_impuesto = reparto.lectura('definicion_omiso') == 'por_impuesto' -%}
-- depends_on: {{ ref('int_impuesto_omitido') }}
with declarantes as (
    select distinct id_sujeto from {{ ref('int_declarado') }}
),

excluidos as (
    select distinct id_sujeto from {{ ref('int_exclusion') }}
),

{% if por_impuesto -%}
omitentes as (
    select distinct id_sujeto from {{ ref('int_impuesto_omitido') }}
),

{% endif -%}

indiciados as (
    select distinct id_sujeto from {{ ref('int_indicio') }}
)

select indiciados.id_sujeto
from indiciados
left join declarantes
    on indiciados.id_sujeto = declarantes.id_sujeto
{% if por_impuesto -%}
left join omitentes
    on indiciados.id_sujeto = omitentes.id_sujeto
{% endif -%}
left join excluidos
    on indiciados.id_sujeto = excluidos.id_sujeto
where excluidos.id_sujeto is null
    and (
        declarantes.id_sujeto is null
        {%- if por_impuesto %}
        or omitentes.id_sujeto is not null
        {%- endif %}
    )
