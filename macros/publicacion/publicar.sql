{#- A run beside what is public, for a target whose schema ends in `_nueva` (`reparto_nueva` for
    `reparto`): dbt run-operation preparar_aparte, dbt build, dbt run-operation publicar. `reparto
    ejecutar` does the three. Where an engine has another way (DuckDB: a file beside) the first only
    widens the tables that stay and the last does nothing. -#}

{% macro preparar_aparte(repite=none) %}
    {%- do adapter.dispatch('preparar_aparte', 'reparto')() -%}
    {%- do reparto.abrir_corrida(repite) -%}
{% endmacro %}
{% macro default__preparar_aparte() %}
    {%- for nodo in reparto.persistentes() -%}
        {%- set tabla = adapter.get_relation(nodo.database, nodo.schema, nodo.alias) -%}
        {%- if tabla is not none -%}{%- do reparto.ensanchar(tabla, nodo) -%}{%- endif -%}
    {%- endfor -%}
{% endmacro %}
{#- What stays is copied: what it was then is noted on the schema beside, for publicar. -#}
{% macro postgres__preparar_aparte() %}
    {%- set marca = reparto.marca_de_persistentes() -%}
    {%- do reparto.preparar_esquemas() -%}
    {%- call statement('anotar', auto_begin=true) -%}
        create schema if not exists {{ target.schema }};
        comment on schema {{ target.schema }} is '{{ marca }}'
    {%- endcall -%}
    {%- do adapter.commit() -%}
{% endmacro %}
{% macro spark__preparar_aparte() %}
    {%- if target.schema.endswith('_nueva') -%}
        {#- of an input table that was loaded again, this session may know the former files -#}
        {%- for fuente in graph.sources.values() if fuente.package_name == 'reparto' -%}
            {%- set tabla = adapter.get_relation(
                fuente.database, fuente.schema, fuente.identifier
            ) -%}
            {%- if tabla is not none -%}{%- do run_query('refresh table ' ~ tabla) -%}{%- endif -%}
        {%- endfor -%}
        {%- do reparto.recuperar_persistentes() -%}
        {%- do reparto.preparar_esquemas() -%}
    {%- endif -%}
{% endmacro %}

{% macro recuperar_al_empezar() %}
    {{- return(adapter.dispatch('recuperar_al_empezar', 'reparto')()) -}}
{% endmacro %}
{% macro default__recuperar_al_empezar() %}{% endmacro %}

{% macro preparar_esquemas() %}
    {%- do reparto.exigir_aparte() -%}
    {%- for esquema in reparto.esquemas_propios() -%}
        {%- call statement('vaciar') -%}drop schema if exists {{ esquema }} cascade{%- endcall -%}
    {%- endfor -%}
    {%- for nodo in reparto.persistentes() -%}
        {%- set publica = adapter.get_relation(
            nodo.database, reparto.esquema_publico(nodo), nodo.alias
        ) -%}
        {%- if publica is not none -%}
            {%- call statement('esquema') -%}
                create schema if not exists {{ nodo.schema }}
            {%- endcall -%}
            {%- set nueva = publica.incorporate(path={'schema': nodo.schema}) -%}
            {%- do reparto.traer(nueva, publica, nodo) -%}
            {%- do reparto.ensanchar(nueva, nodo) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{% macro persistentes() %}
    {%- set nodos = [] -%}
    {%- for nodo in graph.nodes.values()
            if nodo.package_name == 'reparto'
            and nodo.config.get('meta', {}).get('persistente') -%}
        {%- do nodos.append(nodo) -%}
    {%- endfor -%}
    {{- return(nodos) -}}
{% endmacro %}

{#- A table that a former edition began, whose sums had fewer digits. On Spark it is made anew in
    each run. -#}
{% macro ensanchar(tabla, nodo) %}
    {{- return(adapter.dispatch('ensanchar', 'reparto')(tabla, nodo)) -}}
{% endmacro %}
{% macro spark__ensanchar(tabla, nodo) %}{% endmacro %}
{% macro default__ensanchar(tabla, nodo) %}
    {%- for c in adapter.get_columns_in_relation(tabla) if c.name in nodo.columns -%}
        {%- set tipo = nodo.columns[c.name].data_type | string -%}
        {%- set antes = api.Column.from_description(c.name, c.data_type).numeric_precision -%}
        {%- set ahora = api.Column.from_description(c.name, tipo).numeric_precision -%}
        {%- if antes and ahora and ahora > antes -%}
            {%- call statement('ensanchar') -%}
                alter table {{ tabla }} alter column {{ c.name }} type {{ tipo }}
            {%- endcall -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}

{% macro traer(nueva, publica, nodo) %}
    {{- return(adapter.dispatch('traer', 'reparto')(nueva, publica, nodo)) -}}
{% endmacro %}
{% macro default__traer(nueva, publica, nodo) %}{{ reparto.sin_dialecto('traer') }}{% endmacro %}
{% macro postgres__traer(nueva, publica, nodo) %}
    {%- call statement('traer') -%}
        create table {{ nueva }} (like {{ publica }} including all);
        insert into {{ nueva }} select * from {{ publica }};
        analyze {{ nueva }}
    {%- endcall -%}
{% endmacro %}
{% macro spark__traer(nueva, publica, nodo) %}
    {%- do reparto.rehacer(nueva, reparto.conservadas(publica, nodo)) -%}
{% endmacro %}

{% macro publicar(datos=none) %}
    {%- if datos is not none -%}{%- do reparto.cerrar_corrida(datos) -%}{%- endif -%}
    {%- do adapter.dispatch('publicar', 'reparto')() -%}
{% endmacro %}
{% macro default__publicar() %}{% endmacro %}
{#- A `dbt build` by itself may have written meanwhile in what stays: the copy that takes its place
    hasn't that. -#}
{% macro postgres__publicar() %}
    {%- do reparto.exigir_aparte() -%}
    {%- do reparto.en_transaccion() -%}
    {%- set marca = reparto.marca_de_persistentes(cerradas=true) -%}
    {%- if run_query(
        "select obj_description('" ~ target.schema ~ "'::regnamespace, 'pg_namespace')"
    )[0][0] != marca -%}
        {{- reparto.error_de_uso(
            'mientras corría, otro programa (un «dbt build») escribió en las tablas que se '
            ~ 'conservan: no se publicó nada; ejecute otra vez.'
        ) -}}
    {%- endif -%}
    {%- do reparto.publicar_esquemas() -%}
{% endmacro %}

{#- Text that changes whenever somebody writes in what stays: how many rows, and by which
    transactions. `cerradas`: nobody writes there until this transaction ends. -#}
{% macro marca_de_persistentes(cerradas=false) %}
    {%- set marcas = [] -%}
    {%- for nodo in reparto.persistentes() -%}
        {%- set publica = adapter.get_relation(
            nodo.database, reparto.esquema_publico(nodo), nodo.alias
        ) -%}
        {%- if publica is not none -%}
            {%- do reparto.exigir_sin_politicas(publica) -%}
            {%- if cerradas -%}
                {%- call statement('cerrar', auto_begin=true) -%}
                    set local lock_timeout = '10min';
                    lock table {{ publica }} in share row exclusive mode;
                    set local lock_timeout to default
                {%- endcall -%}
            {%- endif -%}
            {%- set cuenta = run_query(
                'select count(*), sum(cast(cast(xmin as text) as numeric)) from ' ~ publica
            )[0] -%}
            {%- do marcas.append(nodo.name ~ ' ' ~ cuenta[0] ~ ' ' ~ cuenta[1]) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return('conservadas: ' ~ marcas | sort | join(', ')) -}}
{% endmacro %}
{% macro spark__publicar() %}
    {%- if target.schema.endswith('_nueva') -%}{%- do reparto.publicar_esquemas() -%}{%- endif -%}
{% endmacro %}

{% macro publicar_esquemas() %}
    {%- do reparto.exigir_aparte() -%}
    {%- set parejas, esquemas = [], [] -%}
    {%- for nodo in graph.nodes.values()
            if nodo.package_name == 'reparto'
            and nodo.resource_type in ('model', 'seed') -%}
        {%- set nueva = adapter.get_relation(nodo.database, nodo.schema, nodo.alias) -%}
        {%- if nueva is not none -%}
            {%- set esquema = reparto.esquema_publico(nodo) -%}
            {%- do parejas.append({
                'clave': nodo.unique_id,
                'padres': nodo.depends_on.nodes,
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
    {%- do reparto.mudar(parejas) -%}
    {%- for esquema in reparto.esquemas_propios() -%}
        {%- call statement('quitar', auto_begin=true) -%}
            drop schema if exists {{ esquema }} cascade
        {%- endcall -%}
    {%- endfor -%}
    {%- do reparto.limpiar_retiradas(esquemas) -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{% macro mudar(parejas) %}
    {{- return(adapter.dispatch('mudar', 'reparto')(parejas)) -}}
{% endmacro %}
{% macro default__mudar(parejas) %}{{ reparto.sin_dialecto('mudar') }}{% endmacro %}
{% macro postgres__mudar(parejas) %}
    {%- do reparto.sustituir(parejas) -%}
    {#- readers don't wait for what is dropped afterwards -#}
    {%- do adapter.commit() -%}
{% endmacro %}
{#- A Spark catalogue renames inside a schema only: what is beside (each view's own table too) is
    copied, table by table, and each view is written again for the public names, those that it reads
    before it. -#}
{% macro spark__mudar(parejas) %}
    {%- set publicos = {} -%}
    {%- for pareja in parejas -%}
        {%- do publicos.update({pareja.nueva.schema: pareja.destino.schema}) -%}
    {%- endfor -%}
    {%- for esquema, publico in publicos.items() -%}
        {%- set vistas = run_query('show views in ' ~ esquema).columns[1].values() | list -%}
        {%- for tabla in run_query('show tables in ' ~ esquema).columns[1].values()
                if tabla not in vistas -%}
            {%- set nueva = api.Relation.create(schema=esquema, identifier=tabla, type='table') -%}
            {%- do reparto.rehacer(
                nueva.incorporate(path={'schema': publico}), 'select * from ' ~ nueva
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for pareja in reparto.en_su_orden(parejas | selectattr('nueva.is_view') | list) -%}
        {%- set texto = namespace(es=run_query('show create table ' ~ pareja.nueva)[0][0]) -%}
        {%- for esquema, publico in publicos.items() | sort(attribute=0, reverse=true) -%}
            {%- set texto.es = texto.es | replace(esquema, publico) -%}
        {%- endfor -%}
        {%- call statement('vista') -%}
            {{ texto.es | replace('CREATE VIEW', 'CREATE OR REPLACE VIEW', 1) }}
        {%- endcall -%}
    {%- endfor -%}
{% endmacro %}

{#- The pairs of views, each after those that it reads. -#}
{% macro en_su_orden(vistas) %}
    {%- set puestas, faltan = [], namespace(vistas=vistas) -%}
    {%- for ronda in vistas if faltan.vistas -%}
        {%- set claves = faltan.vistas | map(attribute='clave') | list -%}
        {%- set siguen = [] -%}
        {%- for vista in faltan.vistas -%}
            {%- set espera = vista.padres | select('in', claves) | list -%}
            {%- do (siguen if espera else puestas).append(vista) -%}
        {%- endfor -%}
        {%- set faltan.vistas = siguen -%}
    {%- endfor -%}
    {{- return(puestas) -}}
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
