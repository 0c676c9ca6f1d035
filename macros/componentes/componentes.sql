{#- Materialization `componentes`: the connected components of a graph.
    The model's SQL gives edges: two text columns, nodo_a and nodo_b. The table has one row per node: nodo, componente (the least node of its
    component, bytewise). Any dbt project may use it. It takes rounds of large-star and small-star (Kiveris et al., Connected Components in
    MapReduce and Beyond, 2014) until every component is a star; the number of rounds grows with the logarithm of the nodes.
    Errors: a compiler error after 100 rounds, which no graph that fits needs. -#}
{% materialization componentes, default %}
    {%- set destino = this.incorporate(type='table') -%}
    {%- set existente = load_cached_relation(this) -%}
    {%- set nuevo = make_intermediate_relation(destino) -%}
    {%- set previo = make_backup_relation(destino, 'table') -%}
    {%- set nodos, aristas, giro = this.identifier ~ '__nodos', this.identifier ~ '__aristas', this.identifier ~ '__giro' -%}
    {{ drop_relation_if_exists(load_cached_relation(nuevo)) }}
    {{ drop_relation_if_exists(load_cached_relation(previo)) }}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- do reparto.tabla_de_paso(giro, sql) -%}
    {%- do reparto.tabla_de_paso(nodos, reparto.componentes_nodos(giro)) -%}
    {%- do reparto.tabla_de_paso(aristas, reparto.componentes_aristas(giro, nodos)) -%}
    {%- set listo = namespace(si=false) -%}
    {%- for ronda in range(100) if not listo.si -%}
        {%- if run_query(reparto.componentes_sin_estrella(aristas)).columns[0].values()[0] == 0 -%}
            {%- set listo.si = true -%}
        {%- else -%}
            {%- do reparto.tabla_de_paso(giro, reparto.componentes_estrella_grande(aristas)) -%}
            {%- do reparto.tabla_de_paso(aristas, reparto.componentes_estrella_pequena(giro)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not listo.si -%}{{ exceptions.raise_compiler_error('reparto: las componentes no convergen en 100 rondas.') }}{%- endif -%}

    {% call statement('main') -%}
        {{ get_create_table_as_sql(False, nuevo, reparto.componentes_resultado(nodos, aristas)) }}
    {%- endcall %}
    {%- for tabla in (nodos, aristas, giro) -%}{%- do run_query('drop table ' ~ tabla) -%}{%- endfor -%}
    {%- if existente is not none -%}{{ adapter.rename_relation(existente, previo) }}{%- endif -%}
    {{ adapter.rename_relation(nuevo, destino) }}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ drop_relation_if_exists(previo) }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [destino]}) }}
{% endmaterialization %}

{#- tabla_de_paso(nombre, consulta): a temporary table made anew, with its statistics. -#}
{% macro tabla_de_paso(nombre, consulta) %}
    {%- do run_query('drop table if exists ' ~ nombre) -%}
    {%- do run_query('create temporary table ' ~ nombre ~ ' as ' ~ consulta) -%}
    {%- set estadisticas = reparto.analizar_tabla(nombre) -%}
    {%- if estadisticas -%}{%- do run_query(estadisticas) -%}{%- endif -%}
{% endmacro %}

{#- Nodes numbered in the order of their bytes: integers join faster than text, and the least number is the least name. -#}
{% macro componentes_nodos(pares) %}
    select
        nodo,
        row_number() over (order by {{ reparto.binario('nodo') }}) as id
    from (
        select nodo_a as nodo from {{ pares }}
        union
        select nodo_b as nodo from {{ pares }}
    ) as nombres
{% endmacro %}

{#- Edges from the greater number to the lesser. -#}
{% macro componentes_aristas(pares, nodos) %}
    select distinct
        greatest(a.id, b.id) as mayor,
        least(a.id, b.id) as menor
    from {{ pares }} as pares
    inner join {{ nodos }} as a
        on pares.nodo_a = a.nodo
    inner join {{ nodos }} as b
        on pares.nodo_b = b.nodo
    where a.id <> b.id
{% endmacro %}

{#- How far the edges are from a star per component: edges too many for their greater ends, and edges whose lesser end hangs from another. -#}
{% macro componentes_sin_estrella(aristas) %}
    select
        (select count(*) - count(distinct mayor) from {{ aristas }})
        + (select count(*) from {{ aristas }} where menor in (select mayor from {{ aristas }}))
{% endmacro %}

{#- Large-star: every greater neighbour of a node is linked to the least of the node and its neighbours. -#}
{% macro componentes_estrella_grande(aristas) %}
    with vecinos as (
        select
            mayor as nodo,
            menor as vecino
        from {{ aristas }}
        union all
        select
            menor as nodo,
            mayor as vecino
        from {{ aristas }}
    ),

    minimos as (
        select
            nodo,
            least(nodo, min(vecino)) as minimo
        from vecinos
        group by nodo
    )

    select distinct
        vecinos.vecino as mayor,
        minimos.minimo as menor
    from vecinos
    inner join minimos
        on vecinos.nodo = minimos.nodo
    where vecinos.vecino > vecinos.nodo
{% endmacro %}

{#- Small-star: a node and its lesser neighbours are linked to the least of them. -#}
{% macro componentes_estrella_pequena(aristas) %}
    with minimos as (
        select
            mayor,
            min(menor) as menor
        from {{ aristas }}
        group by mayor
    )

    select
        aristas.menor as mayor,
        minimos.menor
    from {{ aristas }} as aristas
    inner join minimos
        on aristas.mayor = minimos.mayor
    where aristas.menor <> minimos.menor
    union
    select
        mayor,
        menor
    from minimos
{% endmacro %}

{% macro componentes_resultado(nodos, aristas) %}
    select
        nodos.nodo,
        raices.nodo as componente
    from {{ nodos }} as nodos
    left join {{ aristas }} as aristas
        on nodos.id = aristas.mayor
    inner join {{ nodos }} as raices
        on coalesce(aristas.menor, nodos.id) = raices.id
{% endmacro %}
