select
    id_sujeto,
    puntaje_indicio,
    puntaje_cobrabilidad
from {{ ref('base_puntajes_omisos') }}
where motivos is null
