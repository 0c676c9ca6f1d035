select
    id_gestion,
    id_gestor,
    id_sujeto,
    tipo,
    fecha,
    resultado
from {{ ref('base_gestiones') }}
where motivos is null
