{#- How each `meta.tipo` of the input contract is read: whether a text is valid, its typed value, and why it was rejected.
    The arguments are a column's contract (node column) and, for codes, the relation of its catalogue. -#}

{% macro tipo_sql(tipo) %}
    {%- set tipos = {
        'dinero': 'numeric(18,2)', 'decimal': 'numeric(18,6)', 'respuesta': 'integer', 'fecha': 'date',
        'anio': 'integer', 'entero': 'integer', 'booleano': 'boolean',
    } -%}
    {{- return(tipos.get(tipo, dbt.type_string())) -}}
{% endmacro %}

{#- valor(columna): the text to read: the source's, or the contract's default where it is null. -#}
{% macro valor(columna) -%}
    {%- set meta = columna.config.meta -%}
    {%- if meta.defecto -%} coalesce({{ columna.name }}, '{{ meta.defecto }}')
    {%- elif meta.defecto_sql -%} coalesce({{ columna.name }}, {{ meta.defecto_sql }})
    {%- else -%} {{ columna.name }}
    {%- endif -%}
{%- endmacro %}

{#- valor_valido(columna, catalogo): boolean SQL over a text that is not null. -#}
{% macro valor_valido(columna, catalogo) %}
    {%- set c = reparto.valor(columna) -%}
    {%- set meta = columna.config.meta -%}
    {%- if meta.tipo in ('codigo', 'entero', 'tipo_documento') -%}
        {%- if catalogo -%} {{ c }} in (select {{ columna.name }} from {{ catalogo }})
        {%- else -%} {{ c }} in ('{{ meta.valores | join("', '") }}')
        {%- endif -%}
    {%- elif meta.tipo == 'numero_documento' -%}
        case when {{ reparto.coincide(c, '^0*[1-9][0-9]*$') }} then true else {{ reparto.nit_con_digito(c) }} end
    {%- elif meta.tipo == 'fecha' -%}
        {{ c }} like '____-__-__' and {{ reparto.coincide(c, '^[12][0-9-]+$') }} and {{ reparto.convertible(c, 'date') }}
    {%- elif meta.tipo == 'dinero' -%}
        {{ reparto.coincide(c, '^[0-9]+(\\.[0-9][0-9]?0*)?$') }} and {{ reparto.convertible(c, 'numeric(18,2)') }}
    {%- elif meta.tipo == 'decimal' -%}
        {{ reparto.coincide(c, '^[0-9]+(\\.[0-9]{1,6}0*)?$') }} and {{ reparto.convertible(c, 'numeric(18,6)') }}
    {%- elif meta.tipo == 'respuesta' -%}
        {{ c }} in ('0', '1') or {{ reparto.coincide(c, '^(0(\\.[0-9][0-9]?0*)?|1(\\.0+)?)$') }}
    {%- elif meta.tipo == 'anio' -%}
        {{ reparto.coincide(c, '^(19|20)[0-9][0-9]$') }}
    {%- elif meta.tipo == 'booleano' -%}
        lower({{ c }}) in ('true', 'false')
    {%- else -%} true
    {%- endif -%}
{% endmacro %}

{#- valor_malo(columna, catalogo): boolean SQL, never null: missing although required, or not valid. -#}
{% macro valor_malo(columna, catalogo) -%}
    {%- set c = reparto.valor(columna) -%}
    {%- if columna.config.meta.tipo == 'texto' -%} {{ c }} is null
    {%- elif columna.config.meta.requerida -%} ({{ c }} is null or not ({{ reparto.valor_valido(columna, catalogo) }}))
    {%- else -%} ({{ c }} is not null and not ({{ reparto.valor_valido(columna, catalogo) }}))
    {%- endif -%}
{%- endmacro %}

{#- valor_motivo(columna): text SQL; the motive of a value known to be bad. -#}
{% macro valor_motivo(columna) -%}
    {%- set c = reparto.valor(columna) -%}
    {%- set tipo = columna.config.meta.tipo -%}
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
        else '{{ {'fecha': 'FECHA_ILEGIBLE', 'anio': 'ANIO_ILEGIBLE', 'booleano': 'BOOLEANO_ILEGIBLE'}.get(tipo, 'CODIGO_DESCONOCIDO') }}'
    {%- endif %}
    end
{%- endmacro %}

{#- valor_tipado(columna): the typed value of a text known to be good. -#}
{% macro valor_tipado(columna) -%}
    {%- set c = reparto.valor(columna) -%}
    {%- set tipo = columna.config.meta.tipo -%}
    {%- if tipo == 'booleano' -%} lower({{ c }}) = 'true'
    {%- elif tipo in ('texto', 'codigo') -%} {{ c }}
    {#- hundredths: ten million of them are added up, and integers are cheap #}
    {%- elif tipo == 'respuesta' -%}
        case {{ c }} when '1' then 100 when '0' then 0 else cast(cast({{ c }} as numeric(5, 2)) * 100 as integer) end
    {%- else -%} {{ dbt.safe_cast(c, reparto.tipo_sql(tipo)) }}
    {%- endif -%}
{%- endmacro %}

{#- numero_normal(numero): text SQL; a document number without leading zeros or check digit. -#}
{% macro numero_normal(numero) %}ltrim(split_part({{ numero }}, '-', 1), '0'){% endmacro %}

{#- nit_con_digito(numero): boolean SQL; a NIT written with its check digit after a hyphen, and that digit is right
    (weights of Orden Administrativa 4 de 1989, right to left; the rest of the sum by 11). -#}
{% macro nit_con_digito(numero) -%}
    {%- set pesos = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71] -%}
    {%- set digitos -%} lpad({{ reparto.numero_normal(numero) }}, 15, '0') {%- endset -%}
    case
        when tipo_documento = 'NIT'
            and {{ reparto.coincide(numero, '^0*[1-9][0-9]*-[0-9]$') }}
            and length({{ reparto.numero_normal(numero) }}) <= 15
        then right({{ numero }}, 1) = substr('01987654321', 1 + (
            {% for peso in pesos %}{{ peso }} * cast(substr({{ digitos }}, {{ 16 - loop.index }}, 1) as integer){{ ' + ' if not loop.last }}{% endfor %}
        ) % 11, 1)
        else false
    end
{%- endmacro %}
