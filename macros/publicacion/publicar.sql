{#- A run beside what is public, for a target whose schema ends in `_nueva` (`reparto_nueva` for
    `reparto`): dbt run-operation preparar_aparte, dbt build, dbt run-operation publicar. `reparto
    ejecutar` does the three. Where an engine has another way (DuckDB: a file beside) both do
    nothing. -#}

{% macro preparar_aparte(repite=none) %}
    {%- do adapter.dispatch('preparar_aparte', 'reparto')() -%}
    {%- do reparto.abrir_corrida(repite) -%}
{% endmacro %}
{% macro default__preparar_aparte() %}{% endmacro %}
{% macro postgres__preparar_aparte() %}
    {%- do reparto.exigir_aparte() -%}
    {%- for esquema in reparto.esquemas_propios() -%}
        {%- call statement('vaciar') -%}drop schema if exists {{ esquema }} cascade{%- endcall -%}
    {%- endfor -%}
    {%- for nodo in graph.nodes.values()
            if nodo.package_name == 'reparto'
            and nodo.config.get('meta', {}).get('persistente') -%}
        {%- set publica = adapter.get_relation(
            nodo.database, reparto.esquema_publico(nodo), nodo.alias
        ) -%}
        {%- if publica is not none -%}
            {%- call statement('traer') -%}
                create schema if not exists {{ nodo.schema }};
                create table {{ nodo.schema }}.{{ nodo.alias }} (like {{ publica }} including all);
                insert into {{ nodo.schema }}.{{ nodo.alias }} select * from {{ publica }};
                analyze {{ nodo.schema }}.{{ nodo.alias }}
            {%- endcall -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{% macro publicar(datos=none) %}
    {%- if datos is not none -%}{%- do reparto.cerrar_corrida(datos) -%}{%- endif -%}
    {%- do adapter.dispatch('publicar', 'reparto')() -%}
{% endmacro %}
{% macro default__publicar() %}{% endmacro %}
{% macro postgres__publicar() %}
    {%- do reparto.exigir_aparte() -%}
    {%- set parejas, esquemas = [], [] -%}
    {%- for nodo in graph.nodes.values()
            if nodo.package_name == 'reparto'
            and nodo.resource_type in ('model', 'seed') -%}
        {%- set nueva = adapter.get_relation(nodo.database, nodo.schema, nodo.alias) -%}
        {%- if nueva is not none -%}
            {%- set esquema = reparto.esquema_publico(nodo) -%}
            {%- do parejas.append({
                'nueva': nueva,
                'destino': nueva.incorporate(path={'schema': esquema}),
            }) -%}
            {%- if esquema not in esquemas -%}{%- do esquemas.append(esquema) -%}{%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for esquema in esquemas -%}
        {%- call statement('esquema') -%}
            create schema if not exists {{ esquema }}
        {%- endcall -%}
    {%- endfor -%}
    {%- do reparto.sustituir(parejas) -%}
    {%- for esquema in reparto.esquemas_propios() -%}
        {%- call statement('quitar') -%}
            drop schema if exists {{ esquema }} cascade
        {%- endcall -%}
    {%- endfor -%}
    {%- do reparto.limpiar_retiradas(esquemas) -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{% macro exigir_aparte() %}
    {%- if not target.schema.endswith('_nueva') -%}
        {{- reparto.error_de_uso(
            'el esquema ' ~ target.schema
            ~ ' no termina en _nueva: no es el de una corrida aparte.'
        ) -}}
    {%- endif -%}
{% endmacro %}

{% macro esquema_publico(nodo) %}
    {{- return(reparto.esquema(nodo.config.get('schema'), target.schema[:-6])) -}}
{% endmacro %}
