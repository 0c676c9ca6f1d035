{% macro en_prioridad(puntaje, prioridades) -%}
    (
        ({{ prioridades }}.mayor_que is null or {{ puntaje }} > {{ prioridades }}.mayor_que)
        and ({{ prioridades }}.hasta is null or {{ puntaje }} <= {{ prioridades }}.hasta)
    )
{%- endmacro %}
