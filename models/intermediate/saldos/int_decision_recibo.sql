{{ config(materialized='table') }}
{#- What officials last decided about each receipt up to the cut date: a later decision replaces the
    earlier ones; several that differ on the last day leave none (CONFLICTO). -#}
with decisiones as (
    select
        normalizaciones.*,
        max(normalizaciones.fecha) over (partition by normalizaciones.id_recibo) as ultima_fecha
    from {{ ref('stg_normalizaciones') }} as normalizaciones
    inner join {{ ref('int_medicion') }} as medicion
        on normalizaciones.fecha <= medicion.fecha_corte
),

ultimas as (
    select
        id_recibo,
        count(distinct decision) > 1
        or count(distinct case when decision = 'APLICAR' then id_obligacion end) > 1 as difieren,
        min(decision) as decision,
        min(id_obligacion) as id_obligacion
    from decisiones
    where fecha = ultima_fecha
    group by id_recibo
)

select
    id_recibo,
    case when difieren then 'CONFLICTO' else decision end as decision,
    case when not difieren and decision = 'APLICAR' then id_obligacion end as id_obligacion
from ultimas
