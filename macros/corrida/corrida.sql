{#- The log of runs (models corrida and corrida_tabla), written beside what is public and published
    with it. -#}

{% macro abrir_corrida(repite=none) %}
    {%- for modelo in ('corrida', 'corrida_tabla') -%}
        {%- set nodo, columnas = graph.nodes['model.reparto.' ~ modelo], [] -%}
        {%- if adapter.get_relation(nodo.database, nodo.schema, nodo.alias) is none -%}
            {%- for c in nodo.columns.values() -%}
                {%- do columnas.append(reparto.nulo(c)) -%}
            {%- endfor -%}
            {%- call statement('esquema', auto_begin=true) -%}
                create schema if not exists {{ nodo.schema }}
            {%- endcall -%}
            {%- call statement('crear', auto_begin=true) -%}
                {{ reparto.tabla_de_ronda(
                    reparto.de_la_bitacora(modelo),
                    'select ' ~ columnas | join(', ') ~ ' where 1 = 0',
                ) }}
            {%- endcall -%}
            {%- do adapter.cache_added(reparto.de_la_bitacora(modelo)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if repite is not none -%}{%- do reparto.retroceder(repite) -%}{%- endif -%}
    {%- set tablas = [] -%}
    {%- for fuente in graph.sources.values() if fuente.package_name == 'reparto' -%}
        {%- set relacion = adapter.get_relation(
            fuente.database, fuente.schema, fuente.identifier
        ) -%}
        {%- if relacion is not none -%}
            {%- do tablas.append({
                'clase': 'ENTRADA',
                'tabla': fuente.name,
                'relacion': relacion,
                'nombres': fuente.columns.keys() | list,
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for modelo in ('calificacion_sujeto', 'historia_asignacion', 'historia_saldo') -%}
        {%- set relacion = reparto.relacion_de(modelo) -%}
        {%- if relacion is not none -%}
            {%- set donde = 'true' if modelo == 'calificacion_sujeto'
                else 'fecha_corte <> ' ~ reparto.fecha_corte() -%}
            {%- do tablas.append({
                'clase': 'ESTADO',
                'tabla': modelo,
                'relacion': relacion,
                'donde': donde,
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set numero = 1 + run_query(
        'select coalesce(max(id_corrida), 0) from ' ~ reparto.de_la_bitacora('corrida')
    ).columns[0].values()[0] | int -%}
    {%- do reparto.anotar_tablas(numero, reparto.huellas(tablas)) -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{#- Views hold nothing of their own: they are the tables and the code, whose digest is noted
    too. -#}
{% macro cerrar_corrida(datos) %}
    {%- set tablas = [] -%}
    {%- for nodo in graph.nodes.values() if nodo.package_name == 'reparto' -%}
        {%- set es_publica = nodo.resource_type == 'model'
            and nodo.fqn[1] == 'marts'
            and nodo.config.materialized != 'view'
            and nodo.name not in ('corrida', 'corrida_tabla', 'medicion_descartada') -%}
        {%- if es_publica or nodo.resource_type == 'seed' -%}
            {%- set relacion = adapter.get_relation(nodo.database, nodo.schema, nodo.alias) -%}
            {%- if relacion is not none -%}
                {%- do tablas.append({
                    'clase': 'SALIDA' if es_publica else 'SEMILLA',
                    'tabla': nodo.name,
                    'relacion': relacion,
                    'donde': 'fecha_corte = ' ~ reparto.fecha_corte()
                        if nodo.name in ('historia_asignacion', 'historia_saldo')
                        else none,
                }) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set bitacora = reparto.de_la_bitacora('corrida') -%}
    {%- set numero = 1 + run_query(
        'select coalesce(max(id_corrida), 0) from ' ~ bitacora
    ).columns[0].values()[0] | int -%}
    {%- do reparto.anotar_tablas(numero, reparto.huellas(tablas)) -%}
    {%- set medicion = run_query(
        'select vigencia_calificacion, norma from ' ~ reparto.relacion_de('int_medicion')
    ).rows[0] -%}
    {%- set valores = [
        numero,
        reparto.fecha_corte(),
        medicion[0],
        reparto.texto_sql(medicion[1]),
        reparto.texto_sql(datos.usuario),
        'cast(' ~ reparto.texto_sql(datos.inicio) ~ ' as ' ~ dbt.type_timestamp() ~ ')',
        datos.segundos,
        reparto.texto_sql(datos.version),
        reparto.texto_sql(datos.huella_codigo),
        reparto.texto_sql(datos.motor),
        reparto.texto_sql(datos.variables),
    ] -%}
    {%- set suya = "select coalesce(sum(filas), 0) from "
        ~ reparto.de_la_bitacora('corrida_tabla')
        ~ ' where id_corrida = ' ~ numero ~ " and clase = '" -%}
    {%- do reparto.agregar_filas(
        bitacora,
        'id_corrida, fecha_corte, vigencia_calificacion, norma, usuario, inicio, segundos, '
            ~ 'version, huella_codigo, motor, variables, filas_entrada, filas_salida, '
            ~ 'pruebas_pasadas, pruebas_con_aviso',
        'select ' ~ valores | join(', ')
            ~ ', (' ~ suya ~ "ENTRADA'), (" ~ suya ~ "SALIDA'), "
            ~ datos.pruebas_pasadas ~ ', ' ~ datos.pruebas_con_aviso,
    ) -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{#- The measurements that its digest says: those of before it or, where a former run had measured at
    its cut too, those that it left. -#}
{% macro retroceder(corrida) %}
    {%- set despues, desde_ella = [], [] -%}
    {%- for fila in run_query(
        'select fecha_corte, min(id_corrida) from ' ~ reparto.de_la_bitacora('corrida')
        ~ ' group by fecha_corte'
    ).rows -%}
        {%- if fila[1] | int > corrida -%}
            {%- do despues.append("cast('" ~ fila[0] ~ "' as date)") -%}
        {%- endif -%}
        {%- if fila[1] | int >= corrida -%}
            {%- do desde_ella.append("cast('" ~ fila[0] ~ "' as date)") -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set posteriores = 'fecha_corte in (' ~ despues | join(', ') ~ ')'
        if despues else 'false' -%}
    {%- set desde_ella = 'fecha_corte in (' ~ desde_ella | join(', ') ~ ')'
        if desde_ella else 'false' -%}
    {%- for modelo in ('calificacion_sujeto', 'historia_asignacion', 'historia_saldo') -%}
        {%- do reparto.borrar_filas(reparto.relacion_de(modelo), posteriores) -%}
    {%- endfor -%}
    {%- set medidas = reparto.relacion_de('calificacion_sujeto') -%}
    {%- set anotada = "select clase, huella from " ~ reparto.de_la_bitacora('corrida_tabla')
        ~ " where tabla = 'calificacion_sujeto' and id_corrida = " ~ corrida -%}
    {%- set huellas = {} -%}
    {%- for fila in run_query(anotada).rows -%}
        {%- do huellas.update({fila[0]: fila[1]}) -%}
    {%- endfor -%}
    {%- set hoy = reparto.huellas([
        {'clase': 'ESTADO', 'tabla': '', 'relacion': medidas, 'donde': 'not (' ~ desde_ella ~ ')'},
        {'clase': 'SALIDA', 'tabla': '', 'relacion': medidas},
    ]) -%}
    {%- set iguales, vacia = (
        [],
        hoy | selectattr('clase', 'equalto', 'ESTADO') | map(attribute='filas') | first == 0,
    ) -%}
    {%- for h in hoy
            if huellas.get(h.clase) == h.huella
            or (h.clase == 'ESTADO' and vacia and 'ESTADO' not in huellas) -%}
        {%- do iguales.append(h.clase) -%}
    {%- endfor -%}
    {%- if 'ESTADO' in iguales -%}
        {%- do reparto.borrar_filas(medidas, desde_ella) -%}
    {%- elif 'SALIDA' not in iguales -%}
        {{- reparto.error_de_uso(
            'las mediciones que se conservan ya no son las de la corrida ' ~ corrida
            ~ ': alguien las descartó o una corrida posterior midió en su fecha de corte.'
        ) -}}
    {%- endif -%}
{% endmacro %}

{% macro anotar_tablas(corrida, huellas) %}
    {%- if huellas -%}
        {%- set filas = [] -%}
        {%- for h in huellas -%}
            {%- do filas.append(
                '(' ~ corrida ~ ", '" ~ h.clase ~ "', '" ~ h.tabla ~ "', "
                ~ h.filas ~ ", '" ~ h.huella ~ "')"
            ) -%}
        {%- endfor -%}
        {%- set columnas = 'id_corrida, clase, tabla, filas, huella' -%}
        {%- do reparto.agregar_filas(
            reparto.de_la_bitacora('corrida_tabla'),
            columnas,
            'select * from (values ' ~ filas | join(', ') ~ ') as filas',
        ) -%}
    {%- endif -%}
{% endmacro %}

{% macro de_la_bitacora(modelo) %}
    {%- set nodo = graph.nodes['model.reparto.' ~ modelo] -%}
    {{- return(api.Relation.create(
        database=nodo.database,
        schema=nodo.schema,
        identifier=nodo.alias,
        type='table',
    )) -}}
{% endmacro %}
