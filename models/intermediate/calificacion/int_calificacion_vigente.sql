{#- Each subject's measurement of the year with the priority that counts: the last correction up to
    the cut date, else the one measured. -#}
with calificaciones as (
    select * from {{ ref('int_calificacion_medida') }}
),

correcciones as (
    select * from {{ ref('int_correccion') }}
    where es_ultima
)

select
    calificaciones.id_sujeto,
    coalesce(correcciones.prioridad, calificaciones.prioridad) as prioridad,
    calificaciones.puntaje
from calificaciones
left join correcciones
    on calificaciones.id_sujeto = correcciones.id_sujeto
