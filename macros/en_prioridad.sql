{#- en_prioridad(puntaje, prioridades): boolean; the score falls in a row of the thresholds: over its lower bound, up to its upper one. -#}
{% macro en_prioridad(puntaje, prioridades) -%}
    (({{ prioridades }}.mayor_que is null or {{ puntaje }} > {{ prioridades }}.mayor_que) and ({{ prioridades }}.hasta is null or {{ puntaje }} <= {{ prioridades }}.hasta))
{%- endmacro %}
