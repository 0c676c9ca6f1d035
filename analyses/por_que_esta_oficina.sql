{#- An official's question: which rule, article and office, obligation by obligation, of the
    taxpayers of one office's worklist. -#}
select
    asignaciones.oficina,
    asignaciones.id_sujeto,
    asignaciones.id_obligacion,
    asignaciones.regla,
    asignaciones.articulo,
    calificaciones.incumplimiento,
    calificaciones.clasificacion_anio,
    calificaciones.vigencias_incumplidas,
    calificaciones.puntaje,
    asignaciones.prioridad,
    asignaciones.saldo
from {{ ref('asignacion_obligacion') }} as asignaciones
left join {{ ref('int_calificacion_medida') }} as calificaciones
    on asignaciones.id_sujeto = calificaciones.id_sujeto
order by asignaciones.oficina, asignaciones.id_sujeto, asignaciones.id_obligacion
