select
    id_sujeto,
    capacidad_mensual
from {{ ref('base_flujo_caja') }}
where motivos is null
