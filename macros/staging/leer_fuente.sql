{#- How an input table is read. The good rows go by one flat select (leer_fuente, the body of
    stg_<tabla>); those whose key stands more than once and, only when there are any, the bad ones
    are set aside in stg_<tabla>__aparte, where each is looked at by itself (lectura_aparte). The
    materialization `lectura` puts both together. A column that is typed in the source is checked
    for its range only, never by its printed text; a text column, value by value. -#}

{% macro leer_fuente(tabla, catalogos={}) %}
    {{- config(meta={'tabla': tabla, 'catalogos': catalogos}) -}}
    {%- set origen = source('fuente', tabla) -%}
    {%- for semilla in catalogos.values() -%}{%- do ref(semilla) -%}{%- endfor -%}
    {%- if not execute -%} select 1 as sin_ejecutar
    {%- else -%} {{- reparto.lectura_buenas(reparto.forma_fuente(tabla, catalogos, origen)) -}}
    {%- endif -%}
{% endmacro %}

{#- Where the last column of the key is one of a few codes, a row a code would be ten times the
    rows: each code is a bit, bits that add up to more than their union stand twice, and the key is
    what comes before it. -#}
{% macro lectura_repetidas(forma) -%}
select
    {%- for k in forma.claves %}
    k{{ loop.index }}{{ ',' if not loop.last }}
    {%- endfor %}
from (
    select
        {%- for k in forma.claves %}
        {{ k }} as k{{ loop.index }}{{ ',' if not loop.last or forma.codigos }}
        {%- endfor %}
        {%- if forma.codigos %}
        case {{ forma.codigo }}
            {%- for codigo in forma.codigos %}
            when {{ codigo }} then {{ 2 ** loop.index0 }}
            {%- endfor %}
        end as bit
        {%- endif %}
    from (
        {{ reparto.leida(forma) }}
    ) as leida
) as claves
group by {% for k in forma.claves %}k{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}
having {{ 'sum(bit) <> bit_or(bit)' if forma.codigos else 'count(*) > 1' }}
{%- endmacro %}

{% macro lectura_buenas(forma, repetidas=none) -%}
    {%- if not forma.existe -%}
        {{ reparto.fila_vacia(forma) }}
    {%- else -%}
select
    {{ reparto.columnas_leidas(forma) }}
from (
    {{ reparto.leida(forma) }}
) as leida
{%- if repetidas %}
left join {{ repetidas }} as repetidas
    on {{ reparto.claves_iguales(forma) }}
{%- endif %}
where {{ reparto.fila_buena(forma) }}
{%- if repetidas %}
    and repetidas.k1 is null
{%- endif %}
    {%- endif -%}
{%- endmacro %}

{% macro lectura_aparte(forma, repetidas=none) -%}
    {%- if not forma.existe -%}
        {{ reparto.fila_vacia(forma, ['motivos', 'fila']) }}
    {%- else -%}
    {%- set como_texto = reparto.forma_como_texto(forma) -%}
with textos as (
    select
        {%- for c in forma.columnas %}
        {{ reparto.texto_leido(c) }} as {{ c.nombre }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        {{ reparto.leida(forma) }}
    ) as leida
    {%- if repetidas %}
    left join {{ repetidas }} as repetidas
        on {{ reparto.claves_iguales(forma) }}
    {%- endif %}
    where (
        {{ reparto.fila_buena(forma) }}
    ) is not true
    {%- if repetidas %}
        or repetidas.k1 is not null
    {%- endif %}
),

revisadas as (
    {{ reparto.barrera() }}
    select
        *,
        {%- for c in como_texto.columnas if reparto.se_revisa(c) %}
        ({{ reparto.valor_bueno(c) }}) is not true as malo_{{ c.nombre }},
        {%- endfor %}
        {{ reparto.fila_json(
            forma.columnas
            | rejectattr('clase', 'equalto', 'ausente')
            | map(attribute='nombre')
            | list
        ) }} as fila_cruda
    from textos as leida
),

copias as (
    select
        *,
        {% for c in como_texto.columnas if reparto.se_revisa(c) -%}
            malo_{{ c.nombre }}{{ ' or ' if not loop.last }}
        {%- endfor %} as mala,
        row_number() over (partition by fila_cruda order by fila_cruda) as copia
    from revisadas
),

versiones as (
    select
        *,
        sum(case when copia = 1 and not mala then 1 else 0 end) over (
            partition by {{ como_texto.clave_entera | join(', ') }}
        ) as n_versiones
    from copias as leida
),

juzgadas as (
    {{ reparto.barrera() }}
    select
        *,
        case
            when copia > 1 then '|:DUPLICADA'
            when mala then {{ reparto.motivos(como_texto) }}
            when n_versiones > 1 then '|:CLAVE_REPETIDA'
        end as motivos
    from versiones
)

select
    {{ reparto.columnas_leidas(como_texto, 'motivos is null') }},
    motivos,
    case when motivos is not null then fila_cruda end as fila
from juzgadas as leida
    {%- endif -%}
{%- endmacro %}

{% macro forma_fuente(tabla, catalogos, origen) %}
    {%- set contrato = graph.sources['source.reparto.fuente.' ~ tabla] -%}
    {%- set existe = load_relation(origen) is not none -%}
    {%- set presentes = reparto.columnas_presentes(origen) if existe else {} -%}
    {%- set columnas = [] -%}
    {%- for columna in contrato.columns.values() -%}
        {%- set propia = presentes.get(columna.name) -%}
        {%- set clase = reparto.clase_de_tipo(propia.dtype) if propia else 'ausente' -%}
        {%- do columnas.append({
            'nombre': columna.name,
            'meta': columna.config.meta,
            'clase': clase,
            'en_origen': adapter.quote(propia.name) if propia else none,
            'nativa': reparto.se_lee_tipada(columna.config.meta.tipo, clase),
            'catalogo': ref(catalogos[columna.name]) if columna.name in catalogos else none,
        }) -%}
    {%- endfor -%}
    {{- return(reparto.con_claves({
        'origen': origen,
        'existe': existe,
        'columnas': columnas,
        'clave': contrato.config.meta.get('clave'),
    })) -}}
{% endmacro %}

{% macro forma_como_texto(forma) %}
    {%- set columnas = [] -%}
    {%- for c in forma.columnas -%}{%- do columnas.append(dict(c, nativa=false)) -%}{%- endfor -%}
    {{- return(reparto.con_claves(dict(forma, columnas=columnas))) -}}
{% endmacro %}

{% macro con_claves(forma) %}
    {%- set expresiones, por_nombre = [], {} -%}
    {%- for c in forma.columnas -%}{%- do por_nombre.update({c.nombre: c}) -%}{%- endfor -%}
    {%- for nombre in forma.clave
            or forma.columnas
                | rejectattr('clase', 'equalto', 'ausente')
                | map(attribute='nombre') -%}
        {%- if nombre == 'id_sujeto' -%}
            {%- do expresiones.append('leida.tipo_documento') -%}
            {%- do expresiones.append(reparto.numero_leido(por_nombre['numero_documento'])) -%}
        {%- elif por_nombre[nombre].meta.requerida -%}
            {%- do expresiones.append(
                'leida.' ~ nombre if por_nombre[nombre].nativa
                else reparto.texto_leido(por_nombre[nombre])
            ) -%}
        {%- else -%}
            {%- do expresiones.append(
                "coalesce(" ~ reparto.texto_leido(por_nombre[nombre]) ~ ", '')"
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set ultima = por_nombre.get((forma.clave or ['']) | last) -%}
    {%- set codigos = [] -%}
    {#- `dbt compile` before the seeds are sown: without their codes #}
    {%- if ultima
            and expresiones | length > 1
            and ultima.catalogo
            and load_relation(ultima.catalogo) is not none -%}
        {%- for codigo in run_query(
            'select distinct ' ~ ultima.nombre ~ ' from ' ~ ultima.catalogo
        ).columns[0].values() -%}
            {%- do codigos.append("'" ~ codigo ~ "'") -%}
        {%- endfor -%}
    {%- endif -%}
    {#- no more bits in an integer #}
    {%- set codigos = codigos if codigos | length <= 30 else [] -%}
    {{- return(dict(
        forma,
        clave_entera=expresiones,
        claves=expresiones[:-1] if codigos else expresiones,
        codigo=expresiones | last,
        codigos=codigos,
    )) -}}
{% endmacro %}

{% macro leida(forma) -%}
select
            {%- for c in forma.columnas %}
            {% if c.clase == 'ausente' -%} cast(null as {{ dbt.type_string() }})
            {%- elif c.clase == 'momento' and c.nativa -%} cast({{ c.en_origen }} as date)
            {%- elif c.nativa -%} {{ c.en_origen }}
            {%- else -%} {{ reparto.texto_de_clase(c.en_origen, c.clase) }}
            {%- endif %} as {{ c.nombre }}{{ ',' if not loop.last }}
            {%- endfor %}
        from {{ forma.origen }}
{%- endmacro %}

{% macro claves_iguales(forma) -%}
    {%- for k in forma.claves -%}
        repetidas.k{{ loop.index }} = {{ k }}
        {{- '\n        and ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{% macro fila_buena(forma) -%}
    {%- set pruebas = [] -%}
    {%- for c in forma.columnas if reparto.se_revisa(c) -%}
        {%- do pruebas.append(reparto.valor_bueno(c)) -%}
    {%- endfor -%}
    {{ pruebas | join('\n    and ') }}
{%- endmacro %}

{% macro columnas_leidas(forma, condicion=none) -%}
    {%- for c in forma.columnas if c.nombre != 'numero_documento' %}
    {%- set valor = reparto.id_leido(forma) if c.nombre == 'tipo_documento'
        else reparto.valor_tipado(c) %}
    {{
        'case when ' ~ condicion ~ ' then ' ~ valor ~ ' end' if condicion else valor
    }} as {{ reparto.nombre_leido(c) }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{% macro id_leido(forma) -%}
    tipo_documento || '-' || {% for c in forma.columnas if c.nombre == 'numero_documento' -%}
        cast({{ reparto.numero_leido(c) }} as {{ dbt.type_string() }})
    {%- endfor %}
{%- endmacro %}

{% macro motivos(forma) -%}
    {%- for c in forma.columnas if reparto.se_revisa(c) %}
    case
        when malo_{{ c.nombre }} then '|{{ c.nombre }}:' || {{ reparto.valor_motivo(c) }}
        else ''
    end{{ ' ||' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{% macro fila_vacia(forma, mas=[]) -%}
select
    {%- for c in forma.columnas if c.nombre != 'numero_documento' %}
    cast(null as {{ reparto.tipo_sql(c.meta.tipo) }}) as {{ reparto.nombre_leido(c) }}
    {{- ',' if not loop.last or mas }}
    {%- endfor %}
    {%- for nombre in mas %}
    cast(null as {{ dbt.type_string() }}) as {{ nombre }}{{ ',' if not loop.last }}
    {%- endfor %}
where 1 = 0
{%- endmacro %}

{% macro columnas_presentes(relacion) %}
    {%- set columnas = {} -%}
    {%- for columna in adapter.get_columns_in_relation(relacion) -%}
        {%- do columnas.update({columna.name | lower: columna}) -%}
    {%- endfor -%}
    {{- return(columnas) -}}
{% endmacro %}

{#- The contract's tables: dbt wants the name of what a model refers to before it shows it the
    sources, which test_proyecto.py compares with these. -#}
{% macro tablas_de_entrada() %}
    {{- return([
        'contribuyentes', 'obligaciones', 'grandes_contribuyentes', 'respuestas', 'sujecion_objeto',
        'expedientes', 'mandamientos_pago', 'declaraciones', 'indicios', 'puntajes_omisos',
        'exclusiones', 'pagos', 'normalizaciones', 'tramites', 'solicitudes_devolucion', 'gestores',
        'cartera_gestor', 'gestiones', 'flujo_caja', 'correcciones_calificacion', 'fidelizaciones',
        'reasignaciones', 'facilidades', 'facilidad_obligacion', 'cuotas_facilidad',
    ]) -}}
{% endmacro %}

{% macro columnas_contrato() -%}
    {%- set pares = [] -%}
    {%- if execute -%}
        {%- for fuente in graph.sources.values() if fuente.package_name == 'reparto' -%}
            {%- do pares.append((fuente.name, '')) -%}
            {%- for columna in fuente.columns.values() -%}
                {%- do pares.append((fuente.name, columna.name)) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- else -%}
        {%- do pares.append(('', '')) -%}
    {%- endif -%}
    {%- for tabla, columna in pares %}
    select '{{ tabla }}' as tabla, '{{ columna }}' as columna{{ ' union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{% macro apartadas(modelo) %}
    {{- return(api.Relation.create(
        database=modelo.database,
        schema=modelo.schema,
        identifier=modelo.identifier ~ '__aparte',
        type='table',
    )) -}}
{% endmacro %}
