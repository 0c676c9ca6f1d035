{% materialization lectura, default %}
    {%- set tabla = model.config.meta.tabla -%}
    {%- set destino = this.incorporate(type='table') -%}
    {%- set nuevo = reparto.provisional(destino) -%}
    {%- set aparte = reparto.apartadas(this) -%}
    {%- set aparte_nuevo = reparto.provisional(aparte) -%}
    {%- set repetidas = this.incorporate(
        path={'identifier': this.identifier ~ '__repetidas'}, type='table'
    ) -%}
    {%- set forma = reparto.forma_fuente(
        tabla, model.config.meta.catalogos, source('fuente', tabla)
    ) -%}
    {{ reparto.ganchos_fuera(pre_hooks) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- if forma.existe -%}
        {%- do reparto.tabla_analizada(
            repetidas, reparto.tabla_como(repetidas, reparto.lectura_repetidas(forma))
        ) -%}
    {%- endif -%}
    {%- set hay = reparto.cuentas([forma.origen, repetidas]) if forma.existe else [0, 0] -%}
    {%- set con_repetidas = repetidas if hay[1] else none -%}
    {% call statement('main') -%}
        {{ reparto.tabla_como(nuevo, reparto.lectura_buenas(forma, con_repetidas)) }}
    {%- endcall %}
    {%- set hay_aparte = hay[1] or hay[0] > reparto.cuentas([nuevo])[0] -%}
    {%- if not hay_aparte -%}
        {%- do run_query(reparto.tabla_como(
            aparte_nuevo, reparto.fila_vacia(forma, ['motivos', 'fila'])
        )) -%}
    {%- else -%}
        {%- do reparto.tabla_analizada(
            aparte_nuevo,
            reparto.tabla_como(aparte_nuevo, reparto.lectura_aparte(forma, con_repetidas)),
        ) -%}
        {%- set columnas -%}
            {% for c in forma.columnas if c.nombre != 'numero_documento' -%}
                {{ reparto.nombre_leido(c) }}{{ ', ' if not loop.last }}
            {%- endfor %}
        {%- endset -%}
        {%- do run_query(
            'insert into ' ~ nuevo ~ ' select ' ~ columnas ~ ' from ' ~ aparte_nuevo
            ~ ' where motivos is null'
        ) -%}
    {%- endif -%}
    {%- if forma.existe -%}{%- do run_query('drop table ' ~ repetidas) -%}{%- endif -%}

    {%- do create_indexes(nuevo) -%}
    {%- do reparto.sustituir([
        {'nueva': nuevo, 'destino': destino},
        {'nueva': aparte_nuevo, 'destino': aparte},
    ]) -%}
    {%- do reparto.conceder(destino) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ reparto.ganchos_fuera(post_hooks) }}
    {{ return({'relations': [destino]}) }}
{% endmaterialization %}

{% macro cuentas(tablas) %}
    {%- set partes = [] -%}
    {%- for tabla in tablas -%}
        {%- do partes.append('(select count(*) from ' ~ tabla ~ ')') -%}
    {%- endfor -%}
    {{- return(run_query('select ' ~ partes | join(', ')).rows[0].values() | list) -}}
{% endmacro %}
