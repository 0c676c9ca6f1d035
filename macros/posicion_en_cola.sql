{% macro posicion_en_cola(particion=none, antes=none) -%}
    row_number() over (
        {{ 'partition by ' ~ particion if particion }}
        order by
            es_expediente desc,
            {{ antes ~ ', ' if antes }}puntaje desc nulls last,
            segmento nulls first,
            monto_proyectado desc nulls last,
            case when segmento is null then saldo end desc nulls last,
            case when segmento is null then fecha_vencimiento end nulls last,
            {{ reparto.binario('id_caso') }}
    )
{%- endmacro %}
