{{ config(pre_hook="{{ reparto.validar_costos(ref('prioridades')) }}", materialized='table') }}
{#- The cost of the full cycle of each priority (null: unknown, and Art. 5 doesn't reach it): that
    of the var `costos`, else that of the seed. -#}
{%- set dados = reparto.costos() -%}
with prioridades as (
    {{ reparto.filas_de_la_norma('prioridades') }}
),

costos as (
    {{ reparto.filas_de_la_norma('costos_ciclo') }}
)

select
    prioridades.prioridad,
    {% if dados -%}
    cast(
        case prioridades.prioridad
            {% for prioridad, costo in dados.items() -%}
            when '{{ prioridad }}' then {{ costo }}
            {% endfor -%}
            else costos.costo
        end as numeric(18, 2)
    ) as costo,
    coalesce(costos.es_supuesto, false)
    and prioridades.prioridad not in ('{{ dados.keys() | join("', '") }}') as es_supuesto
    {%- else -%}
    costos.costo,
    coalesce(costos.es_supuesto, false) as es_supuesto
    {%- endif %}
from prioridades
left join costos
    on prioridades.prioridad = costos.prioridad
