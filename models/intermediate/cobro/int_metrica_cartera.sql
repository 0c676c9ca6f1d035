{{ config(materialized='table') }}
{#- What the rules of the agenda look at, one row per subject of a portfolio and metric. -#}
with carteras as (
    select
        id_sujeto,
        min(desde) as desde
    from {{ ref('int_cartera') }}
    group by id_sujeto
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

deudas as (
    select
        cuentas.id_sujeto,
        sum(cuentas.saldo_total) as saldo,
        min(cuentas.fecha_vencimiento) as fecha_vencimiento,
        min(cuentas.fecha_prescripcion) as fecha_prescripcion
    from {{ ref('int_cuenta_corte') }} as cuentas
    inner join carteras
        on cuentas.id_sujeto = carteras.id_sujeto
    where cuentas.situacion = 'EXIGIBLE'
    group by cuentas.id_sujeto
),

contactos as (
    select
        gestiones.id_sujeto,
        max(gestiones.fecha) as ultimo
    from {{ ref('stg_gestiones') }} as gestiones
    inner join medicion
        on gestiones.fecha <= medicion.fecha_corte
    where gestiones.codigo_resultado is not null
        or gestiones.resultado is not null
        or gestiones.fecha_programada is null
    group by gestiones.id_sujeto
),

promesas as (
    select
        id_sujeto,
        count(*) as rotas
    from {{ ref('int_promesa') }}
    where estado = 'ROTA'
    group by id_sujeto
),

sujetos as (
    select
        carteras.id_sujeto,
        medicion.fecha_corte,
        deudas.saldo,
        deudas.fecha_vencimiento,
        deudas.fecha_prescripcion,
        coalesce(contactos.ultimo, carteras.desde) as ultimo,
        coalesce(promesas.rotas, 0) as promesas_rotas
    from carteras
    cross join medicion
    inner join deudas
        on carteras.id_sujeto = deudas.id_sujeto
    left join contactos
        on carteras.id_sujeto = contactos.id_sujeto
    left join promesas
        on carteras.id_sujeto = promesas.id_sujeto
)

select
    id_sujeto,
    'DEUDA_UVT' as metrica,
    cast(saldo as numeric(28, 2)) as valor
from sujetos

union all

select
    id_sujeto,
    'DIAS_MORA' as metrica,
    cast({{ reparto.dias_entre('fecha_vencimiento', 'fecha_corte') }} as numeric(28, 2)) as valor
from sujetos

union all

select
    id_sujeto,
    'DIAS_A_PRESCRIPCION' as metrica,
    cast({{ reparto.dias_entre('fecha_corte', 'fecha_prescripcion') }} as numeric(28, 2)) as valor
from sujetos

union all

select
    id_sujeto,
    'PROMESAS_ROTAS' as metrica,
    cast(promesas_rotas as numeric(28, 2)) as valor
from sujetos

union all

select
    id_sujeto,
    'DIAS_SIN_CONTACTO' as metrica,
    cast({{ reparto.dias_entre('ultimo', 'fecha_corte') }} as numeric(28, 2)) as valor
from sujetos
where ultimo is not null
