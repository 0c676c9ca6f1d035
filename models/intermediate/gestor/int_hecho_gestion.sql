{{ config(materialized='table') }}
{#- What asks for a next step: the last result with each subject, each promise not kept yet, each instalment missed of a facility in force. -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
),

hechas as (
    select
        gestiones.id_gestion,
        gestiones.id_gestor,
        gestiones.id_sujeto,
        gestiones.codigo_resultado,
        gestiones.fecha,
        row_number() over (partition by gestiones.id_sujeto order by gestiones.fecha desc, {{ reparto.binario('gestiones.id_gestion') }} desc) as puesto
    from {{ ref('stg_gestiones') }} as gestiones
    inner join medicion
        on gestiones.fecha <= medicion.fecha_corte
    where gestiones.codigo_resultado is not null
        or gestiones.resultado is not null
),

programados as (
    select distinct id_sujeto
    from {{ ref('int_gestion_programada') }}
),

carteras as (
    select
        id_sujeto,
        {{ reparto.minimo_binario('id_gestor') }} as id_gestor
    from {{ ref('int_cartera') }}
    group by id_sujeto
)

select
    'RESULTADO' as origen,
    hechas.id_gestion as id_origen,
    hechas.id_gestor,
    hechas.id_sujeto,
    hechas.codigo_resultado as hecho,
    hechas.fecha
from hechas
left join programados
    on hechas.id_sujeto = programados.id_sujeto
where hechas.puesto = 1
    and programados.id_sujeto is null

union all

select
    'PROMESA' as origen,
    id_gestion as id_origen,
    id_gestor,
    id_sujeto,
    'PROMESA_' || estado as hecho,
    fecha_promesa as fecha
from {{ ref('int_promesa') }}
where estado in ('VIGENTE', 'ROTA')

union all

select
    'FACILIDAD' as origen,
    facilidades.id_facilidad as id_origen,
    carteras.id_gestor,
    facilidades.id_sujeto,
    'CUOTA_INCUMPLIDA' as hecho,
    min(cuotas.fecha_vencimiento) as fecha
from {{ ref('int_facilidad') }} as facilidades
inner join {{ ref('int_cuota_otorgada') }} as cuotas
    on facilidades.id_facilidad = cuotas.id_facilidad
    and cuotas.estado = 'INCUMPLIDA'
left join carteras
    on facilidades.id_sujeto = carteras.id_sujeto
where facilidades.estado = 'INCUMPLIDA'
group by facilidades.id_facilidad, carteras.id_gestor, facilidades.id_sujeto
