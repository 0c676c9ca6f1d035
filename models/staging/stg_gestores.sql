select
    id_gestor,
    nombre,
    activo
from {{ ref('base_gestores') }}
where motivos is null
