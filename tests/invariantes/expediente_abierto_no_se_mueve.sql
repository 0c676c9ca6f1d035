{#- Art. 4: what is in an open file is determined in the office of the oldest of its files, which works it too unless a debt with title is
    collected (D-43). The rules' authors mend it. -#}
with abiertos as (
    select * from {{ ref('int_expediente_abierto') }}
),

asignaciones as (
    select * from {{ ref('asignacion_obligacion') }}
)

select
    asignaciones.id_obligacion,
    asignaciones.regla,
    asignaciones.oficina,
    asignaciones.estado
from asignaciones
inner join abiertos
    on asignaciones.id_obligacion = abiertos.id_obligacion
left join abiertos as suyos
    on asignaciones.id_obligacion = suyos.id_obligacion
    and asignaciones.id_expediente = suyos.id_expediente
where asignaciones.estado <> 'PRESCRIPCION_POR_DECLARAR'
    and (
        suyos.id_expediente is null
        or suyos.fecha_apertura > abiertos.fecha_apertura
        or asignaciones.oficina_determinacion <> suyos.oficina
        or asignaciones.oficina <> case when asignaciones.estado = 'EN_EXPEDIENTE' then suyos.oficina else asignaciones.oficina_cobro end
        or (asignaciones.estado <> 'EN_EXPEDIENTE' and asignaciones.etapa <> 'COBRO')
    )
