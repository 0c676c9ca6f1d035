with tramites as (
    select * from {{ ref('stg_tramites') }}
),

sujetos as (
    select * from {{ ref('asignacion_sujeto') }}
),

procedimientos as (
    select procedimientos.* from {{ ref('procedimientos_especiales') }} as procedimientos
    inner join {{ ref('int_medicion') }} as medicion
        on procedimientos.norma = medicion.norma
)

-- footnote *: what comes from a population that it names, and what comes from any other
select
    tramites.id_tramite,
    tramites.id_sujeto,
    tramites.tipo_tramite,
    sujetos.oficina_determinacion as oficina_poblacion,
    coalesce(propios.oficina, generales.oficina) as oficina,
    coalesce(propios.articulo, generales.articulo) as articulo,
    case
        when propios.oficina is not null then 'Procede de la población de ' || propios.oficina_poblacion
        when sujetos.oficina_determinacion is null then 'No procede de la población de ninguna oficina'
        else 'Procede de la población de ' || sujetos.oficina_determinacion || ', que la nota no reserva'
    end as motivo,
    true as requiere_estudio_pertinencia
from tramites
left join sujetos
    on tramites.id_sujeto = sujetos.id_sujeto
left join procedimientos as propios
    on tramites.tipo_tramite = propios.tipo_tramite
    and sujetos.oficina_determinacion = propios.oficina_poblacion
left join procedimientos as generales
    on tramites.tipo_tramite = generales.tipo_tramite
    and generales.oficina_poblacion is null
