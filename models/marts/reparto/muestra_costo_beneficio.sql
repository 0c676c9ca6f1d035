select
    id_sujeto,
    orden,
    hash,
    saldo,
    costo,
    oficina
from {{ ref('int_muestra') }}
