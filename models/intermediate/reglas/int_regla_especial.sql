{{ config(materialized='table') }}
{#- Of the rules that stand above PRIORIDAD, the one that wins each obligation: the first in
    `precedencia`. -#}
with ordenadas as (
    select
        *,
        row_number() over (partition by id_obligacion order by orden) as puesto
    from {{ ref('int_regla_candidata') }}
)

select
    id_obligacion,
    id_sujeto,
    regla,
    campania,
    accion,
    articulo,
    oficina_determinacion,
    sigue_etapa,
    oficina_propia,
    estado,
    id_caso,
    id_expediente
from ordenadas
where puesto = 1
