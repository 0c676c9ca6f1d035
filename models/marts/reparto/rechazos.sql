select
    tabla,
    fila,
    copia,
    columna,
    motivo,
    valor
from {{ ref('int_rechazo') }}
