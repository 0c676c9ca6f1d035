{#- First every nodo_b is drawn into the least nodo_a it touches (its centre), which leaves only
    nodes of that side. Then rounds of contraction (Bogeholz, Brand and Todor, In-database connected
    component analysis, 2020): each node is drawn into the least of itself and its neighbours in an
    order that changes with the round, until no edge is left; so the number of rounds grows with the
    logarithm of the nodes, also on a chain. No graph that fits needs 100. -#}
{% materialization componentes, default %}
    {%- set destino = this.incorporate(type='table') -%}
    {%- set nuevo = reparto.provisional(destino) -%}
    {%- set pares, centros, nodos = (
        reparto.nombre_de_paso('__pares'),
        reparto.nombre_de_paso('__centros'),
        reparto.nombre_de_paso('__nodos'),
    ) -%}
    {#- short names: PostgreSQL cuts them at 63 characters #}
    {%- set aristas, pasos, etiquetas = (
        reparto.nombre_de_paso('__a'),
        reparto.nombre_de_paso('__p'),
        reparto.nombre_de_paso('__e'),
    ) -%}
    {%- set rondas = [] -%}
    {{ reparto.ganchos_fuera(pre_hooks) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- do reparto.tabla_de_paso(pares, reparto.componentes_pares(sql)) -%}
    {%- do reparto.tabla_de_paso(nodos, reparto.componentes_nodos(pares)) -%}
    {%- do reparto.tabla_de_paso(centros, reparto.componentes_centros(pares, nodos)) -%}
    {%- do reparto.tabla_de_paso(
        aristas ~ 0, reparto.componentes_aristas(pares, centros, nodos)
    ) -%}
    {%- set quedan = namespace(aristas=true) -%}
    {%- for ronda in range(100) if quedan.aristas -%}
        {%- do rondas.append(ronda) -%}
        {%- do reparto.tabla_de_paso(
            pasos ~ ronda, reparto.componentes_paso(aristas ~ ronda, ronda)
        ) -%}
        {%- do reparto.tabla_de_paso(
            aristas ~ (ronda + 1), reparto.componentes_contraidas(aristas ~ ronda, pasos ~ ronda)
        ) -%}
        {%- set quedan.aristas = run_query(
            'select count(*) from ' ~ aristas ~ (ronda + 1)
        ).columns[0].values()[0] > 0 -%}
    {%- endfor -%}
    {%- if quedan.aristas -%}
        {{ exceptions.raise_compiler_error(
            'reparto: las componentes no convergen en 100 rondas.'
        ) }}
    {%- endif -%}
    {%- for ronda in rondas | reverse -%}
        {%- set siguiente = etiquetas ~ (ronda + 1) if not loop.first -%}
        {%- do reparto.tabla_de_paso(
            etiquetas ~ ronda, reparto.componentes_etiquetas(pasos ~ ronda, ronda, siguiente)
        ) -%}
    {%- endfor -%}

    {% call statement('main') -%}
        {{ reparto.tabla_como(
            nuevo, reparto.componentes_resultado(centros, nodos, etiquetas ~ 0)
        ) }}
    {%- endcall %}
    {%- for tabla in [pares, centros, nodos, aristas ~ rondas | length] -%}
        {%- do run_query('drop table ' ~ tabla) -%}
    {%- endfor -%}
    {%- for ronda in rondas -%}
        {%- for tabla in (aristas, pasos, etiquetas) -%}
            {%- do run_query('drop table ' ~ tabla ~ ronda) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do reparto.sustituir([{'nueva': nuevo, 'destino': destino}]) -%}
    {%- do reparto.conceder(destino) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ reparto.ganchos_fuera(post_hooks) }}
    {{ return({'relations': [destino]}) }}
{% endmaterialization %}

{% macro tabla_de_paso(nombre, consulta) %}
    {%- do reparto.tabla_analizada(nombre, reparto.tabla_pasajera(nombre, consulta)) -%}
{% endmacro %}

{% macro componentes_pares(consulta) %}
    select
        nodo_a,
        nodo_b
    from (
        {{ consulta }}
    ) as pares
    where nodo_a is not null and nodo_b is not null
{% endmacro %}

{#- Integers join faster than text. -#}
{% macro componentes_nodos(pares) %}
    {{ reparto.numeradas('select distinct nodo_a as nodo from ' ~ pares, 'nodo') }}
{% endmacro %}

{% macro componentes_centros(pares, nodos) %}
    select
        pares.nodo_b,
        count(nodos.nodo) > 0 as en_ambos_lados,
        {{ reparto.minimo_binario('pares.nodo_a') }} as centro
    from {{ pares }} as pares
    left join {{ nodos }} as nodos
        on pares.nodo_b = nodos.nodo
    group by pares.nodo_b
{% endmacro %}

{#- The other nodo_a of each nodo_b, and the nodo_b that are a nodo_a too. -#}
{% macro componentes_aristas(pares, centros, nodos) %}
    with enlaces as (
        select
            pares.nodo_a as nodo,
            centros.centro
        from {{ pares }} as pares
        inner join {{ centros }} as centros
            on pares.nodo_b = centros.nodo_b
        where pares.nodo_a <> centros.centro
        union all
        select
            nodo_b as nodo,
            centro
        from {{ centros }}
        where en_ambos_lados and nodo_b <> centro
    )

    select distinct
        a.id as a,
        b.id as b
    from enlaces
    inner join {{ nodos }} as a
        on enlaces.nodo = a.nodo
    inner join {{ nodos }} as b
        on enlaces.centro = b.nodo
{% endmacro %}

{#- A product modulo a prime. -#}
{% macro componentes_lugar(id, ronda) -%}
    ({{ id }} * {{ 1327217885 * (2 * ronda + 1) % 2147483647 }}) % 2147483647
{%- endmacro %}

{% macro componentes_paso(aristas, ronda) %}
    select
        id,
        least(
            {{ reparto.componentes_lugar('id', ronda) }},
            min({{ reparto.componentes_lugar('vecino', ronda) }})
        ) as destino
    from (
        select
            a as id,
            b as vecino
        from {{ aristas }}
        union all
        select
            b as id,
            a as vecino
        from {{ aristas }}
    ) as vecinos
    group by id
{% endmacro %}

{% macro componentes_contraidas(aristas, pasos) %}
    select distinct
        least(de.destino, hasta.destino) as a,
        greatest(de.destino, hasta.destino) as b
    from {{ aristas }} as aristas
    inner join {{ pasos }} as de
        on aristas.a = de.id
    inner join {{ pasos }} as hasta
        on aristas.b = hasta.id
    where de.destino <> hasta.destino
{% endmacro %}

{% macro componentes_etiquetas(pasos, ronda, siguiente) %}
    {%- set sola = 'pasos.destino * 100 + ' ~ ronda %}
    select
        pasos.id,
        {{ 'coalesce(siguiente.etiqueta, ' ~ sola ~ ')' if siguiente else sola }} as etiqueta
    from {{ pasos }} as pasos
    {% if siguiente -%}
    left join {{ siguiente }} as siguiente
        on pasos.destino = siguiente.id
    {%- endif %}
{% endmacro %}

{#- A nodo_a that never had an edge is one by itself (a number below zero). -#}
{% macro componentes_resultado(centros, nodos, etiquetas) %}
    with etiquetados as (
        select
            nodos.nodo,
            coalesce(etiquetas.etiqueta, -nodos.id) as etiqueta
        from {{ nodos }} as nodos
        left join {{ etiquetas }} as etiquetas
            on nodos.id = etiquetas.id
    ),

    nombres as (
        select
            nodo,
            etiqueta
        from etiquetados
        union all
        select
            centros.nodo_b,
            etiquetados.etiqueta
        from {{ centros }} as centros
        inner join etiquetados
            on centros.centro = etiquetados.nodo
        where not centros.en_ambos_lados
    ),

    minimos as (
        select
            etiqueta,
            {{ reparto.minimo_binario('nodo') }} as componente
        from nombres
        group by etiqueta
    )

    select
        nombres.nodo,
        minimos.componente
    from nombres
    inner join minimos
        on nombres.etiqueta = minimos.etiqueta
{% endmacro %}
