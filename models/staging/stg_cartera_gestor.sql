select
    id_gestor,
    id_sujeto,
    desde,
    hasta
from {{ ref('base_cartera_gestor') }}
where motivos is null
