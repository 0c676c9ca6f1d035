{% materialization lectura, default %}
    {%- set tabla = model.config.meta.tabla -%}
    {%- set destino = this.incorporate(type='table') -%}
    {%- set nuevo = make_intermediate_relation(destino) -%}
    {%- set aparte = reparto.apartadas(this) -%}
    {%- set aparte_nuevo = make_intermediate_relation(aparte) -%}
    {%- set repetidas = this.incorporate(
        path={'identifier': this.identifier ~ '__repetidas'}, type='table'
    ) -%}
    {%- set forma = reparto.forma_fuente(
        tabla, model.config.meta.catalogos, source('fuente', tabla)
    ) -%}
    {%- set con_repetidas = none -%}
    {%- set hay_aparte = false -%}
    {{ drop_relation_if_exists(load_cached_relation(nuevo)) }}
    {{ reparto.ganchos_fuera(pre_hooks) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- if forma.existe -%}
        {%- do reparto.tabla_aparte(repetidas, reparto.lectura_repetidas(forma)) -%}
        {%- set con_repetidas = repetidas if reparto.cuenta_filas(repetidas) else none -%}
    {%- endif -%}
    {% call statement('main') -%}
        {{ reparto.tabla_como(nuevo, reparto.lectura_buenas(forma, con_repetidas)) }}
    {%- endcall %}
    {%- if forma.existe -%}
        {%- set hay_aparte = con_repetidas is not none
            or reparto.cuenta_filas(forma.origen) > reparto.cuenta_filas(nuevo) -%}
    {%- endif -%}
    {%- do reparto.tabla_aparte(
        aparte_nuevo,
        reparto.lectura_aparte(forma, con_repetidas) if hay_aparte
            else reparto.fila_vacia(forma, ['motivos', 'fila']),
    ) -%}
    {%- if hay_aparte -%}
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

    {%- do create_indexes(nuevo) -%}
    {%- do run_query('drop table if exists ' ~ repetidas) -%}
    {%- do reparto.sustituir([
        {'nueva': nuevo, 'destino': destino},
        {'nueva': aparte_nuevo, 'destino': aparte},
    ]) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ reparto.ganchos_fuera(post_hooks) }}
    {{ return({'relations': [destino]}) }}
{% endmaterialization %}

{% macro tabla_aparte(relacion, consulta) %}
    {%- do reparto.tabla_analizada(relacion, reparto.tabla_como(relacion, consulta)) -%}
{% endmacro %}

{% macro cuenta_filas(relacion) %}
    {{- return(run_query('select count(*) from ' ~ relacion).columns[0].values()[0]) -}}
{% endmacro %}
