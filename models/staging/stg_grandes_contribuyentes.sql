select
    id_sujeto,
    resolucion,
    vigente_desde,
    vigente_hasta
from {{ ref('base_grandes_contribuyentes') }}
where motivos is null
