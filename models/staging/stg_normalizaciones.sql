select
    id_recibo,
    decision,
    id_obligacion,
    funcionario,
    fecha,
    motivo
from {{ ref('base_normalizaciones') }}
where motivos is null
