select
    id_sujeto,
    pregunta,
    respuesta
from {{ ref('base_respuestas') }}
where motivos is null
