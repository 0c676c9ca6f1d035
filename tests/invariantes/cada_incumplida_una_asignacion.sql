{#- Totality and pesos: each obligation in default is assigned once, with its balance to the cent.
    The rules' authors mend it. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

asignaciones as (
    select * from {{ ref('asignacion_obligacion') }}
)

select
    coalesce(incumplidas.id_obligacion, asignaciones.id_obligacion) as id_obligacion,
    incumplidas.saldo,
    asignaciones.saldo as saldo_asignado
from incumplidas
full join asignaciones
    on incumplidas.id_obligacion = asignaciones.id_obligacion
where incumplidas.id_obligacion is null
    or asignaciones.id_obligacion is null
    or incumplidas.saldo <> asignaciones.saldo
