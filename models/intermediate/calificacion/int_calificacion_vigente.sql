{#- Each subject's measurement of the year with the priority that counts: the last correction up to the cut date, else the one measured. -#}
with calificaciones as (
    select calificaciones.*
    from {{ ref('calificacion_sujeto') }} as calificaciones
    inner join {{ ref('int_medicion') }} as medicion
        on calificaciones.vigencia_calificacion = medicion.vigencia_calificacion
),

correcciones as (
    select * from {{ ref('correccion_calificacion') }}
    where es_vigente
)

select
    calificaciones.id_sujeto,
    coalesce(correcciones.prioridad_nueva, calificaciones.prioridad) as prioridad,
    calificaciones.puntaje
from calificaciones
left join correcciones
    on calificaciones.id_sujeto = correcciones.id_sujeto
