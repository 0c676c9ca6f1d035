{#- en_vigor(desde, hasta, dia): boolean; a validity interval is closed at both ends and a null end is open (contract, 3.12). -#}
{% macro en_vigor(desde, hasta, dia) -%}
    ({{ desde }} is null or {{ desde }} <= {{ dia }}) and ({{ hasta }} is null or {{ hasta }} >= {{ dia }})
{%- endmacro %}
