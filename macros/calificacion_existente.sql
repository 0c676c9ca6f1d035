{#- Read without ref: the marts rest on calificacion_sujeto and it is written after them, so that a
    ref would be a cycle. -#}
{% macro calificacion_existente(columnas) %}
    {%- if execute -%}
        {%- set relacion = reparto.relacion_de('calificacion_sujeto') -%}
        {%- if relacion is not none -%}
            {%- set contratadas = graph.nodes['model.reparto.calificacion_sujeto'].columns -%}
            {%- set presentes = reparto.columnas_presentes(relacion) -%}
            {%- set expresiones = [] -%}
            {%- for columna in columnas -%}
                {%- do expresiones.append(
                    columna if columna in presentes else reparto.nulo(contratadas[columna])
                ) -%}
            {%- endfor -%}
            {{- return('select ' ~ expresiones | join(', ') ~ ' from ' ~ relacion) -}}
        {%- endif -%}
    {%- endif -%}
    {{- return(none) -}}
{% endmacro %}
