{{ config(materialized='table') }}
{#- The cases that each office has to attend before capacity (contract, 3.11 and 5.3.3): those of
    the obligations decided, and every omiso total in its step, with obligations or without. -#}
with obligaciones as (
    select
        oficina,
        id_caso,
        case when estado = 'EN_EXPEDIENTE' then 1 else 0 end as es_expediente,
        case
            when estado = 'EN_EXPEDIENTE'
                or regla in ('REASIGNACION', 'FUERO_ATRACCION')
                or en_muestra then 1
            else 0
        end as es_fijo,
        case when id_caso <> 'OMI:' || id_sujeto then puntaje end as puntaje,
        saldo,
        fecha_vencimiento,
        1 as n_obligaciones,
        cast(null as {{ dbt.type_string() }}) as segmento,
        cast(null as numeric(28, 2)) as monto_proyectado
    from {{ ref('int_decision') }}
    where estado in ('ASIGNADA', 'EN_EXPEDIENTE')
),

omisos as (
    select
        oficina,
        'OMI:' || id_sujeto as id_caso,
        0 as es_expediente,
        1 as es_fijo,
        cast(null as numeric(10, 6)) as puntaje,
        cast(0 as numeric(28, 2)) as saldo,
        cast(null as date) as fecha_vencimiento,
        0 as n_obligaciones,
        segmento,
        monto_proyectado
    from {{ ref('int_omiso_repartido') }}
    where estado = 'ASIGNADA'
),

juntos as (
    select * from obligaciones
    union all
    select * from omisos
)

select
    oficina,
    id_caso,
    max(es_expediente) as es_expediente,
    max(es_fijo) as es_fijo,
    max(puntaje) as puntaje,
    cast(sum(saldo) as numeric(28, 2)) as saldo,
    min(fecha_vencimiento) as fecha_vencimiento,
    sum(n_obligaciones) as n_obligaciones,
    max(segmento) as segmento,
    max(monto_proyectado) as monto_proyectado
from juntos
group by oficina, id_caso
