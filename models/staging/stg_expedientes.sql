select
    id_expediente,
    id_obligacion,
    oficina,
    actuacion,
    fecha_apertura,
    fecha_cierre
from {{ ref('base_expedientes') }}
where motivos is null
