select
    id_sujeto,
    ambito,
    motivo,
    vigente_desde,
    vigente_hasta
from {{ ref('base_exclusiones') }}
where motivos is null
