{#- This city's own tables stand in the schema that it names; the rest where the package says. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name == 'valderrama' -%} valderrama
    {%- else -%} {{ reparto.generate_schema_name(custom_schema_name, node) }}
    {%- endif -%}
{%- endmacro %}
