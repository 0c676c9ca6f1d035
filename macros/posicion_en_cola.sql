{#- posicion_en_cola(particion, antes): integer; a case's place in its office (contract, 3.11): open files first, then higher score, larger balance,
    earliest due date, id. particion: columns of the office; antes: an expression that sorts before the score. -#}
{% macro posicion_en_cola(particion=none, antes=none) -%}
    row_number() over (
        {{ 'partition by ' ~ particion if particion }}
        order by es_expediente desc, {{ antes ~ ', ' if antes }}puntaje desc nulls last, saldo desc, fecha_vencimiento, {{ reparto.binario('id_caso') }}
    )
{%- endmacro %}
