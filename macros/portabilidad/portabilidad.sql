{#- What PostgreSQL, DuckDB and Spark say differently, each as small as can be. Each engine has its
    own, and `default__` stops: an engine that a macro doesn't know must not run another's
    dialect. -#}

{% macro sin_dialecto(macro) %}
    {%- set motor = adapter.type() -%}
    {{- reparto.error_de_uso(
        'la macro ' ~ macro ~ ' no conoce el motor ' ~ motor ~ ': falta '
        ~ motor ~ '__' ~ macro ~ ' en macros/portabilidad.'
    ) -}}
{% endmacro %}

{% macro coincide(expresion, patron) %}
    {{- return(adapter.dispatch('coincide', 'reparto')(expresion, patron)) -}}
{% endmacro %}
{% macro default__coincide(expresion, patron) %}{{ reparto.sin_dialecto('coincide') }}{% endmacro %}
{% macro postgres__coincide(expresion, patron) %}{{ expresion }} ~ '{{ patron }}'{% endmacro %}
{% macro duckdb__coincide(expresion, patron) -%}
    regexp_matches({{ expresion }}, '{{ patron }}')
{%- endmacro %}
{#- Java's `$` also stands before a last line end; `\z` doesn't. A raw literal keeps its
    backslashes -#}
{% macro spark__coincide(expresion, patron) -%}
    {{ expresion }} rlike r'{{ patron[:-1] ~ '\\z' if patron.endswith('$') else patron }}'
{%- endmacro %}

{% macro texto_sql(texto) %}
    {{- return(adapter.dispatch('texto_sql', 'reparto')(texto)) -}}
{% endmacro %}
{% macro default__texto_sql(texto) %}{{ reparto.sin_dialecto('texto_sql') }}{% endmacro %}
{% macro postgres__texto_sql(texto) -%}
    '{{ texto | string | replace("'", "''") }}'
{%- endmacro %}
{% macro duckdb__texto_sql(texto) -%}
    '{{ texto | string | replace("'", "''") }}'
{%- endmacro %}
{#- a backslash escapes there -#}
{% macro spark__texto_sql(texto) -%}
    '{{ texto | string | replace('\\', '\\\\') | replace("'", "\\'") }}'
{%- endmacro %}

{% macro convertible(expresion, tipo) %}
    {{- return(adapter.dispatch('convertible', 'reparto')(expresion, tipo)) -}}
{% endmacro %}
{% macro default__convertible(expresion, tipo) %}{{ reparto.sin_dialecto('convertible') }}
{%- endmacro %}
{% macro postgres__convertible(expresion, tipo) -%}
    pg_input_is_valid({{ expresion }}, '{{ tipo }}')
{%- endmacro %}
{% macro duckdb__convertible(expresion, tipo) -%}
    try_cast({{ expresion }} as {{ tipo }}) is not null
{%- endmacro %}
{% macro spark__convertible(expresion, tipo) -%}
    try_cast({{ expresion }} as {{ tipo }}) is not null
{%- endmacro %}

{#- PostgreSQL would evaluate the subquery's expressions once a use, or join in an order that
    multiplies rows. A `with` that nobody reads keeps the subquery apart and leaves its plan
    parallel, which `offset 0` doesn't. The other engines find common expressions themselves. -#}
{% macro barrera() %}{{ return(adapter.dispatch('barrera', 'reparto')()) }}{% endmacro %}
{% macro default__barrera() %}{{ reparto.sin_dialecto('barrera') }}{% endmacro %}
{% macro postgres__barrera() %}with barrera as (select 1 as uno){% endmacro %}
{% macro duckdb__barrera() %}{% endmacro %}
{% macro spark__barrera() %}{% endmacro %}

{#- PostgreSQL writes down a CTE that is read twice, by one process. -#}
{% macro en_linea() %}{{ return(adapter.dispatch('en_linea', 'reparto')()) }}{% endmacro %}
{% macro default__en_linea() %}{{ reparto.sin_dialecto('en_linea') }}{% endmacro %}
{% macro postgres__en_linea() %}not materialized{% endmacro %}
{% macro duckdb__en_linea() %}{% endmacro %}
{% macro spark__en_linea() %}{% endmacro %}

{% macro fila_json(columnas) %}
    {{- return(adapter.dispatch('fila_json', 'reparto')(columnas)) -}}
{% endmacro %}
{% macro default__fila_json(columnas) %}{{ reparto.sin_dialecto('fila_json') }}{% endmacro %}
{% macro postgres__fila_json(columnas) -%}
    cast(row_to_json((select fila_ from (select {{ columnas | join(', ') }}) as fila_)) as text)
{%- endmacro %}
{% macro duckdb__fila_json(columnas) -%}
    cast(to_json(struct_pack(
        {%- for c in columnas -%}
            {{ c }} := {{ c }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    )) as varchar)
{%- endmacro %}
{% macro spark__fila_json(columnas) -%}
    to_json(named_struct(
        {%- for c in columnas -%}
            '{{ c }}', {{ c }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    ), map('ignoreNullFields', 'false'))
{%- endmacro %}

{% macro valor_json(fila, columna) %}
    {{- return(adapter.dispatch('valor_json', 'reparto')(fila, columna)) -}}
{% endmacro %}
{% macro default__valor_json(fila, columna) %}{{ reparto.sin_dialecto('valor_json') }}{% endmacro %}
{% macro postgres__valor_json(fila, columna) -%}
    cast({{ fila }} as json) ->> {{ columna }}
{%- endmacro %}
{% macro duckdb__valor_json(fila, columna) -%}
    json_extract_string({{ fila }}, '$.' || {{ columna }})
{%- endmacro %}
{% macro spark__valor_json(fila, columna) -%}
    get_json_object({{ fila }}, '$.' || {{ columna }})
{%- endmacro %}

{% macro binario(expresion) %}
    {{- return(adapter.dispatch('binario', 'reparto')(expresion)) -}}
{% endmacro %}
{% macro default__binario(expresion) %}{{ reparto.sin_dialecto('binario') }}{% endmacro %}
{% macro postgres__binario(expresion) %}convert_to({{ expresion }}, 'UTF8'){% endmacro %}
{% macro duckdb__binario(expresion) %}{{ expresion }}{% endmacro %}
{% macro spark__binario(expresion) %}{{ expresion }}{% endmacro %}

{% macro minimo_binario(expresion) %}
    {{- return(adapter.dispatch('minimo_binario', 'reparto')(expresion)) -}}
{% endmacro %}
{% macro default__minimo_binario(expresion) %}{{ reparto.sin_dialecto('minimo_binario') }}
{%- endmacro %}
{% macro postgres__minimo_binario(expresion) %}min({{ expresion }} collate "C"){% endmacro %}
{% macro duckdb__minimo_binario(expresion) %}min({{ expresion }}){% endmacro %}
{% macro spark__minimo_binario(expresion) %}min({{ expresion }}){% endmacro %}

{% macro analizar() %}
    {%- if model.config.materialized not in ('view', 'ephemeral') -%}
        {{ reparto.analizar_tabla(this) }}
    {%- endif -%}
{% endmacro %}

{% macro analizar_tabla(tabla) %}
    {{- return(adapter.dispatch('analizar_tabla', 'reparto')(tabla)) -}}
{% endmacro %}
{% macro default__analizar_tabla(tabla) %}{{ reparto.sin_dialecto('analizar_tabla') }}{% endmacro %}
{% macro postgres__analizar_tabla(tabla) %}{{ return('analyze ' ~ tabla) }}{% endmacro %}
{% macro duckdb__analizar_tabla(tabla) %}{{ return('') }}{% endmacro %}
{% macro spark__analizar_tabla(tabla) %}{{ return('') }}{% endmacro %}

{% macro tabla_analizada(tabla, orden) %}
    {%- do run_query('drop table if exists ' ~ tabla) -%}
    {%- do run_query(orden) -%}
    {%- set estadisticas = reparto.analizar_tabla(tabla) -%}
    {%- if estadisticas -%}{%- do run_query(estadisticas) -%}{%- endif -%}
{% endmacro %}

{#- DuckDB scans a column as fast, and its indexes fail under concurrent renames of other
    tables. -#}
{% macro indices(columna) %}
    {{- return(adapter.dispatch('indices', 'reparto')(columna)) -}}
{% endmacro %}
{% macro default__indices(columna) %}{{ reparto.sin_dialecto('indices') }}{% endmacro %}
{% macro postgres__indices(columna) %}{{ return([{'columns': [columna]}]) }}{% endmacro %}
{% macro duckdb__indices(columna) %}{{ return([]) }}{% endmacro %}
{% macro spark__indices(columna) %}{{ return([]) }}{% endmacro %}

{% macro entero_grande() %}
    {{- return(adapter.dispatch('entero_grande', 'reparto')()) -}}
{% endmacro %}
{% macro default__entero_grande() %}{{ reparto.sin_dialecto('entero_grande') }}{% endmacro %}
{% macro postgres__entero_grande() %}numeric(38, 0){% endmacro %}
{% macro duckdb__entero_grande() %}hugeint{% endmacro %}
{% macro spark__entero_grande() %}decimal(38, 0){% endmacro %}

{% macro cociente(numerador, denominador) -%}
    {%- set n, d = (
        'cast(' ~ numerador ~ ' as ' ~ reparto.entero_grande() ~ ')',
        'cast(' ~ denominador ~ ' as ' ~ reparto.entero_grande() ~ ')',
    ) -%}
    cast({{ reparto.division_entera('2 * ' ~ n ~ ' + ' ~ d, '2 * ' ~ d) }} as bigint)
{%- endmacro %}

{% macro proporcion(valor, parte, total) %}
    {{- return(adapter.dispatch('proporcion', 'reparto')(valor, parte, total)) -}}
{% endmacro %}
{% macro default__proporcion(valor, parte, total) %}{{ reparto.sin_dialecto('proporcion') }}
{%- endmacro %}
{#- In 64 bits where twice the product fits: arithmetic on numeric costs ten times as much. -#}
{% macro postgres__proporcion(valor, parte, total) -%}
    case
        when {{ valor }} between 0 and 1500000000 and {{ parte }} between 0 and 1500000000
            then (
                2 * cast({{ valor }} as bigint) * cast({{ parte }} as bigint)
                + cast({{ total }} as bigint)
            ) / (2 * cast({{ total }} as bigint))
        else {{ reparto.proporcion_grande(valor, parte, total) }}
    end
{%- endmacro %}
{% macro duckdb__proporcion(valor, parte, total) %}
    {{- return(reparto.proporcion_grande(valor, parte, total)) -}}
{% endmacro %}
{% macro spark__proporcion(valor, parte, total) %}
    {{- return(reparto.proporcion_grande(valor, parte, total)) -}}
{% endmacro %}

{% macro proporcion_grande(valor, parte, total) -%}
    {{ reparto.cociente(
        'cast(' ~ valor ~ ' as ' ~ reparto.entero_grande() ~ ') * (' ~ parte ~ ')', total
    ) }}
{%- endmacro %}

{% macro division_entera(numerador, denominador) %}
    {{- return(adapter.dispatch('division_entera', 'reparto')(numerador, denominador)) -}}
{% endmacro %}
{% macro default__division_entera(numerador, denominador) %}
    {{- reparto.sin_dialecto('division_entera') -}}
{% endmacro %}
{% macro postgres__division_entera(numerador, denominador) -%}
    div({{ numerador }}, {{ denominador }})
{%- endmacro %}
{% macro duckdb__division_entera(numerador, denominador) -%}
    (({{ numerador }}) // ({{ denominador }}))
{%- endmacro %}
{% macro spark__division_entera(numerador, denominador) -%}
    (({{ numerador }}) div ({{ denominador }}))
{%- endmacro %}

{% macro unir(texto, separador, orden) %}
    {{- return(adapter.dispatch('unir', 'reparto')(texto, separador, orden)) -}}
{% endmacro %}
{% macro default__unir(texto, separador, orden) %}{{ reparto.sin_dialecto('unir') }}{% endmacro %}
{% macro postgres__unir(texto, separador, orden) -%}
    string_agg({{ texto }}, '{{ separador }}' order by {{ orden }})
{%- endmacro %}
{% macro duckdb__unir(texto, separador, orden) -%}
    string_agg({{ texto }}, '{{ separador }}' order by {{ orden }})
{%- endmacro %}
{#- dbt.listagg doesn't heed the order there -#}
{% macro spark__unir(texto, separador, orden) -%}
    listagg({{ texto }}, '{{ separador }}') within group (order by {{ orden }})
{%- endmacro %}

{% macro parametro_cobro(nombre) -%}
    (
        select parametros.valor
        from {{ ref('parametros_cobro') }} as parametros
        where parametros.parametro = '{{ nombre }}'
    )
{%- endmacro %}

{% macro nulo(columna) -%}
    {%- set tipo = columna.data_type -%}
    cast(null as {{ dbt.type_string() if tipo == 'text' else tipo }}) as {{ columna.name }}
{%- endmacro %}

{% macro tipo_de_sujeto(id_sujeto) -%}split_part({{ id_sujeto }}, '-', 1){%- endmacro %}
{% macro numero_de_sujeto(id_sujeto) -%}split_part({{ id_sujeto }}, '-', 2){%- endmacro %}

{% macro sha256(texto) %}{{ return(adapter.dispatch('sha256', 'reparto')(texto)) }}{% endmacro %}
{% macro default__sha256(texto) %}{{ reparto.sin_dialecto('sha256') }}{% endmacro %}
{% macro postgres__sha256(texto) -%}
    encode(sha256(convert_to({{ texto }}, 'UTF8')), 'hex')
{%- endmacro %}
{% macro duckdb__sha256(texto) %}sha256({{ texto }}){% endmacro %}
{% macro spark__sha256(texto) %}sha2({{ texto }}, 256){% endmacro %}

{% macro dias_entre(desde, hasta) %}
    {{- return(adapter.dispatch('dias_entre', 'reparto')(desde, hasta)) -}}
{% endmacro %}
{% macro default__dias_entre(desde, hasta) %}{{ reparto.sin_dialecto('dias_entre') }}{% endmacro %}
{% macro postgres__dias_entre(desde, hasta) -%}
    cast({{ hasta }} - {{ desde }} as integer)
{%- endmacro %}
{% macro duckdb__dias_entre(desde, hasta) %}cast({{ hasta }} - {{ desde }} as integer){% endmacro %}
{% macro spark__dias_entre(desde, hasta) %}datediff({{ hasta }}, {{ desde }}){% endmacro %}

{% macro mas_anios(fecha, anios) %}
    {{- return(adapter.dispatch('mas_anios', 'reparto')(fecha, anios)) -}}
{% endmacro %}
{% macro default__mas_anios(fecha, anios) %}{{ reparto.sin_dialecto('mas_anios') }}{% endmacro %}
{% macro postgres__mas_anios(fecha, anios) -%}
    cast({{ fecha }} + {{ anios }} * interval '1 year' as date)
{%- endmacro %}
{% macro duckdb__mas_anios(fecha, anios) -%}
    cast({{ fecha }} + {{ anios }} * interval '1 year' as date)
{%- endmacro %}
{% macro spark__mas_anios(fecha, anios) %}add_months({{ fecha }}, 12 * ({{ anios }})){% endmacro %}

{% macro tabla_como(relacion, consulta) %}
    {{- return(adapter.dispatch('tabla_como', 'reparto')(relacion, consulta)) -}}
{% endmacro %}
{% macro default__tabla_como(relacion, consulta) %}{{ reparto.sin_dialecto('tabla_como') }}
{%- endmacro %}
{% macro postgres__tabla_como(relacion, consulta) %}
    {{- return(get_create_table_as_sql(False, relacion, consulta)) -}}
{% endmacro %}
{% macro duckdb__tabla_como(relacion, consulta) %}
    {{- return(get_create_table_as_sql(False, relacion, consulta)) -}}
{% endmacro %}
{% macro spark__tabla_como(relacion, consulta, formato=none) %}
    {{- return(
        'create ' ~ ('or replace ' if reparto.con_transacciones(formato) else '')
        ~ 'table ' ~ relacion ~ ' using ' ~ (formato or reparto.formato_de_spark()) ~ ' '
        ~ reparto.ubicacion(relacion) ~ ' as ' ~ consulta
    ) -}}
{% endmacro %}

{% macro tabla_de_ronda(relacion, consulta) %}
    {{- return(adapter.dispatch('tabla_de_ronda', 'reparto')(relacion, consulta)) -}}
{% endmacro %}
{% macro default__tabla_de_ronda(relacion, consulta) %}{{ reparto.sin_dialecto('tabla_de_ronda') }}
{%- endmacro %}
{% macro postgres__tabla_de_ronda(relacion, consulta) %}
    {{- return('create table ' ~ relacion ~ ' as ' ~ consulta) -}}
{% endmacro %}
{% macro duckdb__tabla_de_ronda(relacion, consulta) %}
    {%- set pasajera = 'temporary ' if relacion.database == 'temp' else '' -%}
    {{- return('create ' ~ pasajera ~ 'table ' ~ relacion ~ ' as ' ~ consulta) -}}
{% endmacro %}
{% macro spark__tabla_de_ronda(relacion, consulta) %}
    {{- return(reparto.tabla_como(relacion, consulta)) -}}
{% endmacro %}

{#- PostgreSQL reads no temporary table in parallel; DuckDB neither packs nor writes one. -#}
{% macro relacion_de_ronda(ronda) %}
    {{- return(adapter.dispatch('relacion_de_ronda', 'reparto')(ronda)) -}}
{% endmacro %}
{% macro default__relacion_de_ronda(ronda) %}{{ reparto.sin_dialecto('relacion_de_ronda') }}
{%- endmacro %}
{% macro postgres__relacion_de_ronda(ronda) %}
    {{- return(reparto.tabla_del_modelo('__r' ~ ronda)) -}}
{% endmacro %}
{% macro spark__relacion_de_ronda(ronda) %}
    {{- return(reparto.tabla_del_modelo('__r' ~ ronda)) -}}
{% endmacro %}
{% macro duckdb__relacion_de_ronda(ronda) %}
    {{- return(api.Relation.create(
        database='temp', schema='main', identifier=this.identifier ~ '__r' ~ ronda, type='table'
    )) -}}
{% endmacro %}

{% macro tabla_del_modelo(sufijo) %}
    {{- return(api.Relation.create(
        database=this.database,
        schema=this.schema,
        identifier=this.identifier ~ sufijo,
        type='table',
    )) -}}
{% endmacro %}

{% macro tabla_pasajera(nombre, consulta) %}
    {{- return(adapter.dispatch('tabla_pasajera', 'reparto')(nombre, consulta)) -}}
{% endmacro %}
{% macro default__tabla_pasajera(nombre, consulta) %}{{ reparto.sin_dialecto('tabla_pasajera') }}
{%- endmacro %}
{% macro postgres__tabla_pasajera(nombre, consulta) %}
    {{- return('create temporary table ' ~ nombre ~ ' as ' ~ consulta) -}}
{% endmacro %}
{% macro duckdb__tabla_pasajera(nombre, consulta) %}
    {{- return('create temporary table ' ~ nombre ~ ' as ' ~ consulta) -}}
{% endmacro %}
{% macro spark__tabla_pasajera(nombre, consulta) %}
    {{- return(reparto.tabla_como(nombre, consulta)) -}}
{% endmacro %}

{% macro nombre_de_paso(sufijo) %}
    {{- return(adapter.dispatch('nombre_de_paso', 'reparto')(sufijo)) -}}
{% endmacro %}
{% macro default__nombre_de_paso(sufijo) %}{{ reparto.sin_dialecto('nombre_de_paso') }}
{%- endmacro %}
{% macro postgres__nombre_de_paso(sufijo) %}{{ return(this.identifier ~ sufijo) }}{% endmacro %}
{% macro duckdb__nombre_de_paso(sufijo) %}{{ return(this.identifier ~ sufijo) }}{% endmacro %}
{% macro spark__nombre_de_paso(sufijo) %}
    {{- return(this.schema ~ '.' ~ this.identifier ~ sufijo) -}}
{% endmacro %}

{% macro ganchos_fuera(ganchos) %}
    {{- return(adapter.dispatch('ganchos_fuera', 'reparto')(ganchos)) -}}
{% endmacro %}
{% macro default__ganchos_fuera(ganchos) %}{{ reparto.sin_dialecto('ganchos_fuera') }}{% endmacro %}
{% macro postgres__ganchos_fuera(ganchos) %}
    {%- do run_hooks(ganchos, inside_transaction=False) -%}
{% endmacro %}
{% macro duckdb__ganchos_fuera(ganchos) %}
    {%- do run_hooks(ganchos, inside_transaction=False) -%}
{% endmacro %}
{#- dbt would first say `commit`, which isn't a statement there -#}
{% macro spark__ganchos_fuera(ganchos) %}
    {%- for gancho in ganchos | rejectattr('transaction') -%}
        {%- set sentencia = render(gancho.sql) | trim -%}
        {%- if sentencia -%}{%- do run_query(sentencia) -%}{%- endif -%}
    {%- endfor -%}
{% endmacro %}

{% macro agregar_filas(relacion, columnas, consulta) %}
    {{- return(adapter.dispatch('agregar_filas', 'reparto')(relacion, columnas, consulta)) -}}
{% endmacro %}
{% macro default__agregar_filas(relacion, columnas, consulta) %}
    {{- reparto.sin_dialecto('agregar_filas') -}}
{% endmacro %}
{% macro postgres__agregar_filas(relacion, columnas, consulta) %}
    {%- call statement('agregar', auto_begin=true) -%}
        insert into {{ relacion }} ({{ columnas }}) {{ consulta }}
    {%- endcall -%}
{% endmacro %}
{% macro duckdb__agregar_filas(relacion, columnas, consulta) %}
    {%- call statement('agregar', auto_begin=true) -%}
        insert into {{ relacion }} ({{ columnas }}) {{ consulta }}
    {%- endcall -%}
{% endmacro %}
{% macro spark__agregar_filas(relacion, columnas, consulta) %}
    {%- do reparto.rehacer(
        relacion,
        'select ' ~ columnas ~ ' from ' ~ relacion ~ ' union all ' ~ consulta,
        reparto.formato_de(relacion),
    ) -%}
{% endmacro %}

{% macro borrar_filas(relacion, donde) %}
    {{- return(adapter.dispatch('borrar_filas', 'reparto')(relacion, donde)) -}}
{% endmacro %}
{% macro default__borrar_filas(relacion, donde) %}{{ reparto.sin_dialecto('borrar_filas') }}
{%- endmacro %}
{% macro postgres__borrar_filas(relacion, donde) %}
    {%- do reparto.exigir_sin_politicas(relacion) -%}
    {%- call statement('borrar', auto_begin=true) -%}
        delete from {{ relacion }} where {{ donde }}
    {%- endcall -%}
{% endmacro %}
{% macro duckdb__borrar_filas(relacion, donde) %}
    {%- call statement('borrar', auto_begin=true) -%}
        delete from {{ relacion }} where {{ donde }}
    {%- endcall -%}
{% endmacro %}
{% macro spark__borrar_filas(relacion, donde) %}
    {%- do reparto.rehacer(
        relacion,
        'select * from ' ~ relacion ~ ' where (' ~ donde ~ ') is not true',
        reparto.formato_de(relacion),
    ) -%}
{% endmacro %}

{#- dbt-postgres begins no transaction in an operation: its COMMIT, sent as text, leaves psycopg2
    thinking that one is open, so that each statement would stand by itself. -#}
{% macro en_transaccion() %}
    {%- do adapter.dispatch('en_transaccion', 'reparto')() -%}
{% endmacro %}
{% macro default__en_transaccion() %}{{ reparto.sin_dialecto('en_transaccion') }}{% endmacro %}
{% macro postgres__en_transaccion() %}
    {%- call statement('en_transaccion', auto_begin=true) -%}begin{%- endcall -%}
{% endmacro %}
{% macro duckdb__en_transaccion() %}{% endmacro %}
{% macro spark__en_transaccion() %}{% endmacro %}

{#- Where a policy hides rows, even from its owner, PostgreSQL raises. -#}
{% macro exigir_sin_politicas(relacion) %}
    {%- do adapter.dispatch('exigir_sin_politicas', 'reparto')(relacion) -%}
{% endmacro %}
{% macro default__exigir_sin_politicas(relacion) %}
    {{- reparto.sin_dialecto('exigir_sin_politicas') -}}
{% endmacro %}
{% macro postgres__exigir_sin_politicas(relacion) %}
    {%- call statement('exigir_sin_politicas') -%}
        set local row_security = off;
        select 1 from {{ relacion }} limit 1
    {%- endcall -%}
{% endmacro %}
{% macro duckdb__exigir_sin_politicas(relacion) %}{% endmacro %}
{% macro spark__exigir_sin_politicas(relacion) %}{% endmacro %}

{% macro numeradas(consulta, clave) %}
    {{- return(adapter.dispatch('numeradas', 'reparto')(consulta, clave)) -}}
{% endmacro %}
{% macro default__numeradas(consulta, clave) %}{{ reparto.sin_dialecto('numeradas') }}{% endmacro %}
{% macro postgres__numeradas(consulta, clave) -%}
    select
        {{ clave }},
        cast(row_number() over (order by {{ clave }}) as bigint) as id
    from ({{ consulta }}) as filas
{%- endmacro %}
{% macro duckdb__numeradas(consulta, clave) -%}
    select
        {{ clave }},
        cast(row_number() over (order by {{ clave }}) as bigint) as id
    from ({{ consulta }}) as filas
{%- endmacro %}
{% macro spark__numeradas(consulta, clave) -%}
    {%- set monton = 'pmod(hash(' ~ clave ~ '), 1024)' -%}
    with numerables as (
        select {{ clave }} from ({{ consulta }}) as filas
    )

    select
        {{ clave }},
        puesto as id
    from ({{ reparto.puestos('numerables', [monton], monton, clave) }}) as ordenadas
{%- endmacro %}

{% macro puestos(tabla, monton, entre_montones, en_el_monton, particion=none) %}
    {{- return(adapter.dispatch('puestos', 'reparto')(
        tabla, monton, entre_montones, en_el_monton, particion
    )) -}}
{% endmacro %}
{% macro default__puestos(tabla, monton, entre_montones, en_el_monton, particion) %}
    {{- reparto.sin_dialecto('puestos') -}}
{% endmacro %}
{% macro postgres__puestos(tabla, monton, entre_montones, en_el_monton, particion) -%}
    select
        *,
        row_number() over (
            {{ 'partition by ' ~ particion if particion }}
            order by {{ entre_montones }}, {{ en_el_monton }}
        ) as puesto
    from {{ tabla }}
{%- endmacro %}
{% macro duckdb__puestos(tabla, monton, entre_montones, en_el_monton, particion) %}
    {{- return(reparto.postgres__puestos(
        tabla, monton, entre_montones, en_el_monton, particion
    )) -}}
{% endmacro %}
{#- one order of them all would be one task's work: each heap is ordered by itself, after as many as
    there are in the heaps before it -#}
{% macro spark__puestos(tabla, monton, entre_montones, en_el_monton, particion) -%}
    {%- set del_monton = [] -%}
    {%- for c in monton -%}{%- do del_monton.append('monton_' ~ loop.index) -%}{%- endfor -%}
    select
        {{ tabla }}.*,
        montones.antes + row_number() over (
            partition by {{ del_monton | join(', ') }} order by {{ en_el_monton }}
        ) as puesto
    from {{ tabla }}
    inner join (
        select
            {% for c in monton %}{{ c }} as {{ del_monton[loop.index0] }}, {% endfor -%}
            sum(count(*)) over (
                {{ 'partition by ' ~ particion if particion }} order by {{ entre_montones }}
            ) - count(*) as antes
        from {{ tabla }}
        group by {{ monton | join(', ') }}
    ) as montones
        on {% for c in monton -%}
            {{ c }} <=> {{ del_monton[loop.index0] }}{{ ' and ' if not loop.last }}
        {%- endfor %}
{%- endmacro %}

{#- dbt's own dispatch. A data test is one of many and `threads` gives it its core: with workers,
    the planner groups in parts by keys that it can't know to be unique, and sorts and sends every
    row -#}
{% macro postgres__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) %}
    set local max_parallel_workers_per_gather = 0;
    {{ dbt.default__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) }}
{% endmacro %}

{% macro bytes(texto) %}{{ return(adapter.dispatch('bytes', 'reparto')(texto)) }}{% endmacro %}
{% macro default__bytes(texto) %}{{ reparto.sin_dialecto('bytes') }}{% endmacro %}
{% macro postgres__bytes(texto) %}octet_length({{ texto }}){% endmacro %}
{% macro duckdb__bytes(texto) %}strlen({{ texto }}){% endmacro %}
{% macro spark__bytes(texto) %}octet_length({{ texto }}){% endmacro %}

{% macro sumas_sha256(resumen) %}
    {{- return(adapter.dispatch('sumas_sha256', 'reparto')(resumen)) -}}
{% endmacro %}
{% macro default__sumas_sha256(resumen) %}
    {{- reparto.sin_dialecto('sumas_sha256') -}}
{% endmacro %}
{% macro postgres__sumas_sha256(resumen) %}
    {{- return(["sum(cast('0x' || " ~ resumen ~ ' as numeric))']) -}}
{% endmacro %}
{% macro duckdb__sumas_sha256(resumen) %}
    {%- set sumas = [] -%}
    {%- for i in range(8) -%}
        {%- do sumas.append(
            "sum(cast('0x' || substr(" ~ resumen ~ ', ' ~ (1 + 8 * i) ~ ', 8) as uinteger))'
        ) -%}
    {%- endfor -%}
    {{- return(sumas) -}}
{% endmacro %}
{% macro spark__sumas_sha256(resumen) %}
    {%- set sumas = [] -%}
    {%- for i in range(8) -%}
        {%- do sumas.append(
            'sum(cast(conv(substr(' ~ resumen ~ ', ' ~ (1 + 8 * i) ~ ', 8), 16, 10) as bigint))'
        ) -%}
    {%- endfor -%}
    {{- return(sumas) -}}
{% endmacro %}

{% macro suma_sha256(sumas) %}
    {{- return(adapter.dispatch('suma_sha256', 'reparto')(sumas)) -}}
{% endmacro %}
{% macro default__suma_sha256(sumas) %}{{ reparto.sin_dialecto('suma_sha256') }}{% endmacro %}
{% macro postgres__suma_sha256(sumas) -%}
    {%- set suma = 'coalesce(' ~ sumas[0] ~ ', 0)' -%}
    concat_ws('-', div({{ suma }}, {{ 2 ** 224 }})
        {%- for i in range(6, -1, -1) -%}
            , div({{ suma }}, {{ 2 ** (32 * i) }}) % 4294967296
        {%- endfor -%}
    )
{%- endmacro %}
{% macro duckdb__suma_sha256(sumas) %}{{ reparto.acarreadas(sumas, '//') }}{% endmacro %}
{% macro spark__suma_sha256(sumas) %}{{ reparto.acarreadas(sumas, 'div') }}{% endmacro %}

{% macro acarreadas(sumas, entre) -%}
    {%- set salida, con = [], namespace(suma='') -%}
    {%- for suma in sumas | reverse -%}
        {%- set con.suma = '(coalesce(' ~ suma ~ ', 0)'
            ~ (' + ' ~ con.suma ~ ' ' ~ entre ~ ' 4294967296' if con.suma else '')
            ~ ')' -%}
        {%- do salida.insert(0, con.suma if loop.last else con.suma ~ ' % 4294967296') -%}
    {%- endfor -%}
    concat_ws('-', {{ salida | join(', ') }})
{%- endmacro %}
