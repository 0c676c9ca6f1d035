{#- What the gestores planned and has no result yet. -#}
select
    id_gestion,
    id_gestor,
    id_sujeto,
    tipo,
    fecha_programada,
    numero_citacion
from {{ ref('stg_gestiones') }}
where fecha_programada is not null
    and codigo_resultado is null
    and resultado is null
