select
    oficina,
    nombre,
    subdireccion
from {{ ref('int_oficina') }}
