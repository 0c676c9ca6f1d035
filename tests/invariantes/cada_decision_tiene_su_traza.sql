{#- Each obligation in default has exactly one rule that decides it in the trace, and it's the one
    of its assignment. The rules' authors mend it. -#}
with decisivos as (
    select
        id_obligacion,
        max(paso) as paso,
        count(*) as n
    from {{ ref('traza_decision') }}
    where decide
        and id_obligacion is not null
        and orden between 111 and 199
    group by id_obligacion
),

asignaciones as (
    select * from {{ ref('asignacion_obligacion') }}
)

select
    asignaciones.id_obligacion,
    asignaciones.regla,
    decisivos.paso,
    decisivos.n
from asignaciones
left join decisivos
    on asignaciones.id_obligacion = decisivos.id_obligacion
where decisivos.id_obligacion is null
    or decisivos.n <> 1
    or decisivos.paso <> 'REGLA_' || asignaciones.regla
