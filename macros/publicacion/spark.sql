{#- Spark: Parquet has no transactions and no `create or replace`. `reparto` gives each command a
    copy of the catalogue of its own and publishes that (scripts/reparto/motores/spark.py); there a
    table made anew is other files (ubicacion), so that what is public is never touched. A project
    that installs this package takes the materializations up with lines of its own: see
    integration_tests/macros. -#}

{% macro ubicacion(relacion) -%}
    {%- set bodega = env_var('REPARTO_SPARK_BODEGA', '') -%}
    {%- if bodega -%}
        location '{{ bodega }}/{{ relacion | string | replace('`', '') }}/{{ invocation_id }}-
        {{- modules.datetime.datetime.now().strftime('%H%M%S%f') }}'
    {%- endif -%}
{%- endmacro %}

{#- What a project that installs this package seeds of its own is Parquet where its vars don't
    say. -#}
{% macro formato_de_spark() %}
    {%- set formato = var('file_format', 'parquet') | string -%}
    {%- if execute and not modules.re.fullmatch('[a-z]+', formato) -%}
        {{- reparto.error_de_uso(
            "file_format es el formato de las tablas de Spark: parquet, delta o iceberg."
        ) -}}
    {%- endif -%}
    {{- return(formato) -}}
{% endmacro %}

{#- What a table that stands is: an operation, which knows no var of a run, leaves it so. -#}
{% macro formato_de(relacion) %}
    {%- if not env_var('REPARTO_SPARK_BODEGA', '') -%}
        {%- for fila in run_query('describe table extended ' ~ relacion).rows
                if fila[0] == 'Provider' -%}
            {{- return(fila[1] | lower) -}}
        {%- endfor -%}
    {%- endif -%}
    {{- return(reparto.formato_de_spark()) -}}
{% endmacro %}

{% macro con_transacciones(formato=none) %}
    {%- set formato = formato or reparto.formato_de_spark() -%}
    {%- if formato not in ('delta', 'iceberg') -%}{{- return(false) -}}{%- endif -%}
    {%- if env_var('REPARTO_SPARK_BODEGA', '') -%}
        {{- reparto.error_de_uso(
            "file_format '" ~ formato ~ "' es de un servidor propio (SPARK_REMOTE); "
            ~ "la sesión de esta máquina guarda Parquet."
        ) -}}
    {%- endif -%}
    {{- return(true) -}}
{% endmacro %}

{#- One of another format has no such step, nor can it be replaced by a table of this one. -#}
{% macro en_un_paso(existente, formato) %}
    {{- return(
        reparto.con_transacciones(formato)
        and existente is not none
        and not existente.is_view
        and reparto.formato_de(existente) == formato
    ) -}}
{% endmacro %}

{% macro rehacer(relacion, consulta, formato=none) %}
    {%- set existente = load_cached_relation(relacion) -%}
    {%- set formato = formato or reparto.formato_de_spark() -%}
    {%- set en_un_paso = reparto.en_un_paso(existente, formato) -%}
    {%- set directa = en_un_paso or relacion | string not in consulta
        and (existente is none or env_var('REPARTO_SPARK_BODEGA', '')) -%}
    {%- set nueva = relacion if directa
        else relacion.incorporate(
            path={'identifier': relacion.identifier ~ '__nueva'}, type='table'
        ) -%}
    {%- if not directa -%}{%- do adapter.drop_relation(nueva) -%}
    {%- elif existente is not none and not en_un_paso -%}
        {%- do adapter.drop_relation(existente) -%}
    {%- endif -%}
    {%- call statement('main' if model.resource_type in ('model', 'seed') else 'rehacer') -%}
        {{ reparto.spark__tabla_como(nueva, consulta, formato) }}
    {%- endcall -%}
    {%- if not directa -%}
        {%- if existente is not none -%}{%- do adapter.drop_relation(existente) -%}{%- endif -%}
        {%- do adapter.rename_relation(nueva, relacion.incorporate(type='table')) -%}
    {%- endif -%}
    {%- do adapter.cache_added(relacion.incorporate(type='table')) -%}
{% endmacro %}

{#- What stays and was cut between its drop and its rename stands whole under its provisional
    name. -#}
{% macro recuperar(relacion) %}
    {%- set nueva = adapter.get_relation(
        relacion.database, relacion.schema, relacion.identifier ~ '__nueva'
    ) -%}
    {%- if nueva is not none and load_cached_relation(relacion) is none -%}
        {%- do adapter.rename_relation(nueva, relacion) -%}
    {%- endif -%}
{% endmacro %}

{#- Before any model: those that read what stays, and its own SQL, are made of what is there. -#}
{% macro spark__recuperar_al_empezar() %}
    {%- if execute -%}{%- do reparto.recuperar_persistentes() -%}{%- endif -%}
{% endmacro %}

{% macro recuperar_persistentes() %}
    {%- set aparte = target.schema.endswith('_nueva') -%}
    {%- for nodo in reparto.persistentes() -%}
        {%- do reparto.recuperar(api.Relation.create(
            database=nodo.database,
            schema=reparto.esquema_publico(nodo) if aparte else nodo.schema,
            identifier=nodo.alias,
            type='table',
        )) -%}
    {%- endfor -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{#- The rows of a table that stays, with the columns and types of its model's contract. -#}
{% macro conservadas(tabla, nodo) %}
    {%- set presentes, columnas = reparto.columnas_presentes(tabla), [] -%}
    {%- for c in nodo.columns.values() -%}
        {%- do columnas.append(
            'cast(' ~ (c.name if c.name in presentes else 'null')
            ~ ' as ' ~ reparto.tipo_spark(c.data_type) ~ ') as ' ~ c.name
        ) -%}
    {%- endfor -%}
    {{- return('select ' ~ columnas | join(', ') ~ ' from ' ~ tabla) -}}
{% endmacro %}

{% macro tipo_spark(tipo) %}
    {{- return('string' if tipo | lower in ('text', 'varchar') else tipo) -}}
{% endmacro %}

{% macro segun_contrato(consulta) %}
    {%- if not config.get('contract').enforced -%}{{ return(consulta) }}{%- endif -%}
    {%- set columnas = [] -%}
    {%- for c in model.columns.values() -%}
        {%- do columnas.append(
            'cast(' ~ c.name ~ ' as ' ~ reparto.tipo_spark(c.data_type) ~ ') as ' ~ c.name
        ) -%}
    {%- endfor -%}
    {{- return('select ' ~ columnas | join(', ') ~ ' from (' ~ consulta ~ ') as modelo') -}}
{% endmacro %}

{% materialization table, adapter='spark' %}
    {{ return(reparto.construir_en_spark('table')) }}
{% endmaterialization %}

{% materialization view, adapter='spark' %}
    {{ return(reparto.construir_en_spark('view')) }}
{% endmaterialization %}

{% macro construir_en_spark(tipo) %}
    {%- set destino = this.incorporate(type=tipo) -%}
    {%- set existente = load_cached_relation(this) -%}
    {%- do reparto.ganchos_fuera(pre_hooks) -%}
    {%- do run_hooks(pre_hooks) -%}
    {%- if tipo == 'table' -%}{%- do reparto.rehacer(destino, reparto.segun_contrato(sql)) -%}
    {%- else -%}
        {%- if existente is not none and not existente.is_view -%}
            {%- do adapter.drop_relation(existente) -%}
        {%- endif -%}
        {%- call statement('main') -%}
            create or replace view {{ destino }} as {{ reparto.segun_contrato(sql) }}
        {%- endcall -%}
    {%- endif -%}
    {%- do run_hooks(post_hooks) -%}
    {%- do reparto.ganchos_fuera(post_hooks) -%}
    {{- return({'relations': [destino]}) -}}
{% endmacro %}

{% materialization incremental, adapter='spark' %}
    {%- set destino = this.incorporate(type='table') -%}
    {%- set existente = load_cached_relation(this) -%}
    {%- do reparto.ganchos_fuera(pre_hooks) -%}
    {%- do run_hooks(pre_hooks) -%}
    {%- if existente is none or should_full_refresh() -%}
        {%- do reparto.rehacer(destino, reparto.segun_contrato(sql)) -%}
    {%- else -%}
        {%- set columnas = model.columns.values() | map(attribute='name') | list -%}
        {%- set faltan = columnas | reject('in', reparto.columnas_presentes(destino)) | list -%}
        {%- if not faltan and reparto.en_un_paso(destino, reparto.formato_de_spark()) -%}
            {%- call statement('main') -%}
                insert into {{ destino }} ({{ columnas | join(', ') }})
                {{ reparto.segun_contrato(sql) }}
            {%- endcall -%}
        {%- else -%}
            {%- do reparto.rehacer(
                destino,
                reparto.conservadas(destino, model)
                    ~ ' union all ' ~ reparto.segun_contrato(sql),
            ) -%}
        {%- endif -%}
    {%- endif -%}
    {%- do run_hooks(post_hooks) -%}
    {%- do reparto.ganchos_fuera(post_hooks) -%}
    {{- return({'relations': [destino]}) -}}
{% endmaterialization %}

{#- As literals: dbt-spark writes an empty cell as the text None, and a file of here is not on the
    cluster's disks. -#}
{% materialization seed, adapter='spark' %}
    {%- set destino = this.incorporate(type='table') -%}
    {%- set tabla = load_agate_table() -%}
    {%- do store_result('agate_table', response='OK', agate_table=tabla) -%}
    {%- set tipadas, filas = [], [] -%}
    {%- for nombre in tabla.column_names -%}
        {%- set tipo = reparto.tipo_spark(
            model.config.get('column_types', {}).get(
                nombre, adapter.convert_type(tabla, loop.index0)
            )
        ) -%}
        {%- do tipadas.append('cast(' ~ nombre ~ ' as ' ~ tipo ~ ') as ' ~ nombre) -%}
    {%- endfor -%}
    {%- for fila in tabla.rows -%}
        {%- set celdas = [] -%}
        {%- for celda in fila.values() -%}
            {%- do celdas.append('null' if celda is none else reparto.texto_sql(celda)) -%}
        {%- endfor -%}
        {%- do filas.append('(' ~ celdas | join(', ') ~ ')') -%}
    {%- endfor -%}
    {%- if not filas -%}
        {%- do filas.append('(' ~ (['null'] * (tipadas | length)) | join(', ') ~ ')') -%}
    {%- endif -%}
    {%- do run_hooks(pre_hooks) -%}
    {%- do reparto.rehacer(
        destino,
        'select ' ~ tipadas | join(', ') ~ ' from values ' ~ filas | join(', ')
        ~ ' as filas (' ~ tabla.column_names | join(', ') ~ ')'
        ~ (' where 1 = 0' if not tabla.rows else '')
    ) -%}
    {%- do run_hooks(post_hooks) -%}
    {%- do reparto.ganchos_fuera(post_hooks) -%}
    {{- return({'relations': [destino]}) -}}
{% endmaterialization %}
