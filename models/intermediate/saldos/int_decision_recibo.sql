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
        count(
            distinct decision || '|'
            || case when decision = 'APLICAR' then coalesce(id_obligacion, '') else '' end
        ) as n_distintas,
        min(decision) as decision,
        min(id_obligacion) as id_obligacion
    from decisiones
    where fecha = ultima_fecha
    group by id_recibo
)

select
    id_recibo,
    case when n_distintas > 1 then 'CONFLICTO' else decision end as decision,
    case when n_distintas = 1 and decision = 'APLICAR' then id_obligacion end as id_obligacion
from ultimas
