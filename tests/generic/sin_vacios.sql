{#- sin_vacios(columnas): none of the columns is ever null. -#}
{% test sin_vacios(model, columnas) %}
select {{ columnas | join(', ') }}
from {{ model }}
where {{ columnas | join(' is null or ') }} is null
{% endtest %}
