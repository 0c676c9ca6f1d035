{{ config(materialized='table') }}
{#- Each omiso total's segments (annex): by the quartile of the sum of both scores, ties together,
    among those who have scores; by bands of distinct sources; and the one that counts
    (metodo_segmento). A is the strongest evidence. -#}
{%- set metodo = reparto.lectura('metodo_segmento') -%}
with omisos as (
    select * from {{ ref('int_omiso_total') }}
),

segmentos as (
    select segmentos.* from {{ ref('segmentos_omisos') }} as segmentos
    inner join {{ ref('int_medicion') }} as medicion
        on segmentos.norma = medicion.norma
),

fuentes as (
    select
        id_sujeto,
        count(distinct fuente) as fuentes
    from {{ ref('int_indicio') }}
    group by id_sujeto
),

puntajes as (
    select
        omisos.id_sujeto,
        cast(
            puntajes.puntaje_indicio + puntajes.puntaje_cobrabilidad as numeric(18, 6)
        ) as puntaje_total
    from omisos
    inner join {{ ref('stg_puntajes_omisos') }} as puntajes
        on omisos.id_sujeto = puntajes.id_sujeto
),

puestos as (
    select
        id_sujeto,
        puntaje_total,
        4 * (rank() over (order by puntaje_total desc) - 1) as cuatro_por_delante,
        count(*) over () as n
    from puntajes
),

-- floor(4 x (rank - 1) / N) + 1, without a division
cuartiles as (
    select
        id_sujeto,
        puntaje_total,
        case
            when cuatro_por_delante < n then 1
            when cuatro_por_delante < 2 * n then 2
            when cuatro_por_delante < 3 * n then 3
            else 4
        end as cuartil
    from puestos
),

segmentados as (
    select
        omisos.id_sujeto,
        fuentes.fuentes,
        cuartiles.puntaje_total,
        por_puntaje.segmento as segmento_puntaje,
        por_fuentes.segmento as segmento_fuentes
    from omisos
    inner join fuentes
        on omisos.id_sujeto = fuentes.id_sujeto
    inner join segmentos as por_fuentes
        on fuentes.fuentes >= por_fuentes.fuentes_desde
        and (por_fuentes.fuentes_hasta is null or fuentes.fuentes <= por_fuentes.fuentes_hasta)
    left join cuartiles
        on omisos.id_sujeto = cuartiles.id_sujeto
    left join segmentos as por_puntaje
        on cuartiles.cuartil = por_puntaje.cuartil
)

select
    id_sujeto,
    fuentes,
    puntaje_total,
    segmento_puntaje,
    segmento_fuentes,
    {% if metodo == 'fuentes' -%} segmento_fuentes
    {%- elif metodo == 'menor' -%} greatest(segmento_puntaje, segmento_fuentes)
    {%- elif metodo == 'mayor' -%} least(segmento_puntaje, segmento_fuentes)
    {%- else -%} coalesce(segmento_puntaje, segmento_fuentes)
    {%- endif %} as segmento
from segmentados
