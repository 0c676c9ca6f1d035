{#- How a sentence of the warehouse is written; scripts/reparto/palabras.py (en_prosa) is who turns it into what a Colombian reads. -#}

{#- texto(valor): text; a number or a date as the sentences write it: 3.500000, 2017-06-30. -#}
{% macro texto(valor) -%} cast({{ valor }} as {{ dbt.type_string() }}) {%- endmacro %}

{#- dinero(valor): text; pesos, always with their cents: $ 1234567.89. -#}
{% macro dinero(valor) -%} '$ ' || {{ reparto.texto('cast(' ~ valor ~ ' as numeric(18, 2))') }} {%- endmacro %}

{#- frases(paso): a subquery's select; the sentences of a step of the decision, one row a case (seed frases_decision). -#}
{% macro frases(paso) -%}
    select * from {{ ref('frases_decision') }}
    where paso = '{{ paso }}'
{%- endmacro %}

{#- frase(plantilla, valores): text SQL; a sentence of a seed with its {names} filled. valores: {name: SQL text that is not null}. What a person wrote
    goes last: its braces are nobody's names. -#}
{% macro frase(plantilla, valores) -%}
    {%- set partes = namespace(sql=plantilla) -%}
    {%- for nombre, valor in valores.items() -%}
        {%- set partes.sql = 'replace(' ~ partes.sql ~ ", '{" ~ nombre ~ "}', " ~ valor ~ ')' -%}
    {%- endfor -%}
    {{ partes.sql }}
{%- endmacro %}
