with tramites as (
    select * from {{ ref('int_tramite') }}
),

procedimientos as (
    {{ reparto.filas_de_la_norma('procedimientos_especiales') }}
),

sin_fila as (
    {{ reparto.resultados('TRAMITE') }}
)

-- footnote *: what comes from a population that it names, what comes from any other, and what no
-- row covers any more
select
    tramites.id_tramite,
    tramites.id_sujeto,
    tramites.tipo_tramite,
    tramites.oficina_poblacion,
    coalesce(propios.oficina, generales.oficina, tramites.oficina_poblacion) as oficina,
    coalesce(propios.articulo, generales.articulo, sin_fila.articulo) as articulo,
    case
        when propios.oficina is not null
            then 'Procede de la población de ' || propios.oficina_poblacion
        when generales.oficina is null
            then 'Ninguna regla del trámite rige el día en que se radicó: '
                || 'se atiende según la población asignada'
        when tramites.oficina_poblacion is null then 'No procede de la población de ninguna oficina'
        else 'Procede de la población de ' || tramites.oficina_poblacion
            || ', que la nota no reserva'
    end as motivo,
    true as requiere_estudio_pertinencia
from tramites
left join sin_fila
    on sin_fila.caso = 'SIN_FILA'
left join procedimientos as propios
    on tramites.tipo_tramite = propios.tipo_tramite
    and tramites.oficina_poblacion = propios.oficina_poblacion
    and {{ reparto.en_vigor(
        'propios.vigente_desde', 'propios.vigente_hasta', 'tramites.fecha_radicacion'
    ) }}
left join procedimientos as generales
    on tramites.tipo_tramite = generales.tipo_tramite
    and generales.oficina_poblacion is null
    and {{ reparto.en_vigor(
        'generales.vigente_desde', 'generales.vigente_hasta', 'tramites.fecha_radicacion'
    ) }}
