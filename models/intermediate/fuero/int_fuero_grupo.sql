{{ config(materialized='table', indexes=reparto.indices('id_grupo')) }}
{#- What Art. 7 says of each group. Num. 1: some member in 4.1 or 4.2 and other taxes owed (by whom: fuero_otros). Num. 2: nobody owes another
    tax and some member is in 4.3, 4.4 or 4.5. Members without a 4.x don't trigger either. -#}
{%- set otros = reparto.lectura('fuero_otros') -%}
with grupos as (
    select
        id_grupo,
        sum(case when prioridad in ('4.1', '4.2') then 1 else 0 end) as n_altas,
        sum(case when prioridad in ('4.3', '4.4', '4.5') then 1 else 0 end) as n_bajas,
        sum(case when debe_otros_impuestos then 1 else 0 end) as n_deben,
        sum(case when debe_otros_impuestos then 0 else 1 end) as n_no_deben,
        sum(case when debe_otros_impuestos and prioridad in ('4.1', '4.2') then 1 else 0 end) as n_altas_que_deben
    from {{ ref('int_comunero') }}
    group by id_grupo
),

aplicadas as (
    select
        id_grupo,
        case
            {% if otros == 'todos' -%}
            when n_altas > 0 and n_no_deben = 0 then 'ART_7_NUM_1'
            {%- elif otros == 'el_calificado' -%}
            when n_altas_que_deben > 0 then 'ART_7_NUM_1'
            {%- else -%}
            when n_altas > 0 and n_deben > 0 then 'ART_7_NUM_1'
            {%- endif %}
            when n_bajas > 0 and n_deben = 0 then 'ART_7_NUM_2'
            else 'NO_APLICA'
        end as regla_aplicada
    from grupos
)

select
    id_grupo,
    regla_aplicada,
    case regla_aplicada when 'ART_7_NUM_1' then 'FISCALIZACION_GENERAL' when 'ART_7_NUM_2' then 'CONTROL_MASIVO' end as oficina
from aplicadas
