{% macro filas_de_la_norma(semilla) -%}
    select filas.* from {{ ref(semilla) }} as filas
    inner join {{ ref('int_medicion') }} as medicion
        on filas.norma = medicion.norma
{%- endmacro %}

{% macro resultados(regla) -%}
    {{ reparto.filas_de_la_norma('resultados_regla') }}
    where filas.regla = '{{ regla }}'
{%- endmacro %}
