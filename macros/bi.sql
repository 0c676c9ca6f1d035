{% macro clave_mascara(texto) -%}
    {#- not while the project is parsed: dbt keeps on disk what it asks of the environment then -#}
    {%- set clave = (env_var('REPARTO_CLAVE_MASCARA', '') if execute else '') or invocation_id -%}
    {%- if execute and not modules.re.match('^[A-Za-z0-9-]{16,128}\\Z', clave) -%}
        {{- reparto.error_de_uso(
            'REPARTO_CLAVE_MASCARA debe tener de 16 a 128 letras sin tilde, cifras o guiones.'
        ) -}}
    {%- endif -%}
    substr(
        {{ reparto.sha256(
            "'" ~ clave ~ "' || '|' || " ~ reparto.sha256("'" ~ clave ~ "' || '|' || " ~ texto)
        ) }},
        1,
        20
    )
{%- endmacro %}

{% macro en_banda(valor, bandas) -%}
    ({{ bandas }}.mayor_que is null or {{ valor }} > {{ bandas }}.mayor_que)
    and ({{ bandas }}.hasta is null or {{ valor }} <= {{ bandas }}.hasta)
{%- endmacro %}

{% macro etiquetas_de(catalogo) -%}
    select
        codigo,
        nombre
    from {{ ref('etiquetas') }}
    where catalogo = '{{ catalogo }}'
{%- endmacro %}
