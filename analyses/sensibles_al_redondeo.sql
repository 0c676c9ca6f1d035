{#- An auditor's question: whose priority depends on reading the printed points or the exact product
    (D-03). -#}
select
    vigencia_calificacion,
    id_sujeto,
    fila_matriz,
    puntaje_maximo,
    peso_respuestas,
    puntaje,
    prioridad
from {{ ref('calificacion_sujeto') }}
where sensible_a_redondeo
order by vigencia_calificacion, fila_matriz, id_sujeto
