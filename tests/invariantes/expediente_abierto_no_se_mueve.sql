{#- Art. 4: what is in an open file is determined in the office of the oldest of its files, which
    works it too unless a debt with title is collected (D-43); a rule that the norm puts before it
    may take it. A file in an office that the norm doesn't name holds nothing, and supuesto_usado
    says so. The rules' authors mend it. -#}
with abiertos as (
    select expedientes.* from {{ ref('int_expediente_abierto') }} as expedientes
    inner join {{ ref('int_oficina') }} as oficinas
        on expedientes.oficina = oficinas.oficina
),

precedencia as (
    {{ reparto.filas_de_la_norma('precedencia') }}
),

asignaciones as (
    select asignaciones.* from {{ ref('asignacion_obligacion') }} as asignaciones
    inner join precedencia
        on asignaciones.regla = precedencia.regla
    inner join precedencia as del_expediente
        on del_expediente.regla = 'EXPEDIENTE'
        and precedencia.orden >= del_expediente.orden
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
        or asignaciones.oficina <> case
            when asignaciones.estado = 'EN_EXPEDIENTE' then suyos.oficina
            else asignaciones.oficina_cobro
        end
        or (asignaciones.estado <> 'EN_EXPEDIENTE' and asignaciones.etapa <> 'COBRO')
    )
