{#- The corrections of the year's measurements up to the cut date; the last one of each subject is
    the one that counts. One made while another norm was in force, or to a priority that this one
    doesn't have, corrects another norm's measurement. -#}
with correcciones as (
    select * from {{ ref('stg_correcciones_calificacion') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

prioridades as (
    {{ reparto.filas_de_la_norma('prioridades') }}
),

ajenas as (
    select normas.*
    from {{ ref('normas') }} as normas
    inner join medicion
        on normas.norma <> medicion.norma
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
inner join prioridades
    on correcciones.prioridad = prioridades.prioridad
where not exists (
    select 1 from ajenas
    where correcciones.fecha >= ajenas.vigente_desde
        and (ajenas.vigente_hasta is null or correcciones.fecha <= ajenas.vigente_hasta)
)
