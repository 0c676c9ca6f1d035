select
    id_declaracion,
    id_sujeto,
    impuesto,
    anio_gravable,
    periodo,
    fecha_presentacion,
    tipo,
    valor
from {{ ref('base_declaraciones') }}
where motivos is null
