select
    oficinas.oficina,
    oficinas.nombre,
    oficinas.subdireccion,
    cast(capacidades.capacidad as integer) as capacidad
from {{ ref('int_oficina') }} as oficinas
left join {{ ref('int_capacidad') }} as capacidades
    on oficinas.oficina = capacidades.oficina
