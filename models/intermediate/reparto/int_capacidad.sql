{{ config(pre_hook="{{ reparto.validar_oficinas(ref('oficinas')) }}") }}
{#- Each office's capacity in cases (null: unlimited): that of the var `capacidades`, else that of
    the seed. -#}
{%- set dadas = reparto.capacidades() -%}
select
    capacidades.oficina,
    {% if dadas -%}
    case capacidades.oficina
        {% for oficina, n in dadas.items() -%}
        when '{{ oficina }}' then {{ n }}
        {% endfor -%}
        else capacidades.capacidad
    end as capacidad,
    capacidades.es_supuesto
    and capacidades.oficina not in ('{{ dadas.keys() | join("', '") }}') as es_supuesto
    {%- else -%}
    capacidades.capacidad,
    capacidades.es_supuesto
    {%- endif %}
from {{ ref('capacidades') }} as capacidades
inner join {{ ref('int_medicion') }} as medicion
    on capacidades.norma = medicion.norma
