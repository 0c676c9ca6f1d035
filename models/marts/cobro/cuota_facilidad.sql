select
    id_facilidad,
    cuota,
    id_sujeto,
    fecha_vencimiento,
    valor,
    valor_pagado,
    saldo,
    fecha_pago,
    estado
from {{ ref('int_cuota_otorgada') }}
