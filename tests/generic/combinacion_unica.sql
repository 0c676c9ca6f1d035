{#- combinacion_unica(columnas): the columns, nulls included, name each row once. -#}
{% test combinacion_unica(model, columnas) %}
select
    {{ columnas | join(', ') }},
    count(*) as veces
from {{ model }}
group by {{ columnas | join(', ') }}
having count(*) > 1
{% endtest %}
