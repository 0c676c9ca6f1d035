{#- The corrections of the year's measurements up to the cut date; the last one of each subject is
    the one that counts. -#}
with correcciones as (
    select * from {{ ref('stg_correcciones_calificacion') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
)

select
    correcciones.vigencia_calificacion,
    correcciones.id_sujeto,
    correcciones.fecha,
    correcciones.prioridad,
    correcciones.funcionario,
    correcciones.motivo,
    row_number() over (
        partition by correcciones.id_sujeto order by correcciones.fecha desc
    ) = 1 as es_ultima
from correcciones
inner join medicion
    on correcciones.vigencia_calificacion = medicion.vigencia_calificacion
    and correcciones.fecha <= medicion.fecha_corte
