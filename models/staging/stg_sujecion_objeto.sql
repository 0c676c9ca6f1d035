select
    id_objeto,
    tipo_objeto,
    id_sujeto,
    porcentaje,
    vigente_desde,
    vigente_hasta
from {{ ref('base_sujecion_objeto') }}
where motivos is null
