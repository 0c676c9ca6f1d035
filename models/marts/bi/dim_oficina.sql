select
    oficinas.oficina,
    oficinas.nombre,
    oficinas.subdireccion
from ({{ reparto.filas_de_la_norma('oficinas') }}) as oficinas
