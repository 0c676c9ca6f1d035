select
    id_obligacion,
    id_sujeto,
    impuesto,
    anio_gravable,
    periodo,
    id_objeto,
    fecha_vencimiento,
    tipo_incumplimiento,
    valor_impuesto,
    valor_sancion,
    titulo_ejecutivo,
    fecha_titulo,
    estado
from {{ ref('base_obligaciones') }}
where motivos is null
