{#- The last day of each obligation's collection action and how it stands on the cut date: null
    where the term doesn't run. -#}
with obligaciones as (
    select
        obligaciones.id_obligacion,
        obligaciones.estado,
        {{ reparto.fecha_prescripcion('obligaciones', 'prescripciones') }} as fecha_prescripcion
    from {{ ref('stg_obligaciones') }} as obligaciones
    left join {{ ref('int_prescripcion') }} as prescripciones
        on obligaciones.id_obligacion = prescripciones.id_obligacion
)

select
    obligaciones.id_obligacion,
    obligaciones.fecha_prescripcion,
    case
        when obligaciones.estado = 'PRESCRITA' then 'DECLARADA'
        when obligaciones.fecha_prescripcion < medicion.fecha_corte then 'CUMPLIDA'
        when obligaciones.fecha_prescripcion <= medicion.fecha_corte
            + {{ reparto.parametro_cobro('DIAS_PRESCRIPCION_PROXIMA') }}
            then 'PROXIMA'
        when obligaciones.fecha_prescripcion is not null then 'VIGENTE'
    end as prescripcion
from obligaciones
cross join {{ ref('int_medicion') }} as medicion
