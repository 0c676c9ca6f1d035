{#- posicion_en_cola(particion, antes): integer; a case's place in its office (contract, 3.11 and 5.3.3): open files first, then higher score, larger
    balance, earliest due date, id; the omisos totales last, by segment, projected amount, id. particion: columns of the office; antes: an
    expression that sorts before the score. -#}
{% macro posicion_en_cola(particion=none, antes=none) -%}
    row_number() over (
        {{ 'partition by ' ~ particion if particion }}
        order by
            es_expediente desc, {{ antes ~ ', ' if antes }}puntaje desc nulls last, segmento nulls first, monto_proyectado desc nulls last,
            case when segmento is null then saldo end desc nulls last, case when segmento is null then fecha_vencimiento end nulls last,
            {{ reparto.binario('id_caso') }}
    )
{%- endmacro %}
