{#- suma_por_norma(columna, total): in each norm the column adds up to `total`. -#}
{% test suma_por_norma(model, columna, total) %}
select
    norma,
    sum({{ columna }}) as suma
from {{ model }}
group by norma
having sum({{ columna }}) <> {{ total }}
{% endtest %}
