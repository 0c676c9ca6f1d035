{{ config(materialized='componentes') }}
{#- The connected components of objects and subjects, for fuero_alcance = sujeto; with the default
    reading there is nothing to connect. -#}
select
    'O|' || id_comunidad as nodo_a,
    'S|' || id_sujeto as nodo_b
from {{ ref('int_comunidad') }}
{% if reparto.lectura('fuero_alcance') == 'objeto' %}where 1 = 0{% endif %}
