{#- The public schemas have the contract's names (`reparto`, `cobro`); the others are told apart by the target's schema.
    A target schema other than `reparto` (somebody's development) prefixes them all; `reparto_otra`, the other reading that `reparto comparar` builds,
    reads the staging, the ledger and the seeds of `reparto`, which no reading changes. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name is none -%} {{ target.schema }}
    {%- elif custom_schema_name == 'cobro' and target.schema == 'reparto' -%} cobro
    {%- elif custom_schema_name in ('staging', 'norma', 'saldos') and target.schema == 'reparto_otra' -%} reparto_{{ custom_schema_name }}
    {%- else -%} {{ target.schema }}_{{ custom_schema_name | trim }}
    {%- endif -%}
{%- endmacro %}
