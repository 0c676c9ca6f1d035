{#- The vars of a run, each checked before anything is built. Errors: one sentence (Spanish) as a compiler error. -#}

{#- fecha_corte(), SQL date: the day at whose start everything is measured. -#}
{% macro fecha_corte() %}cast('{{ reparto.texto_fecha_corte() }}' as date){% endmacro %}

{% macro texto_fecha_corte() %}
    {%- set texto = var('fecha_corte') | string -%}
    {%- if execute -%}
        {%- if not var('fecha_corte') -%}
            {{- reparto.error_de_uso("falta la variable fecha_corte: indique una fecha ISO, por ejemplo 2017-06-30.") -}}
        {%- elif not modules.re.match('^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$', texto) -%}
            {{- reparto.error_de_uso("fecha_corte '" ~ texto ~ "' no es una fecha ISO (AAAA-MM-DD).") -}}
        {%- endif -%}
        {%- set anio, mes, dia = texto[:4] | int, texto[5:7] | int, texto[8:] | int -%}
        {%- set dias = [31, 29 if anio % 4 == 0 and (anio % 100 != 0 or anio % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] -%}
        {%- if not 1 <= mes <= 12 or not 1 <= dia <= dias[mes - 1] -%}
            {{- reparto.error_de_uso("fecha_corte '" ~ texto ~ "' no existe en el calendario.") -}}
        {%- endif -%}
    {%- endif -%}
    {{- return(texto) -}}
{% endmacro %}

{#- vigencia_calificacion(), integer: the year measured; that of fecha_corte unless told. -#}
{% macro vigencia_calificacion() %}
    {%- set texto = (var('vigencia_calificacion') or reparto.texto_fecha_corte()[:4]) | string -%}
    {%- if execute and not modules.re.match('^(19|20)[0-9]{2}$', texto) -%}
        {{- reparto.error_de_uso("vigencia_calificacion '" ~ texto ~ "' no es un año de cuatro cifras.") -}}
    {%- endif -%}
    {{- return(texto) -}}
{% endmacro %}

{#- lecturas(): {var: its values, the default first}; the register of ambiguities (seed interpretaciones) says what each means. -#}
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
    }) -}}
{% endmacro %}

{#- lectura(nombre): the value of a var that chooses among the readings. -#}
{% macro lectura(nombre) %}
    {%- set valores = reparto.lecturas()[nombre] -%}
    {%- if execute and var(nombre) not in valores -%}
        {{- reparto.error_de_uso(nombre ~ " '" ~ var(nombre) ~ "' no es una lectura: use " ~ valores | join(' o ') ~ ".") -}}
    {%- endif -%}
    {{- return(var(nombre)) -}}
{% endmacro %}

{#- tasa_muestra(), text of a decimal: the share of taxpayers drawn by Art. 5, from 0.005 to 0.010. -#}
{% macro tasa_muestra() %}
    {%- set texto = var('tasa_muestra') | string -%}
    {%- if execute and not modules.re.match('^0\\.(00[5-9][0-9]*|010*)$', texto) -%}
        {{- reparto.error_de_uso("tasa_muestra '" ~ texto ~ "' no está entre 0.005 y 0.010 (Art. 5).") -}}
    {%- endif -%}
    {{- return(texto) -}}
{% endmacro %}

{#- semilla_muestra(), text: the seed of the draw of Art. 5. -#}
{% macro semilla_muestra() %}
    {%- set texto = var('semilla_muestra') | string -%}
    {%- if execute and not modules.re.match('^[A-Za-z0-9_.-]+$', texto) -%}
        {{- reparto.error_de_uso("semilla_muestra '" ~ texto ~ "' solo puede tener letras sin tilde, cifras, punto, guion y guion bajo.") -}}
    {%- endif -%}
    {{- return(texto) -}}
{% endmacro %}

{#- orden_compensacion(), mas_antigua or mayor_saldo: which debt a balance in favour pays first. The statute gives no order (ET 815). -#}
{% macro orden_compensacion() %}
    {%- if execute and var('orden_compensacion') not in ('mas_antigua', 'mayor_saldo') -%}
        {{- reparto.error_de_uso("orden_compensacion '" ~ var('orden_compensacion') ~ "' no existe: use mas_antigua o mayor_saldo.") -}}
    {%- endif -%}
    {{- return(var('orden_compensacion')) -}}
{% endmacro %}

{#- capacidades(), {office: cases}: those that a run gives itself; the seed `capacidades` holds the others. -#}
{% macro capacidades() %}
    {%- set dadas = var('capacidades') -%}
    {%- if execute -%}
        {%- if dadas is not mapping -%}
            {{- reparto.error_de_uso("capacidades debe ser un mapa de oficina a número de casos.") -}}
        {%- endif -%}
        {%- for oficina, n in dadas.items() if not modules.re.match('^[A-Z_]+$', oficina) or n is not integer or n is boolean or n < 0 -%}
            {{- reparto.error_de_uso("la capacidad de '" ~ oficina ~ "' debe ser un entero de cero en adelante.") -}}
        {%- endfor -%}
    {%- endif -%}
    {{- return(dadas) -}}
{% endmacro %}

{% macro error_de_uso(frase) %}{{ exceptions.raise_compiler_error('reparto: ' ~ frase) }}{% endmacro %}

{% macro validar_variables() %}
    {%- if execute and reparto.hay_modelos() -%}
        {%- do reparto.texto_fecha_corte() -%}
        {%- do reparto.vigencia_calificacion() -%}
        {%- for nombre in reparto.lecturas() -%}{%- do reparto.lectura(nombre) -%}{%- endfor -%}
        {%- do reparto.tasa_muestra() -%}
        {%- do reparto.semilla_muestra() -%}
        {%- do reparto.capacidades() -%}
        {%- do reparto.orden_compensacion() -%}
        {%- if var('tablas_fuente') is not mapping -%}
            {{- reparto.error_de_uso("tablas_fuente debe ser un mapa de tabla del contrato a tabla propia.") -}}
        {%- endif -%}
        {%- for tabla in var('tablas_fuente') if 'source.reparto.fuente.' ~ tabla not in graph.sources -%}
            {{- reparto.error_de_uso("tablas_fuente nombra la tabla '" ~ tabla ~ "', que no está en el contrato de entrada.") -}}
        {%- endfor -%}
        {%- if var('estricto') is not boolean -%}
            {{- reparto.error_de_uso("estricto debe ser true o false.") -}}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{#- validar_norma(normas): the norm asked for is a row of the seed. A hook, because it needs the seed to be there. -#}
{% macro validar_norma(normas) %}
    {%- if execute and var('norma') -%}
        {%- set conocidas = run_query("select norma from " ~ normas ~ " order by norma").columns[0].values() | list -%}
        {%- if var('norma') not in conocidas -%}
            {{- reparto.error_de_uso("la norma '" ~ var('norma') ~ "' no está en la semilla normas: use " ~ conocidas | join(' o ') ~ ".") -}}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{#- hay_modelos(): whether this command builds or tests models; seeding or documenting alone needs neither a cut date nor tables. -#}
{% macro hay_modelos() %}
    {%- set modelos = [] -%}
    {%- for recurso in selected_resources if recurso.startswith('model.reparto.') -%}{%- do modelos.append(recurso) -%}{%- endfor -%}
    {{- return(flags.WHICH in ('build', 'run') and modelos | length > 0) -}}
{% endmacro %}
