{#- The vars of a run, each checked before anything is built. Errors: one sentence (Spanish) as a
    compiler error. -#}

{% macro fecha_corte() %}cast('{{ reparto.texto_fecha_corte() }}' as date){% endmacro %}

{% macro texto_fecha_corte() %}
    {%- set texto = var('fecha_corte') | string -%}
    {%- if execute -%}
        {%- if not var('fecha_corte') -%}
            {{- reparto.error_de_uso(
                "falta la variable fecha_corte: indique una fecha ISO, por ejemplo 2017-06-30."
            ) -}}
        {%- elif not modules.re.match('^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$', texto) -%}
            {{- reparto.error_de_uso(
                "fecha_corte '" ~ texto ~ "' no es una fecha ISO (AAAA-MM-DD)."
            ) -}}
        {%- endif -%}
        {%- set anio, mes, dia = texto[:4] | int, texto[5:7] | int, texto[8:] | int -%}
        {%- set dias = [
            31, 29 if anio % 4 == 0 and (anio % 100 != 0 or anio % 400 == 0) else 28, 31, 30,
            31, 30, 31, 31, 30, 31, 30, 31,
        ] -%}
        {%- if not 1 <= mes <= 12 or not 1 <= dia <= dias[mes - 1] -%}
            {{- reparto.error_de_uso("fecha_corte '" ~ texto ~ "' no existe en el calendario.") -}}
        {%- endif -%}
    {%- endif -%}
    {{- return(texto) -}}
{% endmacro %}

{% macro vigencia_calificacion() %}
    {%- set texto = (var('vigencia_calificacion') or reparto.texto_fecha_corte()[:4]) | string -%}
    {%- if execute and not modules.re.match('^(19|20)[0-9]{2}$', texto) -%}
        {{- reparto.error_de_uso(
            "vigencia_calificacion '" ~ texto ~ "' no es un año de cuatro cifras."
        ) -}}
    {%- endif -%}
    {{- return(texto) -}}
{% endmacro %}

{% macro lecturas() %}
    {{- return({
        'modo_puntaje': ['respuestas', 'cuantil'],
        'aritmetica': ['exacta', 'impresa'],
        'conteo_vigencia': ['actual_como_una', 'por_anio'],
        'metodo_segmento': ['puntaje', 'fuentes', 'menor', 'mayor'],
        'archivo_omisos': ['doble', 'literal'],
        'definicion_omiso': ['total', 'por_impuesto'],
        'fuero_otros': ['alguno', 'todos', 'el_calificado'],
        'fuero_alcance': ['objeto', 'sujeto'],
        'gc_omiso': ['fiscalizacion_gc', 'literal'],
        'integralidad_por': ['expediente', 'sujeto'],
        'desborde': ['espera', 'fiscalizacion_general', 'persuasivo'],
        'prescripcion': ['declarada', 'cumplida'],
        'gc_sin_calificacion': ['fiscalizacion_gc', 'fila'],
        'fuero_sujecion': ['a_la_fecha', 'en_el_anio'],
        'omiso_ventana': ['sin_limite', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'],
        'reajuste_sancion': ['aniversario', 'enero'],
        'ingreso_costo_beneficio': ['impuesto_y_sancion', 'con_intereses'],
    }) -}}
{% endmacro %}

{% macro lectura(nombre) %}
    {%- set valores = reparto.lecturas()[nombre] -%}
    {%- set valor = var(nombre) | string -%}
    {%- if execute and valor not in valores -%}
        {{- reparto.error_de_uso(
            nombre ~ " '" ~ valor ~ "' no es una lectura: use " ~ valores | join(' o ') ~ "."
        ) -}}
    {%- endif -%}
    {{- return(valor) -}}
{% endmacro %}

{% macro tasa_muestra() %}
    {%- set texto = var('tasa_muestra') | string -%}
    {%- if execute and not modules.re.match('^0\\.(00[5-9][0-9]*|010*)$', texto) -%}
        {{- reparto.error_de_uso("tasa_muestra '" ~ texto ~ "' no está entre 0.005 y 0.010.") -}}
    {%- endif -%}
    {{- return(texto) -}}
{% endmacro %}

{% macro semilla_muestra() %}
    {%- set texto = var('semilla_muestra') | string -%}
    {%- if execute and not modules.re.match('^[A-Za-z0-9_.-]+$', texto) -%}
        {{- reparto.error_de_uso(
            "semilla_muestra '" ~ texto
            ~ "' solo puede tener letras sin tilde, cifras, punto, guion y guion bajo."
        ) -}}
    {%- endif -%}
    {{- return(texto) -}}
{% endmacro %}

{% macro orden_compensacion() %}
    {%- if execute and var('orden_compensacion') not in ('mas_antigua', 'mayor_saldo') -%}
        {{- reparto.error_de_uso(
            "orden_compensacion '" ~ var('orden_compensacion')
            ~ "' no existe: use mas_antigua o mayor_saldo."
        ) -}}
    {%- endif -%}
    {{- return(var('orden_compensacion')) -}}
{% endmacro %}

{% macro alivios() %}
    {%- set dados = var('alivios') -%}
    {%- if execute and dados is not none -%}
        {%- if dados is string or dados is not iterable -%}
            {{- reparto.error_de_uso("alivios debe ser una lista de normas transitorias.") -}}
        {%- endif -%}
        {%- for norma in dados if not modules.re.match('^[A-Za-z0-9_-]+$', norma | string) -%}
            {{- reparto.error_de_uso(
                "alivios nombra '" ~ norma ~ "', que no es una norma transitoria."
            ) -}}
        {%- endfor -%}
    {%- endif -%}
    {{- return(dados) -}}
{% endmacro %}

{% macro validar_alivios(tasas) %}
    {%- if execute and reparto.alivios() -%}
        {%- set conocidas = run_query(
            "select norma_transitoria from " ~ tasas ~ " order by norma_transitoria"
        ).columns[0].values() | list -%}
        {%- for norma in reparto.alivios() if norma not in conocidas -%}
            {{- reparto.error_de_uso(
                "alivios nombra '" ~ norma
                ~ "', que no está en la semilla tasas_transitorias: use "
                ~ conocidas | join(', ') ~ "."
            ) -}}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{% macro capacidades() %}
    {%- set dadas = var('capacidades') -%}
    {%- if execute -%}
        {%- if dadas is not mapping -%}
            {{- reparto.error_de_uso(
                "capacidades debe ser un mapa de oficina a número de casos."
            ) -}}
        {%- endif -%}
        {%- for oficina, n in dadas.items()
                if not modules.re.match('^[A-Z0-9_]+$', oficina | string)
                or n is not integer
                or n is boolean
                or n < 0 -%}
            {{- reparto.error_de_uso(
                "la capacidad de '" ~ oficina ~ "' debe ser un entero de cero en adelante."
            ) -}}
        {%- endfor -%}
    {%- endif -%}
    {{- return(dadas) -}}
{% endmacro %}

{% macro costos() %}
    {%- set dados = var('costos') -%}
    {%- if execute -%}
        {%- if dados is not mapping -%}
            {{- reparto.error_de_uso("costos debe ser un mapa de prioridad a pesos.") -}}
        {%- endif -%}
        {%- for prioridad, costo in dados.items()
                if not modules.re.match('^[0-9]{1,12}(\\.[0-9]{1,2})?$', costo | string) -%}
            {{- reparto.error_de_uso(
                "el costo de '" ~ prioridad
                ~ "' debe ser un valor en pesos de cero en adelante, con dos decimales a lo más."
            ) -}}
        {%- endfor -%}
    {%- endif -%}
    {{- return(dados) -}}
{% endmacro %}

{% macro validar_costos(prioridades) %}
    {%- if execute and var('costos') -%}
        {%- set conocidas = run_query(
            "select distinct prioridad from " ~ prioridades ~ " order by prioridad"
        ).columns[0].values() | list -%}
        {%- for prioridad in var('costos') if prioridad | string not in conocidas -%}
            {{- reparto.error_de_uso(
                "costos nombra la prioridad '" ~ prioridad
                ~ "', que no existe: use " ~ conocidas | join(' o ') ~ "."
            ) -}}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{% macro error_de_uso(frase) %}
    {{- exceptions.raise_compiler_error('reparto: ' ~ frase) -}}
{% endmacro %}

{% macro validar_variables() %}
    {%- if execute and reparto.hay_modelos() -%}
        {%- do reparto.texto_fecha_corte() -%}
        {%- do reparto.vigencia_calificacion() -%}
        {%- for nombre in reparto.lecturas() -%}{%- do reparto.lectura(nombre) -%}{%- endfor -%}
        {%- do reparto.tasa_muestra() -%}
        {%- do reparto.semilla_muestra() -%}
        {%- do reparto.capacidades() -%}
        {%- do reparto.costos() -%}
        {%- do reparto.orden_compensacion() -%}
        {%- do reparto.alivios() -%}
        {%- do reparto.con_transacciones() -%}
        {%- if var('tablas_fuente') is not mapping -%}
            {{- reparto.error_de_uso(
                "tablas_fuente debe ser un mapa de tabla del contrato a tabla propia."
            ) -}}
        {%- endif -%}
        {%- for tabla in var('tablas_fuente')
                if 'source.reparto.fuente.' ~ tabla not in graph.sources -%}
            {{- reparto.error_de_uso(
                "tablas_fuente nombra la tabla '" ~ tabla
                ~ "', que no está en el contrato de entrada."
            ) -}}
        {%- endfor -%}
        {%- for nombre in ('estricto', 'permitir_rechazos') if var(nombre) is not boolean -%}
            {{- reparto.error_de_uso(nombre ~ " debe ser true o false.") -}}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{% macro validar_norma(normas) %}
    {%- if execute and var('norma') -%}
        {%- set conocidas = run_query(
            "select norma from " ~ normas ~ " order by norma"
        ).columns[0].values() | list -%}
        {%- if var('norma') | string not in conocidas -%}
            {{- reparto.error_de_uso(
                "la norma '" ~ var('norma') ~ "' no está en la semilla normas: use "
                ~ conocidas | join(' o ') ~ "."
            ) -}}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{% macro exigir_sin_rechazos(rechazos) %}
    {%- if execute and var('estricto') -%}
        {%- set filas = run_query(
            'select count(*) from (select distinct tabla, fila, copia from ' ~ rechazos
            ~ ') as filas'
        ).columns[0].values()[0] -%}
        {%- if filas > 0 -%}
            {{- reparto.error_de_uso(
                'hay ' ~ filas ~ (' fila rechazada' if filas == 1 else ' filas rechazadas')
                ~ ' y la corrida es estricta: corrija la entrada (tabla rechazos) '
                ~ 'o corra sin estricto.'
            ) -}}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{% macro exigir_columnas_leidas(rechazos) %}
    {%- if execute and not var('permitir_rechazos') -%}
        {%- for tabla, repetidas in run_query(
            'select tabla, count(*) from (select distinct tabla, fila, copia from ' ~ rechazos
            ~ " where motivo = 'CLAVE_REPETIDA') as filas group by tabla order by tabla"
        ).rows -%}
            {%- set fuente = graph.sources['source.reparto.fuente.' ~ tabla] -%}
            {%- set filas = reparto.cuentas([
                adapter.get_relation(fuente.database, fuente.schema, fuente.identifier)
            ])[0] -%}
            {%- if 2 * repetidas > filas -%}
                {{- reparto.error_de_uso(
                    tabla ~ ': se rechazan ' ~ repetidas ~ ' de ' ~ filas
                    ~ ' filas, que repiten la clave de otra con datos distintos: quite las que '
                    ~ 'sobran, o siga con --permitir-rechazos (var permitir_rechazos).'
                ) -}}
            {%- endif -%}
        {%- endfor -%}
        {%- set columnas = {} -%}
        {%- for fila in run_query(reparto.valores_rechazados(rechazos)).rows -%}
            {%- do columnas.setdefault(fila[0], []).append(fila) -%}
        {%- endfor -%}
        {%- for tabla, malas in columnas.items() -%}
            {%- set leidos = run_query(
                reparto.valores_dados(tabla, malas | map(attribute=1) | list)
            ).rows[0] -%}
            {%- for _, columna, rechazados, ausentes, uno in malas -%}
                {%- set valores = leidos[loop.index0] + ausentes -%}
                {#- its shape: what is in a column may be somebody's, and no log may hold it -#}
                {%- set forma = modules.re.sub(
                    '[^\\W\\d_]', 'A', modules.re.sub('\\d', '9', uno or '')
                ) -%}
                {%- if 2 * rechazados > valores -%}
                    {{- reparto.error_de_uso(
                        tabla ~ '.' ~ columna ~ ': se rechazan ' ~ rechazados ~ ' de '
                        ~ valores ~ ' valores, como «' ~ (forma or '(vacío)') ~ '»'
                        ~ (' (9: una cifra; A: una letra)' if forma else '')
                        ~ ': corrija la columna, '
                        ~ 'o siga con --permitir-rechazos (var permitir_rechazos).'
                    ) -}}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{#- Of each column with a rejected value: how many rows bring one, how many of them bring nothing,
    and the first. A further copy of a rejected row counts as that row. -#}
{% macro valores_rechazados(rechazos) -%}
select
    malos.tabla,
    malos.columna,
    count(*) as rechazados,
    sum(case when malos.valor is null then 1 else 0 end) as ausentes,
    {{ reparto.minimo_binario('malos.valor') }} as uno
from (
    select distinct
        tabla,
        fila,
        columna,
        valor
    from {{ rechazos }}
    where columna is not null
) as malos
inner join (
    select distinct
        tabla,
        fila,
        copia
    from {{ rechazos }}
) as filas
    on malos.tabla = filas.tabla
    and malos.fila = filas.fila
group by malos.tabla, malos.columna
order by malos.tabla, malos.columna
{%- endmacro %}

{% macro valores_dados(tabla, columnas) -%}
{%- set fuente = graph.sources['source.reparto.fuente.' ~ tabla] -%}
{%- set origen = adapter.get_relation(fuente.database, fuente.schema, fuente.identifier) -%}
select
    {%- for columna in columnas %}
    count(leida.{{ columna }}) as n_{{ columna }}{{ ',' if not loop.last }}
    {%- endfor %}
from (
    {{ reparto.leida(reparto.forma_fuente(tabla, {}, origen)) }}
) as leida
{%- endmacro %}

{% macro validar_anios(obligaciones) %}
    {%- if execute -%}
        {%- set extremos = run_query(
            'select min(fecha_vencimiento), max(fecha_vencimiento) from ' ~ obligaciones
        ).rows[0] -%}
        {%- if extremos[0] is not none -%}
            {#- a Thrift server's dates come as text -#}
            {%- set desde = (extremos[0] | string)[:4] | int - 1 -%}
            {%- set hasta = (extremos[1] | string)[:4] | int + 10 -%}
            {%- for nombre, valor in {
                'fecha_corte': reparto.texto_fecha_corte()[:4],
                'vigencia_calificacion': reparto.vigencia_calificacion(),
            }.items() -%}
                {%- if not desde <= valor | int <= hasta -%}
                    {{- reparto.error_de_uso(
                        nombre ~ ' es de ' ~ valor
                        ~ ' y las obligaciones vencen de ' ~ extremos[0] ~ ' a ' ~ extremos[1]
                        ~ ': use un año de ' ~ desde ~ ' a ' ~ hasta ~ '.'
                    ) -}}
                {%- endif -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{% macro validar_oficinas(oficinas) %}
    {%- if execute and var('capacidades') -%}
        {%- set conocidas = run_query(
            'select distinct oficina from ' ~ oficinas ~ ' order by oficina'
        ).columns[0].values() | list -%}
        {%- for oficina in var('capacidades') if oficina not in conocidas -%}
            {{- reparto.error_de_uso(
                "capacidades nombra la oficina '" ~ oficina
                ~ "', que no existe: use " ~ conocidas | join(', ') ~ '.'
            ) -}}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{% macro hay_modelos() %}
    {%- set modelos = [] -%}
    {%- for recurso in selected_resources if recurso.startswith('model.reparto.') -%}
        {%- do modelos.append(recurso) -%}
    {%- endfor -%}
    {{- return(flags.WHICH in ('build', 'run') and modelos | length > 0) -}}
{% endmacro %}
