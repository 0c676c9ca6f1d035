{% macro descartar_medicion(anio, motivo, usuario=target.get('user') or 'local') %}
    {%- set medidas, descartadas = (
        reparto.relacion_de('calificacion_sujeto'),
        reparto.relacion_de('medicion_descartada'),
    ) -%}
    {%- do reparto.en_transaccion() -%}
    {%- set donde = 'vigencia_calificacion = ' ~ (anio | int) -%}
    {%- if medidas is not none -%}{%- do reparto.exigir_sin_politicas(medidas) -%}{%- endif -%}
    {%- if medidas is none
            or descartadas is none
            or run_query(
                'select count(*) from ' ~ medidas ~ ' where ' ~ donde
            ).columns[0].values()[0] == 0 -%}
        {{- reparto.error_de_uso('no hay mediciones de ' ~ anio ~ ' que descartar.') -}}
    {%- endif -%}
    {%- if not (motivo | trim) -%}
        {{- reparto.error_de_uso('diga el motivo para descartar la medición.') -}}
    {%- endif -%}
    {%- set columnas = reparto.columnas_presentes(medidas)
        | select('in', reparto.columnas_presentes(descartadas)) | join(', ') -%}
    {%- set quien = 'cast(' ~ reparto.texto_sql(usuario) ~ ' as ' ~ dbt.type_string()
        ~ '), cast(' ~ reparto.texto_sql(motivo) ~ ' as ' ~ dbt.type_string() ~ ')' -%}
    {#- the machine's hour, as in corrida: a server has its own #}
    {%- set ahora = "cast('" ~ modules.datetime.datetime.now().strftime('%Y-%m-%d %H:%M:%S')
        ~ "' as " ~ dbt.type_timestamp() ~ ')' -%}
    {%- do reparto.agregar_filas(
        descartadas,
        columnas ~ ', descartada_el, usuario, motivo',
        'select ' ~ columnas ~ ', ' ~ ahora ~ ', ' ~ quien
            ~ ' from ' ~ medidas ~ ' where ' ~ donde,
    ) -%}
    {%- do reparto.borrar_filas(medidas, donde) -%}
    {%- do adapter.commit() -%}
{% endmacro %}
