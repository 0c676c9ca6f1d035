select
    impuestos.impuesto,
    impuestos.nombre,
    impuestos.familia,
    impuestos.tiene_fuero
from ({{ reparto.filas_de_la_norma('impuestos') }}) as impuestos
