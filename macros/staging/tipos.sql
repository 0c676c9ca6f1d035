{#- How each `meta.tipo` of the input contract is read: whether a text is valid, its typed value,
    and why it was rejected. `columna` is one of forma_fuente's columns. A column that is typed in
    the source needs its range checked only. -#}

{% macro tipo_sql(tipo) %}
    {%- set tipos = {
        'dinero': 'numeric(18,2)',
        'decimal': 'numeric(18,6)',
        'respuesta': 'integer',
        'fecha': 'date',
        'anio': 'integer',
        'entero': 'integer',
        'ordinal': 'integer',
        'booleano': 'boolean',
    } -%}
    {{- return(tipos.get(tipo, dbt.type_string())) -}}
{% endmacro %}

{% macro se_lee_tipada(tipo, clase) %}
    {%- set clases = {
        'fecha': ['fecha', 'momento'],
        'dinero': ['entero', 'decimal'],
        'decimal': ['entero', 'decimal'],
        'respuesta': ['entero', 'decimal'],
        'anio': ['entero'],
        'entero': ['entero'],
        'ordinal': ['entero'],
        'numero_documento': ['entero'],
        'booleano': ['booleano'],
    } -%}
    {{- return(clase in clases.get(tipo, [])) -}}
{% endmacro %}

{% macro texto_de_clase(expresion, clase) -%}
    {%- if clase == 'texto' -%} nullif(cast({{ expresion }} as {{ dbt.type_string() }}), '')
    {%- elif clase == 'relleno' -%}
        nullif(rtrim(cast({{ expresion }} as {{ dbt.type_string() }})), '')
    {%- elif clase == 'momento' -%} cast(cast({{ expresion }} as date) as {{ dbt.type_string() }})
    {%- elif clase == 'decimal' -%}
        {{ reparto.numero_sin_ceros('cast(' ~ expresion ~ ' as ' ~ dbt.type_string() ~ ')') }}
    {%- else -%} cast({{ expresion }} as {{ dbt.type_string() }})
    {%- endif -%}
{%- endmacro %}

{% macro texto_leido(columna) -%}
    {%- set c = 'leida.' ~ columna.nombre -%}
    {%- if columna.nativa -%}
        {{ reparto.texto_de_clase(c, 'fecha' if columna.clase == 'momento' else columna.clase) }}
    {%- elif columna.meta.tipo == 'dinero' -%}
        {#- without its zeros it would be a good one -#}
        case
            when {{ reparto.coincide(c, reparto.patron('miles')) }} then {{ c }}
            else {{ reparto.numero_sin_ceros(c) }}
        end
    {%- elif columna.meta.tipo in ('decimal', 'respuesta', 'ordinal') -%}
        {{ reparto.numero_sin_ceros(c) }}
    {%- elif columna.meta.tipo == 'booleano' -%}
        case when lower({{ c }}) in ('true', 'false') then lower({{ c }}) else {{ c }} end
    {%- else -%} {{ c }}
    {%- endif -%}
{%- endmacro %}

{% macro numero_sin_ceros(texto) -%}
    {%- set entera -%}
        trim(leading '0' from split_part(trim(leading '-' from {{ texto }}), '.', 1))
    {%- endset -%}
    {%- set decimales -%}
        trim(trailing '0' from split_part({{ texto }}, '.', 2))
    {%- endset -%}
    case
        when {{ reparto.coincide(texto, '^-?[0-9]+(\\.[0-9]+)?$') }} then
            case when {{ texto }} like '-%' then '-' else '' end
            || coalesce(nullif({{ entera }}, ''), '0')
            || case when {{ decimales }} <> '' then '.' || {{ decimales }} else '' end
        else {{ texto }}
    end
{%- endmacro %}

{% macro valor(columna) -%}
    {%- set meta = columna.meta -%}
    {%- set defecto = "'" ~ meta.defecto ~ "'" if meta.defecto else meta.defecto_sql -%}
    {%- if defecto and columna.nativa -%}
        coalesce({{ columna.nombre }}, cast({{ defecto }} as {{ reparto.tipo_sql(meta.tipo) }}))
    {%- elif defecto -%} coalesce({{ columna.nombre }}, {{ defecto }})
    {%- else -%} {{ columna.nombre }}
    {%- endif -%}
{%- endmacro %}

{% macro patron(tipo) %}
    {{- return(graph.sources['source.reparto.fuente.obligaciones'].source_meta.patrones[tipo]) -}}
{% endmacro %}

{% macro valor_valido(columna) %}
    {%- set c = reparto.valor(columna) -%}
    {%- set meta = columna.meta -%}
    {%- if meta.tipo in ('codigo', 'entero', 'tipo_documento') -%}
        {#- `is true` keeps PostgreSQL from making a join of it, which would run after the parallel
            part #}
        {%- if columna.catalogo -%}
            ({{ c }} in (select {{ columna.nombre }} from {{ columna.catalogo }})) is true
        {%- else -%} {{ c }} in ('{{ meta.valores | join("', '") }}')
        {%- endif -%}
    {%- elif meta.tipo == 'numero_documento' -%}
        case
            when {{ reparto.coincide(c, '^0*[1-9][0-9]*$') }} then true
            else {{ reparto.nit_con_digito(c) }}
        end
    {%- elif meta.tipo == 'fecha' -%}
        {{ reparto.coincide(c, reparto.patron('fecha')) }} and {{ reparto.convertible(c, 'date') }}
    {%- elif meta.tipo == 'respuesta' -%}
        {{ c }} in ('0', '1') or {{ reparto.coincide(c, reparto.patron('respuesta')) }}
    {%- elif meta.tipo in ('dinero', 'decimal', 'anio', 'mes', 'ordinal', 'booleano') -%}
        {{ reparto.coincide(c, reparto.patron(meta.tipo)) }}
    {%- else -%} true
    {%- endif -%}
{% endmacro %}

{% macro valor_en_rango(columna) %}
    {%- set c = reparto.valor(columna) -%}
    {%- set tipo = columna.meta.tipo -%}
    {%- set decimales = 2 if tipo in ('dinero', 'respuesta') else 6 -%}
    {%- if tipo == 'fecha' -%}
        {{ c }} between cast('1900-01-01' as date) and cast('2999-12-31' as date)
    {%- elif tipo in ('dinero', 'decimal') -%}
        {#- floor: with a scale of 24 the bound itself is too large to compare with -#}
        {{ c }} >= 0 and floor({{ c }}) < {{ 10 ** (14 if tipo == 'dinero' else 12) }}
        {%- if columna.clase == 'decimal' %} and {{ c }} = round({{ c }}, {{ decimales }})
        {%- endif %}
    {%- elif tipo == 'respuesta' -%}
        {{ c }} between 0 and 1
        {%- if columna.clase == 'decimal' %} and {{ c }} = round({{ c }}, 2)
        {%- endif %}
    {%- elif tipo == 'entero' -%} {{ c }} in ({{ columna.meta.valores | join(', ') }})
    {%- elif tipo == 'anio' -%} {{ c }} between 1900 and 2099
    {%- elif tipo == 'ordinal' -%} {{ c }} between 1 and 9999
    {%- elif tipo == 'numero_documento' -%} {{ c }} > 0
    {%- else -%} {{ c }} is not null
    {%- endif -%}
{% endmacro %}

{% macro se_revisa(columna) %}
    {{- return(columna.meta.tipo != 'texto' or columna.meta.get('requerida', false)) -}}
{% endmacro %}

{% macro valor_bueno(columna) -%}
    {%- set c = reparto.valor(columna) -%}
    {%- set valido = reparto.valor_en_rango(columna) if columna.nativa
        else reparto.valor_valido(columna) -%}
    {%- if columna.meta.tipo == 'texto' -%} {{ c }} is not null
    {%- elif columna.meta.requerida -%} ({{ valido }})
    {%- else -%} ({{ c }} is null or {{ valido }})
    {%- endif -%}
{%- endmacro %}

{% macro valor_motivo(columna) -%}
    {%- set c = reparto.valor(columna) -%}
    {%- set tipo = columna.meta.tipo -%}
    case
        when {{ c }} is null then 'FALTA_VALOR'
    {%- if tipo in ('dinero', 'decimal') %}
        when {{ reparto.coincide(c, '^-[0-9]+(\\.[0-9]+)?$') }} then 'VALOR_NEGATIVO'
        else 'NUMERO_ILEGIBLE'
    {%- elif tipo == 'respuesta' %}
        when {{ reparto.coincide(c, '^0\\.[0-9]+$') }} then 'DEMASIADOS_DECIMALES'
        when {{ reparto.coincide(c, '^-?[0-9]+(\\.[0-9]+)?$') }} then 'FUERA_DE_RANGO'
        else 'NUMERO_ILEGIBLE'
    {%- elif tipo == 'numero_documento' %}
        when {{ reparto.coincide(c, '^[0-9]+-[0-9]$') }} then 'DIGITO_DE_VERIFICACION'
        else 'DOCUMENTO_ILEGIBLE'
    {%- else %}
        else '{{ {
            'fecha': 'FECHA_ILEGIBLE',
            'anio': 'ANIO_ILEGIBLE',
            'mes': 'MES_ILEGIBLE',
            'ordinal': 'NUMERO_ILEGIBLE',
            'booleano': 'BOOLEANO_ILEGIBLE',
        }.get(tipo, 'CODIGO_DESCONOCIDO') }}'
    {%- endif %}
    end
{%- endmacro %}

{% macro valor_tipado(columna) -%}
    {%- set c = reparto.valor(columna) -%}
    {%- set tipo = columna.meta.tipo -%}
    {%- if tipo in ('texto', 'codigo', 'mes')
            or (columna.nativa and tipo in ('fecha', 'booleano')) -%}
        {{ c }}
    {%- elif tipo == 'booleano' -%} lower({{ c }}) = 'true'
    {#- hundredths: ten million of them are added up, and integers are cheap #}
    {%- elif tipo == 'respuesta' and columna.nativa -%} cast({{ c }} * 100 as integer)
    {%- elif tipo == 'respuesta' -%}
        case {{ c }}
            when '1' then 100
            when '0' then 0
            else cast(cast({{ c }} as numeric(5, 2)) * 100 as integer)
        end
    {%- elif columna.nativa -%} cast({{ c }} as {{ reparto.tipo_sql(tipo) }})
    {%- else -%} {{ dbt.safe_cast(c, reparto.tipo_sql(tipo)) }}
    {%- endif -%}
{%- endmacro %}

{% macro nombre_leido(columna) %}
    {{- return({
        'tipo_documento': 'id_sujeto',
        'respuesta': 'centesimas',
    }.get(columna.meta.tipo, columna.nombre)) -}}
{% endmacro %}

{% macro numero_leido(columna) -%}
    {%- if columna.nativa -%} leida.{{ columna.nombre }}
    {%- else -%} {{ reparto.numero_normal('leida.' ~ columna.nombre) }}
    {%- endif -%}
{%- endmacro %}

{% macro numero_normal(numero) -%}
    trim(leading '0' from split_part({{ numero }}, '-', 1))
{%- endmacro %}

{#- Weights of Orden Administrativa 4 de 1989, right to left; the rest of the sum by 11. -#}
{% macro nit_con_digito(numero) -%}
    {%- set pesos = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71] -%}
    {%- set digitos -%} lpad({{ reparto.numero_normal(numero) }}, 15, '0') {%- endset -%}
    case
        when tipo_documento = 'NIT'
            and {{ reparto.coincide(numero, '^0*[1-9][0-9]*-[0-9]$') }}
            and length({{ reparto.numero_normal(numero) }}) <= 15
        then right({{ numero }}, 1) = substr('01987654321', 1 + (
            {% for peso in pesos -%}
                {{ peso }} * cast(substr({{ digitos }}, {{ 16 - loop.index }}, 1) as integer)
                {{- ' + ' if not loop.last }}
            {%- endfor %}
        ) % 11, 1)
        else false
    end
{%- endmacro %}
