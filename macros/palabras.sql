{#- How a sentence of the warehouse is written; scripts/reparto/palabras.py (en_prosa) is who turns
    it into what a Colombian reads. -#}

{% macro texto(valor) -%} cast({{ valor }} as {{ dbt.type_string() }}) {%- endmacro %}

{% macro dinero(valor) -%}
    '$ ' || {{ reparto.texto('cast(' ~ valor ~ ' as numeric(28, 2))') }}
{%- endmacro %}

{% macro frases(paso) -%}
    select * from {{ ref('frases_decision') }}
    where paso = '{{ paso }}'
{%- endmacro %}

{#- What a person wrote goes last: its braces are nobody's names. -#}
{% macro frase(plantilla, valores) -%}
    {%- set partes = namespace(sql=plantilla) -%}
    {%- for nombre, valor in valores.items() -%}
        {%- set partes.sql = 'replace(' ~ partes.sql ~ ", '{" ~ nombre ~ "}', " ~ valor ~ ')' -%}
    {%- endfor -%}
    {{ partes.sql }}
{%- endmacro %}
