{#- Rows in = rows staged + distinct rows rejected, table by table. Whoever keeps macros/staging
    mends it. -#}
{{ config(
    severity='error',
    meta={'dice': 'la entrada cambió mientras se leía (ejecute otra vez), o se perdieron filas.'},
) }}
with entradas as (
    {% for tabla in reparto.tablas_de_entrada() -%}
    {%- set origen = source('fuente', tabla) -%}
    select
        '{{ tabla }}' as tabla,
        {% if execute and load_relation(origen) is not none -%}
        (select count(*) from {{ origen }}) as entran,
        {%- else -%}
        0 as entran,
        {%- endif %}
        (select count(*) from {{ ref('stg_' ~ tabla) }}) as leidas
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

rechazadas as (
    select
        tabla,
        count(*) as filas
    from (
        select distinct
            tabla,
            fila,
            copia
        from {{ ref('rechazos') }}
    ) as distintas
    group by tabla
)

select
    entradas.tabla,
    entradas.entran,
    entradas.leidas,
    coalesce(rechazadas.filas, 0) as rechazadas
from entradas
left join rechazadas
    on entradas.tabla = rechazadas.tabla
where entradas.entran <> entradas.leidas + coalesce(rechazadas.filas, 0)
