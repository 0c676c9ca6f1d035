{#- The public schemas have the contract's names (`reparto`, `cobro`); the others are told apart by the target's schema.
    A target schema other than `reparto` (another reading, somebody's development) prefixes them all. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name is none -%} {{ target.schema }}
    {%- elif custom_schema_name == 'cobro' and target.schema == 'reparto' -%} cobro
    {%- else -%} {{ target.schema }}_{{ custom_schema_name | trim }}
    {%- endif -%}
{%- endmacro %}
