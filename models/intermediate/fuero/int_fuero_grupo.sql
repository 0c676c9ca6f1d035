{{ config(materialized='table', indexes=reparto.indices('id_grupo')) }}
{#- What Art. 7 says of each group. CON_OTROS_IMPUESTOS (num. 1): some member in a high priority
    (prioridades.grupo_fuero) and other taxes owed (by whom: fuero_otros). SOLO_DEL_OBJETO (num. 2):
    nobody owes another tax and some member is in a low one. Members without a priority don't
    trigger either. -#}
{%- set otros = reparto.lectura('fuero_otros') -%}
with prioridades as (
    {{ reparto.filas_de_la_norma('prioridades') }}
),

resultados as (
    {{ reparto.resultados('FUERO_ATRACCION') }}
),

grupos as (
    select
        comuneros.id_grupo,
        sum(case when prioridades.grupo_fuero = 'ALTA' then 1 else 0 end) as n_altas,
        sum(case when prioridades.grupo_fuero = 'BAJA' then 1 else 0 end) as n_bajas,
        sum(case when comuneros.debe_otros_impuestos then 1 else 0 end) as n_deben,
        sum(case when comuneros.debe_otros_impuestos then 0 else 1 end) as n_no_deben,
        sum(
            case
                when comuneros.debe_otros_impuestos and prioridades.grupo_fuero = 'ALTA' then 1
                else 0
            end
        ) as n_altas_que_deben
    from {{ ref('int_comunero') }} as comuneros
    left join prioridades
        on comuneros.prioridad = prioridades.prioridad
    group by comuneros.id_grupo
),

aplicadas as (
    select
        id_grupo,
        case
            {% if otros == 'todos' -%}
            when n_altas > 0 and n_no_deben = 0 then 'CON_OTROS_IMPUESTOS'
            {%- elif otros == 'el_calificado' -%}
            when n_altas_que_deben > 0 then 'CON_OTROS_IMPUESTOS'
            {%- else -%}
            when n_altas > 0 and n_deben > 0 then 'CON_OTROS_IMPUESTOS'
            {%- endif %}
            when n_bajas > 0 and n_deben = 0 then 'SOLO_DEL_OBJETO'
        end as caso
    from grupos
)

select
    aplicadas.id_grupo,
    aplicadas.caso,
    coalesce(resultados.codigo, 'NO_APLICA') as regla_aplicada,
    resultados.oficina_determinacion as oficina
from aplicadas
left join resultados
    on aplicadas.caso = resultados.caso
