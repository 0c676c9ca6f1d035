select
    id_sujeto,
    pregunta,
    respuesta as centesimas
from {{ ref('base_respuestas') }}
where motivos is null
