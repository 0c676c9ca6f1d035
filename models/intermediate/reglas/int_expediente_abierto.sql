{#- The files open on the cut date (from the day they open to the day before they close) that a
    substantive act opened. -#}
with expedientes as (
    select * from {{ ref('stg_expedientes') }}
),

actuaciones as (
    {{ reparto.filas_de_la_norma('actuaciones') }}
    where filas.es_de_fondo
)

select
    expedientes.id_expediente,
    expedientes.id_obligacion,
    expedientes.oficina,
    expedientes.actuacion,
    expedientes.fecha_apertura
from expedientes
inner join actuaciones
    on expedientes.actuacion = actuaciones.actuacion
inner join {{ ref('int_medicion') }} as medicion
    on expedientes.fecha_apertura <= medicion.fecha_corte
    and (expedientes.fecha_cierre is null or expedientes.fecha_cierre > medicion.fecha_corte)
