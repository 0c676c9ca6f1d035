{{ config(materialized='ephemeral') }}
with filas as (
    {% for tabla in reparto.tablas_de_entrada() -%}
    select
        '{{ tabla }}' as tabla,
        fila,
        motivos
    from {{ reparto.apartadas(ref('stg_' ~ tabla)) }}
    where motivos is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- a further copy of a rejected row is a duplicate too
copias as (
    select
        tabla,
        fila,
        motivos,
        row_number() over (
            partition by tabla, fila
            order by case when motivos = '|:DUPLICADA' then 1 else 0 end, motivos
        ) as copia
    from filas
),

rechazadas as (
    select
        tabla,
        fila,
        copia,
        case when copia > 1 then '|:DUPLICADA' else motivos end || '|' as motivos
    from copias
),

columnas as (
    {{ reparto.columnas_contrato() }}
),

valores as (
    select
        rechazadas.tabla,
        rechazadas.fila,
        rechazadas.copia,
        columnas.columna,
        split_part(
            split_part(rechazadas.motivos, '|' || columnas.columna || ':', 2), '|', 1
        ) as motivo
    from rechazadas
    inner join columnas
        on rechazadas.tabla = columnas.tabla
        and position('|' || columnas.columna || ':' in rechazadas.motivos) > 0
)

select
    tabla,
    fila,
    cast(copia as integer) as copia,
    nullif(columna, '') as columna,
    motivo,
    case when columna <> '' then {{ reparto.valor_json('fila', 'columna') }} end as valor
from valores
