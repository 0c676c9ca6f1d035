select
    id_mandamiento,
    id_sujeto,
    fecha_expedicion,
    fecha_terminacion
from {{ ref('base_mandamientos_pago') }}
where motivos is null
