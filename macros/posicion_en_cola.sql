{% macro posicion_en_cola(antes=none) -%}
    {{ reparto.puestos(
        'casos',
        ['oficina', 'es_expediente'] + ([antes] if antes else []) + ['puntaje', 'segmento'],
        'es_expediente desc, ' ~ (antes ~ ', ' if antes else '')
            ~ 'puntaje desc nulls last, segmento nulls first',
        'monto_proyectado desc nulls last, '
            ~ 'case when segmento is null then saldo end desc nulls last, '
            ~ 'case when segmento is null then fecha_vencimiento end nulls last, '
            ~ reparto.binario('id_caso'),
        'oficina',
    ) }}
{%- endmacro %}
