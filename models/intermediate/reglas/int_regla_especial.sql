{{ config(materialized='table') }}
{#- Of the rules that stand above PRIORIDAD, the one that wins each obligation: the first in
    `precedencia`. A reassignment to a collection office leaves determination with the next. -#}
with ordenadas as (
    select
        *,
        row_number() over (partition by id_obligacion order by orden) as puesto,
        lead(oficina_determinacion) over (
            partition by id_obligacion order by orden
        ) as oficina_siguiente
    from {{ ref('int_regla_candidata') }}
)

select
    id_obligacion,
    id_sujeto,
    regla,
    campania,
    accion,
    articulo,
    case
        when regla = 'REASIGNACION' then coalesce(oficina_determinacion, oficina_siguiente)
        else oficina_determinacion
    end as oficina_determinacion,
    sigue_etapa,
    oficina_propia,
    estado,
    id_caso,
    id_expediente
from ordenadas
where puesto = 1
