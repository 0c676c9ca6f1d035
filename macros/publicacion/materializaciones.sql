{#- dbt's own `table` and `view` on PostgreSQL drop by cascade what reads the relation that they
    replace. These put the new one in its place: see sustituir(). A project that installs this
    package takes them up with two lines of its own: see integration_tests/macros. -#}
{% materialization table, adapter='postgres' %}
    {{ return(reparto.construir_y_sustituir('table')) }}
{% endmaterialization %}

{% materialization view, adapter='postgres' %}
    {{ return(reparto.construir_y_sustituir('view')) }}
{% endmaterialization %}

{#- DuckDB: dbt's own rename each relation twice and drop it, and each of those reads all macros
    anew: a third of a build's time. In one transaction with the new one, a drop is as whole. -#}
{% materialization table, adapter='duckdb' %}
    {{ return(reparto.rehacer_en_su_sitio('table')) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {{ return(reparto.rehacer_en_su_sitio('view')) }}
{% endmaterialization %}

{% macro rehacer_en_su_sitio(tipo) %}
    {%- set destino = this.incorporate(type=tipo) -%}
    {%- set existente = load_cached_relation(this) -%}
    {%- do run_hooks(pre_hooks, inside_transaction=False) -%}
    {%- do run_hooks(pre_hooks, inside_transaction=True) -%}
    {%- if existente is not none -%}
        {#- a statement begins the transaction; run_query wouldn't #}
        {%- call statement('quitar') -%}
            drop {{ existente.type }} if exists {{ existente }}
        {%- endcall -%}
    {%- endif -%}
    {%- call statement('main') -%}
        {{ get_create_table_as_sql(False, destino, sql) if tipo == 'table'
            else get_create_view_as_sql(destino, sql) }}
    {%- endcall -%}
    {%- do create_indexes(destino) -%}
    {%- do reparto.comentar(destino) -%}
    {%- do run_hooks(post_hooks, inside_transaction=True) -%}
    {%- do adapter.commit() -%}
    {%- do run_hooks(post_hooks, inside_transaction=False) -%}
    {{- return({'relations': [destino]}) -}}
{% endmacro %}

{% macro construir_y_sustituir(tipo) %}
    {%- set destino = this.incorporate(type=tipo) -%}
    {%- set nueva = reparto.provisional(destino) -%}
    {%- do run_hooks(pre_hooks, inside_transaction=False) -%}
    {%- do run_hooks(pre_hooks, inside_transaction=True) -%}
    {%- call statement('main') -%}
        {{ reparto.tabla_con_contrato(nueva, sql) if tipo == 'table'
            else get_create_view_as_sql(nueva, sql) }}
    {%- endcall -%}
    {%- if tipo == 'table' -%}
        {%- do create_indexes(nueva) -%}
    {#- a view of the package shows no more than its tables do to who asks, but for the wide views
        of schema bi, which are the mask #}
    {%- elif model.package_name == 'reparto' and not config.get('meta', {}).get('enmascara') -%}
        {%- do run_query('alter view ' ~ nueva ~ ' set (security_invoker = true)') -%}
    {%- endif -%}
    {%- do reparto.sustituir([{'nueva': nueva, 'destino': destino}]) -%}
    {%- do reparto.conceder(destino) -%}
    {%- do reparto.comentar(destino) -%}
    {%- do run_hooks(post_hooks, inside_transaction=True) -%}
    {%- do adapter.commit() -%}
    {%- do run_hooks(post_hooks, inside_transaction=False) -%}
    {{- return({'relations': [destino]}) -}}
{% endmacro %}

{% macro conceder(relacion) %}
    {%- do apply_grants(
        relacion,
        config.get('grants'),
        should_revoke=should_revoke(load_cached_relation(this), full_refresh_mode=True),
    ) -%}
{% endmacro %}

{#- A contracted relation has the columns that are described, all of them: dbt asks the catalogue
    first. -#}
{% macro comentar(relacion) %}
    {%- if not config.get('contract').enforced -%}{%- do persist_docs(relacion, model) -%}
    {%- elif config.persist_relation_docs() -%}
        {%- call statement('comentar') -%}
comment on {{ relacion.type }} {{ relacion }}
is {{ reparto.texto_sql(model.description) }};
            {%- for c in model.columns.values() %}
comment on column {{ relacion }}.{{ reparto.nombre_sql(c) }}
is {{ reparto.texto_sql(c.description) }};
            {%- endfor -%}
        {%- endcall -%}
    {%- endif -%}
{% endmacro %}

{% materialization seed, adapter='postgres' %}
    {%- set destino = this.incorporate(type='table') -%}
    {%- set nueva = reparto.provisional(destino) -%}
    {%- set filas = load_agate_table() -%}
    {%- do store_result('agate_table', response='OK', agate_table=filas) -%}
    {%- do run_hooks(pre_hooks, inside_transaction=False) -%}
    {%- do run_hooks(pre_hooks, inside_transaction=True) -%}
    {%- set columnas = [] -%}
    {%- for nombre in filas.column_names -%}
        {%- set tipo = model.config.get('column_types', {}).get(
            nombre, adapter.convert_type(filas, loop.index0)
        ) -%}
        {%- do columnas.append(
            adapter.quote_seed_column(nombre, model.config.get('quote_columns')) ~ ' ' ~ tipo
        ) -%}
    {%- endfor -%}
    {%- call statement('main') -%}
        create table {{ nueva }} ({{ columnas | join(', ') }})
    {%- endcall -%}
    {%- for grupo in filas.rows | batch(get_batch_size()) -%}
        {%- set valores = [] -%}
        {%- for fila in grupo -%}{%- do valores.extend(fila) -%}{%- endfor -%}
        {%- set marcas = '(' ~ (['%s'] * filas.column_names | length) | join(', ') ~ ')' -%}
        {%- do adapter.add_query(
            'insert into ' ~ nueva ~ ' values ' ~ ([marcas] * grupo | length) | join(', '),
            bindings=valores,
            abridge_sql_log=True,
        ) -%}
    {%- endfor -%}
    {%- do reparto.sustituir([{'nueva': nueva, 'destino': destino}]) -%}
    {%- do reparto.conceder(destino) -%}
    {%- do persist_docs(destino, model) -%}
    {%- do run_hooks(post_hooks, inside_transaction=True) -%}
    {%- do adapter.commit() -%}
    {%- do run_hooks(post_hooks, inside_transaction=False) -%}
    {{ return({'relations': [destino]}) }}
{% endmaterialization %}
