{% macro en_vigor(desde, hasta, dia) -%}
    ({{ desde }} is null or {{ desde }} <= {{ dia }})
    and ({{ hasta }} is null or {{ hasta }} >= {{ dia }})
{%- endmacro %}
