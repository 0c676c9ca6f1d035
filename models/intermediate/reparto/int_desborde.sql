{{ config(materialized='table') }}
{#- The cases past the capacity of the office of Art. 1 that another reading of "conforme a la
    capacidad operativa" (Art. 1) takes elsewhere (`desborde`); none by default. What other
    articles bring there never moves: open files, what an official moved by hand, the sample of Art.
    5, the communities of Art. 7 and omisos totales. -#}
{%- set desborde = reparto.lectura('desborde') -%}
with resultados as (
    {{ reparto.resultados('DESBORDE') }}
),

origen as (
    select
        resultados.oficina,
        capacidades.capacidad
    from resultados
    inner join {{ ref('int_capacidad') }} as capacidades
        on resultados.oficina = capacidades.oficina
    where resultados.caso = 'origen'
),

casos as (
    select
        casos.*,
        origen.capacidad
    from {{ ref('int_caso') }} as casos
    inner join origen
        on casos.oficina = origen.oficina
),

ordenados as (
    {{ reparto.posicion_en_cola() }}
)

select
    ordenados.id_caso,
    ordenados.oficina as oficina_origen,
    resultados.oficina as oficina_destino,
    resultados.oficina_determinacion,
    resultados.articulo,
    resultados.campania,
    resultados.accion
from ordenados
inner join resultados
    on resultados.caso = '{{ desborde }}'
where ordenados.puesto > ordenados.capacidad
    and ordenados.es_fijo = 0
