{#- Round k runs the model's SQL with the table of round k - 1 in the place of the state and the
    k-th events only in the place of the events. A table a round: no recursion, and nothing in
    the way of a parallel plan. Tables go and transactions end every so many rounds, so that an
    account of thousands of events holds no more of them than one of ten. -#}
{% materialization rondas, default %}
    {%- set destino = this.incorporate(type='table') -%}
    {%- set nuevo = reparto.provisional(destino) -%}
    {%- set estado, eventos = (
        ref(config.require('estado')) | string,
        ref(config.require('eventos')) | string,
    ) -%}
    {%- if estado not in sql or eventos not in sql -%}
        {{ exceptions.raise_compiler_error(
            'reparto: ' ~ this.identifier
            ~ ' no lee los modelos que nombran «estado» y «eventos».'
        ) }}
    {%- endif -%}
    {{ reparto.ganchos_fuera(pre_hooks) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- set rondas = run_query(
        'select coalesce(max(orden), 1) from ' ~ eventos
    ).columns[0].values()[0] | int -%}
    {%- set pendientes, hechas = [], [] -%}
    {%- for k in range(1, rondas + 1) -%}
        {%- set ronda = reparto.relacion_de_ronda(k) -%}
        {%- set de_la_ronda = '(select * from ' ~ eventos ~ ' where orden = ' ~ k ~ ')' -%}
        {%- do run_query('drop table if exists ' ~ ronda) -%}
        {%- call statement('ronda') -%}
            {{ reparto.tabla_de_ronda(
                ronda,
                sql | replace(eventos, de_la_ronda)
                    | replace(estado, hechas[-1] if hechas else estado),
            ) }}
        {%- endcall -%}
        {%- do hechas.append(ronda | string) -%}
        {%- do pendientes.append(ronda | string) -%}
        {%- if pendientes | length == 50 or k == rondas -%}
            {%- set juntas = 'select * from ' ~ pendientes | join(' union all select * from ') -%}
            {%- if k == pendientes | length -%}
                {% call statement('main') -%}{{ reparto.tabla_como(nuevo, juntas) }}{%- endcall %}
            {%- else -%}
                {%- do run_query('insert into ' ~ nuevo ~ ' ' ~ juntas) -%}
            {%- endif -%}
            {%- set ultima = [hechas[-1]] if k < rondas else [] -%}
            {%- for tabla in hechas if tabla not in ultima -%}
                {%- do run_query('drop table ' ~ tabla) -%}
            {%- endfor -%}
            {%- do hechas.clear() -%}
            {%- do hechas.extend(ultima) -%}
            {%- if k < rondas -%}{{ adapter.commit() }}{%- endif -%}
            {%- do pendientes.clear() -%}
        {%- endif -%}
    {%- endfor -%}

    {%- do reparto.sustituir([{'nueva': nuevo, 'destino': destino}]) -%}
    {%- do reparto.conceder(destino) -%}
    {% do create_indexes(destino) %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ reparto.ganchos_fuera(post_hooks) }}
    {{ return({'relations': [destino]}) }}
{% endmaterialization %}
