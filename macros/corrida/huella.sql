{#- A row is written so that no two are written alike: a text goes after its bytes (-1: null),
    anything else as the engine prints it (nothing: null). The rows' own SHA-256 are added up: one
    pass, in no order and in parallel, where to sort the rows of ten million answers would cost more
    than to read them. -#}
{% macro huella(relacion, nombres=none, donde='true') -%}
    {%- set partes, leidas = [], [] -%}
    {%- set presentes = reparto.columnas_presentes(relacion) -%}
    {%- for nombre in nombres or presentes if nombre in presentes -%}
        {%- do leidas.append(nombre) -%}
        {%- set propio = adapter.quote(presentes[nombre].name) -%}
        {%- set clase = reparto.clase_de_tipo(presentes[nombre].data_type) -%}
        {%- set texto = propio if clase == 'texto'
            else 'cast(' ~ propio ~ ' as ' ~ dbt.type_string() ~ ')' -%}
        {%- if clase in ('texto', 'relleno', 'otra') -%}
            {%- do partes.extend(['coalesce(' ~ reparto.bytes(texto) ~ ', -1)', texto]) -%}
        {%- else -%}
            {%- do partes.append('coalesce(' ~ texto ~ ", '')") -%}
        {%- endif -%}
    {%- endfor -%}
    {#- the row's digest and its sums have names: written out in each carry, the statement of all
        the tables was of 1.7 MB, and Spark took longer to read it than to add up the rows -#}
    {%- set sumas, sumadas = reparto.sumas_sha256('resumen'), [] -%}
    {%- for suma in sumas -%}{%- do sumadas.append('suma_' ~ loop.index) -%}{%- endfor %}
    select
        filas,
        {{ reparto.sha256(
            "concat_ws('|', '" ~ leidas | join(',') ~ "', filas, "
            ~ reparto.suma_sha256(sumadas) ~ ')'
        ) }} as huella
    from (
        select
            {% for suma in sumas -%}
            {{ suma }} as {{ sumadas[loop.index0] }},
            {% endfor -%}
            count(*) as filas
        from (
            select {{ reparto.sha256("concat_ws(',', " ~ partes | join(', ') ~ ')') }} as resumen
            from {{ relacion }}
            where {{ donde }}
        ) as resumida
    ) as sumada
{%- endmacro %}

{% macro huellas(tablas) %}
    {%- set salida = [] -%}
    {%- if tablas -%}
        {%- set consulta -%}
            {% for t in tablas -%}
            select
                {{ loop.index0 }} as n,
                filas,
                huella
            from (
                {{ reparto.huella(t.relacion, t.nombres, t.donde or 'true') }}
            ) as t{{ loop.index }}
            {{ 'union all' if not loop.last }}
            {% endfor %}
        {%- endset -%}
        {%- for fila in run_query(consulta).rows -%}
            {%- set t = tablas[fila[0] | int] -%}
            {%- do salida.append({
                'clase': t.clase,
                'tabla': t.tabla,
                'filas': fila[1] | int,
                'huella': fila[2],
            }) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(salida) -}}
{% endmacro %}
