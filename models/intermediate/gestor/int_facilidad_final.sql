{#- The day on which each facility ended: what the input says, or the one from which others cover
    all that it covered, if that comes first; empty: it goes on. -#}
with reemplazadas as (
    select
        id_facilidad,
        max(siguiente) as fecha_reemplazo
    from {{ ref('int_facilidad_vigente') }}
    group by id_facilidad
    having count(*) = count(siguiente)
)

select
    facilidades.id_facilidad,
    least(
        coalesce(facilidades.fecha_terminacion, reemplazadas.fecha_reemplazo),
        coalesce(reemplazadas.fecha_reemplazo, facilidades.fecha_terminacion)
    ) as fecha_final
from {{ ref('stg_facilidades') }} as facilidades
left join reemplazadas
    on facilidades.id_facilidad = reemplazadas.id_facilidad
