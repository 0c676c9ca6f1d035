{#- Obligations alike in all that the resolution looks at, and how many offices they went to: one.
    Only rules that look at nothing else: a file, a shared object, an official's reassignment and an
    omiso's segment send by something that this table doesn't have, and so does the capacity where
    `desborde` moves cases. -#}
with asignaciones as (
    select * from {{ ref('asignacion_obligacion') }}
    where regla in ('GRAN_CONTRIBUYENTE', 'OTROS_IMPUESTOS', 'COSTO_BENEFICIO', 'PRIORIDAD')
),

calificaciones as (
    select * from {{ ref('int_calificacion_medida') }}
),

candidatas as (
    select * from {{ ref('int_calificacion_candidata') }}
),

-- a correction by hand, or a measurement of before that would be another one today, isn't what the
-- inputs say
ajenos as (
    select id_sujeto from {{ ref('correccion_calificacion') }}

    union

    select calificaciones.id_sujeto
    from calificaciones
    inner join candidatas
        on calificaciones.id_sujeto = candidatas.id_sujeto
    where calificaciones.puntaje <> candidatas.puntaje
),

muestras as (
    select * from {{ ref('int_muestra') }}
),

incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

claves as (
    select * from {{ ref('int_clave_sujeto') }}
),

entradas as (
    select
        asignaciones.id_obligacion,
        asignaciones.id_sujeto,
        asignaciones.saldo,
        asignaciones.regla,
        asignaciones.familia,
        asignaciones.etapa,
        asignaciones.oficina_cobro,
        asignaciones.en_muestra,
        muestras.tiene_titulo as sorteado_con_titulo,
        incumplidas.medicion,
        case
            when calificaciones.id_sujeto is null then asignaciones.codigo_riesgo
        end as codigo_riesgo,
        calificaciones.incumplimiento,
        calificaciones.clasificacion_anio,
        calificaciones.vigencias_incumplidas,
        calificaciones.peso_respuestas,
        calificaciones.es_gran_contribuyente,
        coalesce(asignaciones.oficina_determinacion, '') || '|'
        || coalesce(asignaciones.oficina, '') as oficinas,
        claves.tipo_persona
    from asignaciones
    inner join incumplidas
        on asignaciones.id_obligacion = incumplidas.id_obligacion
    left join calificaciones
        on asignaciones.id_sujeto = calificaciones.id_sujeto
    left join claves
        on asignaciones.id_sujeto = claves.id_sujeto
    left join muestras
        on asignaciones.id_sujeto = muestras.id_sujeto
        and asignaciones.en_muestra
    left join ajenos
        on asignaciones.id_sujeto = ajenos.id_sujeto
    where ajenos.id_sujeto is null
)

select
    regla,
    familia,
    etapa,
    oficina_cobro,
    en_muestra,
    sorteado_con_titulo,
    medicion,
    codigo_riesgo,
    incumplimiento,
    clasificacion_anio,
    vigencias_incumplidas,
    peso_respuestas,
    es_gran_contribuyente,
    cast(count(distinct oficinas) as integer) as oficinas,
    cast(count(distinct tipo_persona) as integer) as tipos_persona,
    cast(count(distinct id_sujeto) as integer) as sujetos,
    cast(count(*) as integer) as obligaciones,
    cast(sum(saldo) as numeric(28, 2)) as saldo
from entradas
group by
    regla,
    familia,
    etapa,
    oficina_cobro,
    en_muestra,
    sorteado_con_titulo,
    medicion,
    codigo_riesgo,
    incumplimiento,
    clasificacion_anio,
    vigencias_incumplidas,
    peso_respuestas,
    es_gran_contribuyente
