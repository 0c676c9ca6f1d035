{#- clave_mascara(texto): text of 20 hexadecimal digits; a text that identifies somebody, as a board may show it: a keyed hash. The key is the environment
    variable REPARTO_CLAVE_MASCARA, which never enters the warehouse; without it, one of this run, so that nothing is shown by mistake. -#}
{% macro clave_mascara(texto) -%}
    {%- set clave = env_var('REPARTO_CLAVE_MASCARA', '') or invocation_id -%}
    {%- if execute and not modules.re.match('^[A-Za-z0-9-]{16,128}$', clave) -%}
        {{- reparto.error_de_uso('REPARTO_CLAVE_MASCARA debe tener de 16 a 128 letras sin tilde, cifras o guiones.') -}}
    {%- endif -%}
    substr({{ reparto.sha256("'" ~ clave ~ "' || '|' || " ~ reparto.sha256("'" ~ clave ~ "' || '|' || " ~ texto)) }}, 1, 20)
{%- endmacro %}

{#- en_banda(valor, bandas): boolean; a number falls in a row of the seed `bandas`: over its lower bound, up to its upper one. -#}
{% macro en_banda(valor, bandas) -%}
    ({{ bandas }}.mayor_que is null or {{ valor }} > {{ bandas }}.mayor_que) and ({{ bandas }}.hasta is null or {{ valor }} <= {{ bandas }}.hasta)
{%- endmacro %}

{#- etiquetas_de(catalogo): a select; the codes and names of a catalogue of the seed `etiquetas`. -#}
{% macro etiquetas_de(catalogo) -%}
    select
        codigo,
        nombre
    from {{ ref('etiquetas') }}
    where catalogo = '{{ catalogo }}'
{%- endmacro %}
