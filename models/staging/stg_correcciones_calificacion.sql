select
    id_sujeto,
    vigencia_calificacion,
    prioridad,
    funcionario,
    fecha,
    motivo
from {{ ref('base_correcciones_calificacion') }}
where motivos is null
