with correcciones as (
    select
        correcciones.*,
        row_number() over (partition by correcciones.id_sujeto order by correcciones.fecha desc) as puesto
    from {{ ref('stg_correcciones_calificacion') }} as correcciones
    inner join {{ ref('int_medicion') }} as medicion
        on correcciones.vigencia_calificacion = medicion.vigencia_calificacion
        and correcciones.fecha <= medicion.fecha_corte
),

calificaciones as (
    select * from {{ ref('calificacion_sujeto') }}
)

select
    correcciones.vigencia_calificacion,
    correcciones.id_sujeto,
    correcciones.fecha,
    calificaciones.prioridad as prioridad_medida,
    correcciones.prioridad as prioridad_nueva,
    correcciones.funcionario,
    correcciones.motivo,
    calificaciones.id_sujeto is not null and correcciones.puesto = 1 as es_vigente
from correcciones
left join calificaciones
    on correcciones.id_sujeto = calificaciones.id_sujeto
    and correcciones.vigencia_calificacion = calificaciones.vigencia_calificacion
