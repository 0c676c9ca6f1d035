{% macro validar_entrada() %}
    {%- if execute and reparto.hay_modelos() -%}
        {%- do reparto.exigir_materializaciones() -%}
        {%- set ilegibles = reparto.ilegibles(var('esquema_fuente')) -%}
        {%- for fuente in graph.sources.values() if fuente.package_name == 'reparto' -%}
            {%- set relacion = adapter.get_relation(
                fuente.database, fuente.schema, fuente.identifier
            ) -%}
            {%- set donde = fuente.name ~ " (" ~ fuente.schema ~ "." ~ fuente.identifier ~ ")" -%}
            {%- if fuente.identifier in ilegibles -%}
                {{- reparto.error_de_uso(
                    donde ~ " es una tabla foránea o una vista materializada, de las que dbt no "
                    ~ "ve las columnas: haga una vista sobre ella y nómbrela en tablas_fuente."
                ) -}}
            {%- endif -%}
            {%- if relacion is none and fuente.config.meta.get('requerida') -%}
                {{- reparto.error_de_uso("falta la tabla obligatoria " ~ donde ~ ".") -}}
            {%- elif relacion is none and fuente.name in var('tablas_fuente') -%}
                {{- reparto.error_de_uso(
                    "falta la tabla " ~ donde ~ ", que tablas_fuente nombra."
                ) -}}
            {%- elif relacion is not none -%}
                {%- set presentes = reparto.columnas_presentes(relacion) -%}
                {%- for columna in fuente.columns.values()
                        if columna.config.meta.get('requerida')
                        and columna.name not in presentes -%}
                    {{- reparto.error_de_uso(
                        "a la tabla " ~ fuente.name
                        ~ " le falta la columna obligatoria " ~ columna.name ~ "."
                    ) -}}
                {%- endfor -%}
                {%- set ajenas = presentes
                    | reject('in', fuente.columns)
                    | reject('equalto', var('columna_carga'))
                    | sort -%}
                {%- if ajenas and not reparto.es_ensayo() -%}
                    {%- do log(
                        "reparto: aviso: de " ~ donde ~ " no se leen columnas que el contrato "
                        ~ "no tiene: " ~ ajenas | join(", "),
                        info=true,
                    ) -%}
                {%- endif -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do reparto.avisar_vacias() -%}
    {%- endif -%}
{% endmacro %}

{% macro avisar_vacias() %}
    {%- set corridas = reparto.relacion_de('corrida') -%}
    {%- set tablas = reparto.relacion_de('corrida_tabla') -%}
    {%- if corridas is not none and tablas is not none and not reparto.es_ensayo() -%}
        {%- set antes, consultas = {}, [] -%}
        {%- for fila in run_query(
            "select tablas.tabla, tablas.filas from " ~ tablas ~ " as tablas "
            ~ "inner join (select max(id_corrida) as id_corrida from " ~ corridas ~ ") as ultima "
            ~ "on tablas.id_corrida = ultima.id_corrida "
            ~ "where tablas.clase = 'ENTRADA' and tablas.filas > 0"
        ).rows -%}
            {%- do antes.update({fila[0]: fila[1]}) -%}
        {%- endfor -%}
        {%- for fuente in graph.sources.values()
                if fuente.package_name == 'reparto' and fuente.name in antes -%}
            {%- set relacion = adapter.get_relation(
                fuente.database, fuente.schema, fuente.identifier
            ) -%}
            {%- do consultas.append(
                "select '" ~ fuente.name ~ "' as tabla where "
                ~ ('true' if relacion is none else 'not exists (select 1 from ' ~ relacion ~ ')')
            ) -%}
        {%- endfor -%}
        {%- if consultas -%}
            {%- for fila in run_query(consultas | sort | join(' union all ')).rows -%}
                {%- do log(
                    "reparto: aviso: " ~ fila[0] ~ " no trae filas y en la última corrida traía "
                    ~ antes[fila[0]] ~ "; se sigue sin ninguna.",
                    info=true,
                ) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{% macro informar() %}
    {%- if execute and reparto.hay_modelos() -%}
        {%- do reparto.limpiar_retiradas(reparto.esquemas_propios()) -%}
        {%- set rechazos = reparto.relacion_de('rechazos') -%}
        {%- set supuestos = reparto.relacion_de('supuesto_usado') -%}
        {%- if rechazos is not none -%}
            {%- set consulta = "select tabla, count(*) from "
                ~ "(select distinct tabla, fila, copia from " ~ rechazos ~ ") as filas "
                ~ "group by tabla order by tabla" -%}
            {%- for fila in run_query(consulta).rows -%}
                {%- set cuantas = '1 fila rechazada' if fila[1] == 1
                    else fila[1] ~ ' filas rechazadas' -%}
                {%- do log(
                    "reparto: " ~ fila[0] ~ ": " ~ cuantas ~ " (tabla rechazos)",
                    info=true,
                ) -%}
            {%- endfor -%}
        {%- endif -%}
        {%- if supuestos is not none -%}
            {%- for fila in run_query(
                "select tabla, descripcion from " ~ supuestos ~ " order by tabla, descripcion"
            ).rows -%}
                {%- do log("reparto: supuesto (" ~ fila[0] ~ "): " ~ fila[1], info=true) -%}
            {%- endfor -%}
        {%- endif -%}
        {%- do reparto.avisar_medicion() -%}
    {%- endif -%}
{% endmacro %}

{#- What contract 3.12 and 2 ask to be told. -#}
{% macro avisar_medicion() %}
    {%- set medicion = reparto.relacion_de('int_medicion') -%}
    {%- set uvt = reparto.relacion_de('int_uvt') -%}
    {%- if medicion is not none and uvt is not none and not reparto.es_ensayo() -%}
        {%- for norma, en_vigor, vigencia, anio in run_query(
            'select medicion.norma, medicion.norma_en_vigor, medicion.vigencia_calificacion, '
            ~ 'uvt.anio from ' ~ medicion ~ ' as medicion cross join ' ~ uvt ~ ' as uvt'
        ).rows -%}
            {%- if not en_vigor -%}
                {%- do log(
                    "reparto: aviso: la fecha de corte está fuera de la vigencia de la norma "
                    ~ norma ~ ", que es la que se aplica.",
                    info=true,
                ) -%}
            {%- endif -%}
            {%- if anio != vigencia -%}
                {%- do log(
                    "reparto: aviso: no hay UVT de " ~ vigencia ~ " y se mide con la de " ~ anio
                    ~ " (semilla uvt).",
                    info=true,
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{% macro relacion_de(modelo) %}
    {%- set nodo = graph.nodes['model.reparto.' ~ modelo] -%}
    {{- return(adapter.get_relation(nodo.database, nodo.schema, nodo.alias)) -}}
{% endmacro %}

{#- dbt lets the project that installs a package say `+materialized` over its models' own. -#}
{% macro exigir_materializaciones() %}
    {%- for nodo in graph.nodes.values()
            if nodo.package_name == 'reparto' and nodo.resource_type == 'model' -%}
        {%- set propia = 'incremental' if nodo.config.meta.get('persistente')
            else 'lectura' if nodo.name.startswith('stg_')
            else {
                'int_libro': 'rondas', 'int_compensacion': 'rondas', 'int_componente': 'componentes'
            }.get(nodo.name) -%}
        {%- if propia and nodo.config.materialized != propia -%}
            {{- reparto.error_de_uso(
                "el modelo " ~ nodo.name ~ " ha de ser " ~ propia ~ " y se configuró "
                ~ nodo.config.materialized ~ ": quite +materialized de los modelos de reparto."
            ) -}}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}

{% macro ilegibles(esquema) %}
    {{- return(adapter.dispatch('ilegibles', 'reparto')(esquema)) -}}
{% endmacro %}
{% macro default__ilegibles(esquema) %}{{ reparto.sin_dialecto('ilegibles') }}{% endmacro %}
{% macro postgres__ilegibles(esquema) %}
    {{- return(run_query(
        "select c.relname from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid"
        ~ " where n.nspname = " ~ reparto.texto_sql(esquema) ~ " and c.relkind in ('f', 'm')"
    ).columns[0].values() | list) -}}
{% endmacro %}
{% macro duckdb__ilegibles(esquema) %}{{ return([]) }}{% endmacro %}
{% macro spark__ilegibles(esquema) %}{{ return([]) }}{% endmacro %}
