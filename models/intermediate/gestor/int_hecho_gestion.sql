{{ config(materialized='table') }}
{#- What asks for a next step of a subject that still owes: its last result; each promise not kept
    yet and each instalment missed of a facility in force, unless something was done since. What is
    planned already is no next step, but a promise whose day is to come is reminded of. -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
),

deudores as (
    select
        cuentas.id_sujeto,
        max(case when programadas.id_sujeto is not null then 1 else 0 end) as programado
    from {{ ref('int_cuenta_corte') }} as cuentas
    left join (
        select distinct id_sujeto from {{ ref('int_gestion_programada') }}
    ) as programadas
        on cuentas.id_sujeto = programadas.id_sujeto
    where cuentas.situacion in ('EXIGIBLE', 'EN_FACILIDAD', 'SIN_TITULO')
    group by cuentas.id_sujeto
),

hechas as (
    select
        gestiones.id_gestion,
        gestiones.id_gestor,
        gestiones.id_sujeto,
        gestiones.codigo_resultado,
        gestiones.fecha,
        row_number() over (
            partition by gestiones.id_sujeto
            order by gestiones.fecha desc, {{ reparto.binario('gestiones.id_gestion') }} desc
        ) as puesto
    from {{ ref('stg_gestiones') }} as gestiones
    inner join medicion
        on gestiones.fecha <= medicion.fecha_corte
    where gestiones.codigo_resultado is not null
        or gestiones.resultado is not null
),

ultimas as (
    select * from hechas
    where puesto = 1
)

select
    'RESULTADO' as origen,
    ultimas.id_gestion as id_origen,
    ultimas.id_gestor,
    ultimas.id_sujeto,
    ultimas.codigo_resultado as hecho,
    ultimas.fecha
from ultimas
inner join deudores
    on ultimas.id_sujeto = deudores.id_sujeto
where deudores.programado = 0

union all

select
    'PROMESA' as origen,
    promesas.id_gestion as id_origen,
    promesas.id_gestor,
    promesas.id_sujeto,
    'PROMESA_' || promesas.estado as hecho,
    promesas.fecha_promesa as fecha
from {{ ref('int_promesa') }} as promesas
inner join deudores
    on promesas.id_sujeto = deudores.id_sujeto
left join ultimas
    on promesas.id_sujeto = ultimas.id_sujeto
where promesas.estado = 'VIGENTE'
    or (
        promesas.estado = 'ROTA'
        and deudores.programado = 0
        and promesas.fecha_promesa >= ultimas.fecha
    )

union all

select
    'FACILIDAD' as origen,
    facilidades.id_facilidad as id_origen,
    cast(null as {{ dbt.type_string() }}) as id_gestor,
    facilidades.id_sujeto,
    'CUOTA_INCUMPLIDA' as hecho,
    min(cuotas.fecha_vencimiento) as fecha
from {{ ref('int_facilidad') }} as facilidades
inner join {{ ref('int_cuota_otorgada') }} as cuotas
    on facilidades.id_facilidad = cuotas.id_facilidad
    and cuotas.estado = 'INCUMPLIDA'
inner join deudores
    on facilidades.id_sujeto = deudores.id_sujeto
left join ultimas
    on facilidades.id_sujeto = ultimas.id_sujeto
where facilidades.estado = 'INCUMPLIDA'
    and deudores.programado = 0
    and cuotas.fecha_vencimiento >= coalesce(ultimas.fecha, cuotas.fecha_vencimiento)
group by facilidades.id_facilidad, facilidades.id_sujeto
