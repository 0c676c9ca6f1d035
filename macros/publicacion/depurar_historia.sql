{% macro depurar_historia(cortes) %}
    {%- do reparto.en_transaccion() -%}
    {%- set fechas = [] -%}
    {%- for corte in cortes -%}
        {%- do fechas.append("cast('" ~ corte ~ "' as date)") -%}
    {%- endfor -%}
    {%- for modelo in ('historia_asignacion', 'historia_saldo') if fechas -%}
        {%- set tabla = reparto.relacion_de(modelo) -%}
        {%- if tabla is not none -%}
            {%- do reparto.borrar_filas(tabla, 'fecha_corte in (' ~ fechas | join(', ') ~ ')') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{% macro borrar_el_corte(historia) %}
    {%- do reparto.borrar_filas(
        historia, 'fecha_corte in (select fecha_corte from ' ~ ref('int_medicion') ~ ')'
    ) -%}
{% endmacro %}
