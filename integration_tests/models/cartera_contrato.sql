select
    numero_deuda as id_obligacion,
    tipo_doc as tipo_documento,
    num_doc as numero_documento,
    tributo as impuesto,
    vigencia as anio_gravable,
    vence as fecha_vencimiento,
    impuesto_a_cargo as valor_impuesto
from {{ ref('cartera') }}
