select
    fuente,
    id_sujeto,
    anio,
    valor_estimado
from {{ ref('base_indicios') }}
where motivos is null
