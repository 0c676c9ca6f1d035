{#- leer_fuente(tabla, catalogos): the body of base_<tabla>. One row for each row of the source table:
    the typed columns of the input contract (tipo_documento and numero_documento become id_sujeto), plus `motivos` (null for a
    good row; else '|column:MOTIVE' for each rejected value, '|:DUPLICADA' for a further copy of the same row, '|:CLAVE_REPETIDA'
    where good rows with the same key say different things) and `fila` (the rejected row as JSON, null for a good one).
    tabla: a table of source `fuente`; catalogos: {column: relation of the seed that lists its codes}.
    A table that isn't there gives no rows; a column that isn't there gives its default.
    Each row of the table is validated once; the rows whose key stands more than once (few) are read again, beside each other. -#}
{% macro leer_fuente(tabla, catalogos={}) %}
{%- set origen = source('fuente', tabla) -%}
{%- if execute -%}
    {%- set contrato = graph.sources['source.reparto.fuente.' ~ tabla] -%}
    {%- set columnas = contrato.columns.values() | list -%}
    {%- set existe = load_relation(origen) is not none -%}
    {%- set presentes = reparto.columnas_presentes(origen) if existe else [] -%}
    {%- set crudas = columnas | map(attribute='name') | select('in', presentes) | list -%}
    {%- set claves = reparto.expresiones_clave(contrato, crudas) -%}
    {%- if not existe -%}
        {{ reparto.fila_vacia(columnas) }}
    {%- else -%}
with repetidas as (
    select clave
    from (select {{ reparto.clave_unida(claves) }} as clave from {{ origen }}) as claves
    group by clave
    having count(*) > 1
),

unicas as (
    {{ reparto.fila_revisada(origen, columnas, crudas, claves, catalogos, false) }}
),

copias as (
    select
        *,
        row_number() over (partition by fila_cruda order by fila_cruda) as copia
    from (
        select
            *,
            {{ reparto.fila_json(crudas) }} as fila_cruda
        from (
            {{ reparto.fila_revisada(origen, columnas, crudas, claves, catalogos, true) }}
        ) as revisadas
    ) as con_fila
),

versiones as (
    select
        *,
        sum(case when copia = 1 and not mala then 1 else 0 end)
            over (partition by {% for k in claves %}k{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}) as n_versiones
    from copias
)

select
    {{ reparto.columnas_tipadas(columnas) }}
    case when mala then {{ reparto.motivos(columnas, catalogos) }} end as motivos,
    case when mala then {{ reparto.fila_json(crudas) }} end as fila
from unicas

union all

select
    {{ reparto.columnas_tipadas(columnas) }}
    case
        when copia > 1 then '|:DUPLICADA'
        when mala then {{ reparto.motivos(columnas, catalogos) }}
        when n_versiones > 1 then '|:CLAVE_REPETIDA'
    end as motivos,
    case when copia > 1 or mala or n_versiones > 1 then fila_cruda end as fila
from versiones
    {%- endif -%}
{%- else -%}
    select 1 as sin_ejecutar
{%- endif -%}
{% endmacro %}


{% macro columnas_presentes(relacion) %}
    {{- return(adapter.get_columns_in_relation(relacion) | map(attribute='name') | map('lower') | list) -}}
{% endmacro %}


{#- The source column as text, empty as null; null where the column isn't there. -#}
{% macro cruda(nombre, crudas) -%}
    {%- if nombre in crudas -%} nullif(cast({{ nombre }} as {{ dbt.type_string() }}), '')
    {%- else -%} cast(null as {{ dbt.type_string() }})
    {%- endif -%}
{%- endmacro %}


{#- SQL expressions over the source whose equality is that of the table's key (of the whole row where it has none). -#}
{% macro expresiones_clave(contrato, crudas) %}
    {%- set expresiones = [] -%}
    {%- for nombre in contrato.config.meta.get('clave', crudas) -%}
        {%- if nombre == 'id_sujeto' -%}
            {%- do expresiones.append(reparto.cruda('tipo_documento', crudas)) -%}
            {%- do expresiones.append(reparto.numero_normal(reparto.cruda('numero_documento', crudas))) -%}
        {%- elif 'clave' in contrato.config.meta -%}
            {%- do expresiones.append(reparto.cruda(nombre, crudas)) -%}
        {%- else -%}
            {%- do expresiones.append("coalesce(" ~ reparto.cruda(nombre, crudas) ~ ", '')") -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(expresiones) -}}
{% endmacro %}


{#- One text for a key, to find those that stand more than once. Two keys may give one text: they are told apart afterwards. -#}
{% macro clave_unida(claves) -%}
    {% for k in claves %}coalesce({{ k }}, ''){{ " || '|' || " if not loop.last }}{% endfor %}
{%- endmacro %}


{#- The rows whose key stands once (repetidas: false) or more often (true), as text, with `mala`: whether a value is bad. `is true` keeps
    PostgreSQL from turning the test into a join that sorts the table. -#}
{% macro fila_revisada(origen, columnas, crudas, claves, catalogos, repetidas) -%}
    select
        leida.*,
        {% for columna in columnas if columna.config.meta.tipo != 'texto' or columna.config.meta.requerida -%}
        {{ reparto.valor_malo(columna, catalogos.get(columna.name)) }}{{ ' or ' if not loop.last else ' as mala' }}
        {% endfor %}
    from (
        select
            {%- for columna in columnas %}
            {{ reparto.cruda(columna.name, crudas) }} as {{ columna.name }}{{ ',' if not loop.last or repetidas }}
            {%- endfor %}
            {%- if repetidas %}
            {% for k in claves %}{{ k }} as k{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}
            {%- endif %}
        from {{ origen }}
        where ({{ reparto.clave_unida(claves) }} in (select clave from repetidas)) is {{ 'true' if repetidas else 'not true' }}
    ) as leida
    {{ reparto.barrera() }}
{%- endmacro %}


{% macro columnas_tipadas(columnas) -%}
    {%- for columna in columnas %}
    {%- if columna.name == 'tipo_documento' %}
    case when not mala then tipo_documento || '-' || {{ reparto.numero_normal('numero_documento') }} end as id_sujeto,
    {%- elif columna.name != 'numero_documento' %}
    case when not mala then {{ reparto.valor_tipado(columna) }} end as {{ columna.name }},
    {%- endif %}
    {%- endfor %}
{%- endmacro %}


{% macro motivos(columnas, catalogos) -%}
    {%- for columna in columnas if columna.config.meta.tipo != 'texto' or columna.config.meta.requerida %}
    case when {{ reparto.valor_malo(columna, catalogos.get(columna.name)) }}
        then '|{{ columna.name }}:' || {{ reparto.valor_motivo(columna) }} else '' end{{ ' ||' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{#- No rows, with the columns that base_<tabla> would have. -#}
{% macro fila_vacia(columnas) -%}
select
    {%- for columna in columnas if columna.name != 'numero_documento' %}
    cast(null as {{ reparto.tipo_sql(columna.config.meta.tipo) }}) as {{ 'id_sujeto' if columna.name == 'tipo_documento' else columna.name }},
    {%- endfor %}
    cast(null as {{ dbt.type_string() }}) as motivos,
    cast(null as {{ dbt.type_string() }}) as fila
where 1 = 0
{%- endmacro %}


{#- columnas_contrato(): rows (tabla, columna) of the input contract, and (tabla, '') for what is said of the whole row. -#}
{% macro columnas_contrato() -%}
    {%- set pares = [] -%}
    {%- if execute -%}
        {%- for fuente in graph.sources.values() if fuente.package_name == 'reparto' -%}
            {%- do pares.append((fuente.name, '')) -%}
            {%- for columna in fuente.columns.values() -%}{%- do pares.append((fuente.name, columna.name)) -%}{%- endfor -%}
        {%- endfor -%}
    {%- else -%}
        {%- do pares.append(('', '')) -%}
    {%- endif -%}
    {%- for tabla, columna in pares %}
    select '{{ tabla }}' as tabla, '{{ columna }}' as columna{{ ' union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
