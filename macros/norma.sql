{#- filas_de_la_norma(semilla): a subquery's select; the rows of a seed of the norm that are those of the norm in force (int_medicion). -#}
{% macro filas_de_la_norma(semilla) -%}
    select filas.* from {{ ref(semilla) }} as filas
    inner join {{ ref('int_medicion') }} as medicion
        on filas.norma = medicion.norma
{%- endmacro %}

{#- resultados(regla): a subquery's select; what the norm in force says of each case of a rule or of a step (seed resultados_regla): office,
    state, article, campaign, action and sentence. -#}
{% macro resultados(regla) -%}
    {{ reparto.filas_de_la_norma('resultados_regla') }}
    where filas.regla = '{{ regla }}'
{%- endmacro %}
