select
    id_tramite,
    tipo_tramite,
    id_sujeto,
    fecha_radicacion
from {{ ref('base_tramites') }}
where motivos is null
