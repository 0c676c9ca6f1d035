{#- PostgreSQL runs `create table as` in parallel; dbt's own insert it doesn't. -#}
{% macro tabla_con_contrato(relacion, sql) -%}
    {%- set columnas = model.columns.values() | list -%}
    {%- set obligatorias, otras = [], model.constraints | list -%}
    {%- for c in columnas -%}
        {%- for restriccion in c.constraints -%}
            {%- if restriccion.type == 'not_null' -%}
                {%- do obligatorias.append(c) -%}
            {%- else -%}
                {%- do otras.append(restriccion) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if not config.get('contract').enforced or otras -%}
        {{ get_create_table_as_sql(False, relacion, sql) }}
    {%- else -%}
        {{- get_assert_columns_equivalent(sql) -}}
create table {{ relacion }} as
select
        {%- for c in columnas %}
    cast(
        {{ reparto.nombre_sql(c) }} as {{ c.data_type }}
    ) as {{ reparto.nombre_sql(c) }}{{ ',' if not loop.last }}
        {%- endfor %}
from (
    {{ sql }}
) as contratada;
        {%- if obligatorias %}
alter table {{ relacion }}
            {%- for c in obligatorias %}
    alter column {{ reparto.nombre_sql(c) }} set not null{{ ',' if not loop.last }}
            {%- endfor %}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{% macro nombre_sql(columna) %}
    {{- return(adapter.quote(columna.name) if columna.quote else columna.name) -}}
{% endmacro %}
