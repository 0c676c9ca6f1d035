{{ config(materialized='table', indexes=reparto.indices('id_obligacion')) }}
{#- From when each facility covers each obligation, up to the day before it ends or another begins
    to cover it; empty: still. -#}
select
    amparadas.id_obligacion,
    facilidades.id_facilidad,
    facilidades.fecha_otorgamiento as desde,
    facilidades.fecha_terminacion,
    lead(facilidades.fecha_otorgamiento) over (
        partition by amparadas.id_obligacion
        order by facilidades.fecha_otorgamiento, {{ reparto.binario('facilidades.id_facilidad') }}
    ) as siguiente
from {{ ref('stg_facilidades') }} as facilidades
inner join {{ ref('stg_facilidad_obligacion') }} as amparadas
    on facilidades.id_facilidad = amparadas.id_facilidad
inner join {{ ref('int_medicion') }} as medicion
    on facilidades.fecha_otorgamiento <= medicion.fecha_corte
