select
    id_recibo,
    id_sujeto,
    impuesto,
    anio_gravable,
    periodo,
    id_objeto,
    fecha_pago,
    valor,
    migrado,
    id_obligacion
from {{ ref('base_pagos') }}
where motivos is null
