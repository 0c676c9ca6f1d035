select
    id_sujeto,
    tipo_persona,
    nombre,
    riesgo,
    direccion,
    correo,
    telefono
from {{ ref('base_contribuyentes') }}
where motivos is null
