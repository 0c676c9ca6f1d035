{{ config(indexes=reparto.indices('id_sujeto')) }}
-- what prescribed and waits to be declared so is not in default (contract, 5.2)
with asignaciones as (
    select * from {{ ref('asignacion_obligacion') }}
    where estado <> 'PRESCRIPCION_POR_DECLARAR'
),

sujetos as (
    select * from {{ ref('int_sujeto') }}
),

omisos as (
    select * from {{ ref('asignacion_omiso') }}
),

precedencia as (
    {{ reparto.filas_de_la_norma('precedencia') }}
),

rutas as (
    select * from {{ ref('int_ruta_riesgo') }}
),

-- the obligation that shows for the subject: first rule, then larger balance, then id
ordenadas as (
    select
        asignaciones.id_sujeto,
        asignaciones.oficina,
        asignaciones.oficina_determinacion,
        asignaciones.regla,
        asignaciones.campania,
        asignaciones.accion,
        row_number() over (
            partition by asignaciones.id_sujeto
            order by
                precedencia.orden,
                asignaciones.saldo desc,
                {{ reparto.binario('asignaciones.id_obligacion') }}
        ) as puesto,
        count(*) over (partition by asignaciones.id_sujeto) as n_obligaciones,
        sum(asignaciones.saldo) over (partition by asignaciones.id_sujeto) as saldo
    from asignaciones
    inner join precedencia
        on asignaciones.regla = precedencia.regla
),

mostradas as (
    select * from ordenadas
    where puesto = 1
)

select
    sujetos.id_sujeto,
    sujetos.codigo_riesgo,
    sujetos.prioridad,
    case
        when sujetos.esta_excluido then null
        when mostradas.id_sujeto is not null then mostradas.oficina
        when omisos.id_sujeto is not null then omisos.oficina
        else rutas.oficina_determinacion
    end as oficina,
    case
        when sujetos.esta_excluido then null
        when mostradas.id_sujeto is not null then mostradas.oficina_determinacion
        when omisos.id_sujeto is not null then omisos.oficina_determinacion
        else rutas.oficina_determinacion
    end as oficina_determinacion,
    case
        when sujetos.esta_excluido then 'EXCLUSION'
        when mostradas.id_sujeto is not null then mostradas.regla
        when omisos.id_sujeto is not null then omisos.regla
        else 'PRIORIDAD'
    end as regla,
    case
        when sujetos.esta_excluido then null
        when mostradas.id_sujeto is not null then mostradas.campania
        when omisos.id_sujeto is not null then omisos.campania
        else rutas.campania
    end as campania,
    case
        when sujetos.esta_excluido then null
        when mostradas.id_sujeto is not null then mostradas.accion
        when omisos.id_sujeto is not null then omisos.accion
    end as accion,
    cast(coalesce(mostradas.n_obligaciones, 0) as integer) as n_obligaciones,
    cast(coalesce(mostradas.saldo, 0) as numeric(28, 2)) as saldo
from sujetos
left join mostradas
    on sujetos.id_sujeto = mostradas.id_sujeto
left join omisos
    on sujetos.id_sujeto = omisos.id_sujeto
left join rutas
    on sujetos.codigo_riesgo = rutas.codigo_riesgo
