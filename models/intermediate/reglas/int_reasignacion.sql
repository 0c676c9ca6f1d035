{{ config(materialized='table') }}
{#- Each reassignment by hand with the obligations in default that it names (itself, its case, or
    its subject: the narrowest that it gives, and of its subject where it gives one too), and what
    keeps it from them: EXPEDIENTE, an open file (Art. 4), or GRAN_CONTRIBUYENTE, an office that
    the norm closes to them (Art. 2). The case of an omiso total, who may owe nothing, is a row of
    its own, with subject and no obligation. One row with neither where it isn't in force on the
    cut date, names nothing, or moves to an office that the norm in force doesn't have. -#}
{%- set por_sujeto = reparto.lectura('fuero_alcance') == 'sujeto' -%}
{%- set en_el_anio = reparto.lectura('fuero_sujecion') == 'en_el_anio' -%}
-- depends_on: {{ ref('int_comunero') }}
with reasignaciones as (
    select
        reasignaciones.id_reasignacion,
        reasignaciones.oficina,
        reasignaciones.funcionario,
        reasignaciones.motivo,
        reasignaciones.desde,
        reasignaciones.hasta,
        reasignaciones.id_sujeto,
        reasignaciones.id_obligacion,
        case when reasignaciones.id_obligacion is null then reasignaciones.id_caso end as id_caso,
        case
            when reasignaciones.id_obligacion is null and reasignaciones.id_caso is null
                then reasignaciones.id_sujeto
        end as todo_de,
        {{ reparto.en_vigor(
            'reasignaciones.desde', 'reasignaciones.hasta', 'medicion.fecha_corte'
        ) }} as esta_en_vigor
    from {{ ref('stg_reasignaciones') }} as reasignaciones
    cross join {{ ref('int_medicion') }} as medicion
),

casos as (
    select
        id_reasignacion,
        substr(id_caso, 1, 4) as clase,
        substr(id_caso, 5) as de_quien
    from reasignaciones
    where esta_en_vigor
        and id_caso is not null
),

incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
    {%- if reparto.lectura('prescripcion') == 'cumplida' %}
    where medicion <> 'PRESCRIPCION_POR_DECLARAR'
    {%- endif %}
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
        on reasignaciones.todo_de = incumplidas.id_sujeto
    where reasignaciones.esta_en_vigor

    union

    select
        casos.id_reasignacion,
        incumplidas.id_obligacion,
        incumplidas.id_sujeto
    from casos
    inner join incumplidas
        on casos.de_quien = incumplidas.id_sujeto
    where casos.clase = 'SUJ:'
        or (casos.clase = 'OMI:' and incumplidas.medicion = 'OMISO_TOTAL')

    union

    select
        casos.id_reasignacion,
        incumplidas.id_obligacion,
        incumplidas.id_sujeto
    from casos
    {% if por_sujeto -%}
    inner join {{ ref('int_comunero') }} as comuneros
        on casos.de_quien = comuneros.id_grupo
    inner join incumplidas
        on comuneros.id_sujeto = incumplidas.id_sujeto
    where casos.clase = 'OBJ:'
    {%- else -%}
    inner join incumplidas
        on casos.de_quien = incumplidas.id_objeto
        {%- if en_el_anio %}
            || '|' || cast(incumplidas.anio_gravable as {{ dbt.type_string() }})
        {%- endif %}
    where casos.clase = 'OBJ:'
        and incumplidas.tiene_fuero
    {%- endif %}

    union

    select
        reasignaciones.id_reasignacion,
        incumplidas.id_obligacion,
        incumplidas.id_sujeto
    from reasignaciones
    inner join {{ ref('regla_expediente') }} as expedientes
        on reasignaciones.id_caso = 'EXP:' || expedientes.id_expediente
    inner join incumplidas
        on expedientes.id_obligacion = incumplidas.id_obligacion
    where reasignaciones.esta_en_vigor

    union

    select
        reasignaciones.id_reasignacion,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        omisos.id_sujeto
    from reasignaciones
    inner join {{ ref('int_omiso_total') }} as omisos
        on coalesce(reasignaciones.id_caso, 'OMI:' || reasignaciones.todo_de)
            = 'OMI:' || omisos.id_sujeto
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
left join oficinas
    on reasignaciones.oficina = oficinas.oficina
left join alcanzadas
    on reasignaciones.id_reasignacion = alcanzadas.id_reasignacion
    and oficinas.oficina is not null
    and (reasignaciones.id_sujeto is null or reasignaciones.id_sujeto = alcanzadas.id_sujeto)
left join expedientes
    on alcanzadas.id_obligacion = expedientes.id_obligacion
left join grandes
    on alcanzadas.id_sujeto = grandes.id_sujeto
