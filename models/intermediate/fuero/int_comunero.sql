{{ config(materialized='table', indexes=reparto.indices('id_sujeto')) }}
{#- Each member of each community with what Art. 7 asks of it, and its group: the community, or the
    connected component (fuero_alcance). id_grupo of a component: its first community. -#}
{%- set por_sujeto = reparto.lectura('fuero_alcance') == 'sujeto' -%}
-- depends_on: {{ ref('int_componente') }}
with comunidades as (
    select * from {{ ref('int_comunidad') }}
),

deudores_de_otros as (
    select distinct id_sujeto from {{ ref('int_obligacion_incumplida') }}
    where not tiene_fuero
        and medicion <> 'PRESCRIPCION_POR_DECLARAR'
),

sujetos as (
    select * from {{ ref('int_sujeto') }}
)
{%- if por_sujeto %},

componentes as (
    select * from {{ ref('int_componente') }}
)
{%- endif %}

select
    comunidades.id_objeto,
    comunidades.anio_gravable,
    comunidades.id_sujeto,
    {% if por_sujeto -%}
    substr(componentes.componente, 3) as id_grupo,
    {%- else -%}
    comunidades.id_comunidad as id_grupo,
    {%- endif %}
    sujetos.prioridad,
    deudores_de_otros.id_sujeto is not null as debe_otros_impuestos,
    sujetos.es_gran_contribuyente
from comunidades
inner join sujetos
    on comunidades.id_sujeto = sujetos.id_sujeto
left join deudores_de_otros
    on comunidades.id_sujeto = deudores_de_otros.id_sujeto
{% if por_sujeto -%}
inner join componentes
    on 'O|' || comunidades.id_comunidad = componentes.nodo
{%- endif %}
