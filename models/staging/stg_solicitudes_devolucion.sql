select
    id_solicitud,
    id_sujeto,
    fecha_solicitud,
    origen,
    valor_solicitado
from {{ ref('base_solicitudes_devolucion') }}
where motivos is null
