with correcciones as (
    select * from {{ ref('int_correccion') }}
),

calificaciones as (
    select * from {{ ref('int_calificacion_medida') }}
)

select
    correcciones.vigencia_calificacion,
    correcciones.id_sujeto,
    correcciones.fecha,
    calificaciones.prioridad as prioridad_medida,
    correcciones.prioridad as prioridad_nueva,
    correcciones.funcionario,
    correcciones.motivo,
    calificaciones.id_sujeto is not null and correcciones.es_ultima as es_vigente
from correcciones
left join calificaciones
    on correcciones.id_sujeto = calificaciones.id_sujeto
    and correcciones.vigencia_calificacion = calificaciones.vigencia_calificacion
