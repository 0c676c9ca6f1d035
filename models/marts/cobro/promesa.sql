select
    id_gestion,
    id_gestor,
    id_sujeto,
    id_obligacion,
    fecha,
    fecha_promesa,
    valor_promesa,
    valor_pagado,
    estado,
    es_supuesto
from {{ ref('int_promesa') }}
