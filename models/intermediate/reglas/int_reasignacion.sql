{{ config(materialized='table') }}
{#- Each reassignment by hand with the obligations in default that it names (itself, its case, or
    its subject), and what keeps it from them: EXPEDIENTE, an open file (Art. 4), or
    GRAN_CONTRIBUYENTE, an office that the norm closes to them (Art. 2). The case of an omiso total,
    who may owe nothing, is a row of its own, with subject and no obligation. One row with neither
    where it isn't in force on the cut date or names nothing. -#}
with reasignaciones as (
    select
        reasignaciones.*,
        substr(reasignaciones.id_caso, 1, 4) as clase_caso,
        substr(reasignaciones.id_caso, 5) as de_quien,
        {{ reparto.en_vigor(
            'reasignaciones.desde', 'reasignaciones.hasta', 'medicion.fecha_corte'
        ) }} as esta_en_vigor
    from {{ ref('stg_reasignaciones') }} as reasignaciones
    cross join {{ ref('int_medicion') }} as medicion
),

incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

alcanzadas as (
    select
        reasignaciones.id_reasignacion,
        incumplidas.id_obligacion,
        incumplidas.id_sujeto
    from reasignaciones
    inner join incumplidas
        on reasignaciones.id_obligacion = incumplidas.id_obligacion
    where reasignaciones.esta_en_vigor

    union

    select
        reasignaciones.id_reasignacion,
        incumplidas.id_obligacion,
        incumplidas.id_sujeto
    from reasignaciones
    inner join incumplidas
        on reasignaciones.id_sujeto = incumplidas.id_sujeto
    where reasignaciones.esta_en_vigor

    union

    select
        reasignaciones.id_reasignacion,
        incumplidas.id_obligacion,
        incumplidas.id_sujeto
    from reasignaciones
    inner join incumplidas
        on reasignaciones.de_quien = incumplidas.id_sujeto
    where reasignaciones.esta_en_vigor
        and (
            reasignaciones.clase_caso = 'SUJ:'
            or (reasignaciones.clase_caso = 'OMI:' and incumplidas.medicion = 'OMISO_TOTAL')
        )

    union

    select
        reasignaciones.id_reasignacion,
        incumplidas.id_obligacion,
        incumplidas.id_sujeto
    from reasignaciones
    inner join incumplidas
        on reasignaciones.de_quien = incumplidas.id_objeto
    where reasignaciones.esta_en_vigor
        and reasignaciones.clase_caso = 'OBJ:'
        and incumplidas.tiene_fuero

    union

    select
        reasignaciones.id_reasignacion,
        expedientes.id_obligacion,
        expedientes.id_sujeto
    from reasignaciones
    inner join {{ ref('regla_expediente') }} as expedientes
        on reasignaciones.id_caso = 'EXP:' || expedientes.id_expediente
    where reasignaciones.esta_en_vigor

    union

    select
        reasignaciones.id_reasignacion,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        omisos.id_sujeto
    from reasignaciones
    inner join {{ ref('int_omiso_total') }} as omisos
        on reasignaciones.id_sujeto = omisos.id_sujeto
        or reasignaciones.id_caso = 'OMI:' || omisos.id_sujeto
    where reasignaciones.esta_en_vigor
),

expedientes as (
    select * from {{ ref('regla_expediente') }}
),

oficinas as (
    {{ reparto.filas_de_la_norma('oficinas') }}
),

grandes as (
    select * from {{ ref('int_gran_contribuyente') }}
)

select
    reasignaciones.id_reasignacion,
    reasignaciones.oficina,
    reasignaciones.funcionario,
    reasignaciones.motivo,
    reasignaciones.desde,
    reasignaciones.hasta,
    reasignaciones.esta_en_vigor,
    alcanzadas.id_obligacion,
    alcanzadas.id_sujeto,
    case
        when expedientes.id_obligacion is not null then 'EXPEDIENTE'
        when grandes.id_sujeto is not null
            and oficinas.excluye_gran_contribuyente then 'GRAN_CONTRIBUYENTE'
    end as impedimento
from reasignaciones
left join alcanzadas
    on reasignaciones.id_reasignacion = alcanzadas.id_reasignacion
left join expedientes
    on alcanzadas.id_obligacion = expedientes.id_obligacion
left join oficinas
    on reasignaciones.oficina = oficinas.oficina
left join grandes
    on alcanzadas.id_sujeto = grandes.id_sujeto
