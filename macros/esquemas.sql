{#- The public schemas have the contract's names (`reparto`, `cobro`); the others are told apart by
    the target's schema. A target schema other than `reparto` (somebody's development) prefixes them
    all; `reparto_otra`, the other reading that `reparto comparar` builds, and `reparto_hoy`, the
    run's own reading measured afresh, which it is compared with, read the staging, the ledger and
    the seeds of `reparto`, which no reading changes, save the ledger where REPARTO_LIBRO_PROPIO
    says that one of its own does. `reparto_vivo...`, where `reparto estado-cuenta` folds the
    accounts of a few subjects with receipts newer than the run, has only the models that
    REPARTO_VIVO lists and reads the rest of `reparto`. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set ajeno = target.schema.startswith('reparto_vivo')
        and node.name not in env_var('REPARTO_VIVO', '').split(',') -%}
    {{- reparto.esquema(custom_schema_name, 'reparto' if ajeno else target.schema) -}}
{%- endmacro %}

{% macro esquema(propio, base) %}
    {%- set comunes = ['staging', 'norma']
        + ([] if env_var('REPARTO_LIBRO_PROPIO', '') else ['saldos']) -%}
    {%- if propio is none -%} {{ return(base) }}
    {%- elif propio in ('cobro', 'bi') and base == 'reparto' -%} {{ return(propio) }}
    {%- elif base in ('reparto_otra', 'reparto_hoy') and propio in comunes -%}
        {{ return('reparto_' ~ propio) }}
    {%- else -%} {{ return(base ~ '_' ~ propio | trim) }}
    {%- endif -%}
{% endmacro %}

{% macro es_ensayo() %}
    {{- return(target.schema.startswith(('reparto_otra', 'reparto_hoy', 'reparto_vivo'))) -}}
{% endmacro %}
