{#- The consumer's own expectation of the package's marts. Whoever changes the mapping mends it. -#}
with esperadas as (
    select 'D1' as id_obligacion, '4.1' as prioridad, 'COBRO_PREJURIDICO' as oficina
    union all
    select 'D2' as id_obligacion, '4.4' as prioridad, 'COBRO_COACTIVO' as oficina
)

select
    esperadas.id_obligacion,
    asignaciones.prioridad,
    asignaciones.oficina
from esperadas
full join {{ ref('reparto', 'asignacion_obligacion') }} as asignaciones
    on esperadas.id_obligacion = asignaciones.id_obligacion
where
    coalesce(esperadas.prioridad || esperadas.oficina, '')
    <> coalesce(asignaciones.prioridad || asignaciones.oficina, '')
