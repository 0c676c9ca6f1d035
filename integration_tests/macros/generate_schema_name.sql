{#- The consumer's own tables stand in the schema that they name; the package's where the package
    says. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if node.package_name == 'consumidor' and custom_schema_name -%} {{ custom_schema_name }}
    {%- else -%} {{ reparto.generate_schema_name(custom_schema_name, node) }}
    {%- endif -%}
{%- endmacro %}
