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
    from {{ ref('estado_cuenta') }} as cuentas
    inner join carteras
        on cuentas.id_sujeto = carteras.id_sujeto
    where cuentas.situacion = 'EXIGIBLE'
    group by cuentas.id_sujeto
),

gestiones as (
    select
        gestiones.id_gestion,
        gestiones.id_sujeto,
        gestiones.fecha,
        gestiones.fecha + {{ reparto.parametro_cobro('DIAS_PROMESA') }} as plazo,
        lower(coalesce(gestiones.resultado, '')) like '%promet%' or lower(coalesce(gestiones.resultado, '')) like '%promesa%' as es_promesa
    from {{ ref('stg_gestiones') }} as gestiones
    inner join medicion
        on gestiones.fecha <= medicion.fecha_corte
),

cumplidas as (
    select distinct gestiones.id_gestion
    from gestiones
    inner join {{ ref('int_recibo') }} as recibos
        on gestiones.id_sujeto = recibos.id_sujeto
        and gestiones.es_promesa
        and recibos.fecha_pago between gestiones.fecha and gestiones.plazo
),

contactos as (
    select
        gestiones.id_sujeto,
        max(gestiones.fecha) as ultimo,
        sum(case when gestiones.es_promesa and cumplidas.id_gestion is null and gestiones.plazo < medicion.fecha_corte then 1 else 0 end) as promesas_rotas
    from gestiones
    cross join medicion
    left join cumplidas
        on gestiones.id_gestion = cumplidas.id_gestion
    group by gestiones.id_sujeto
),

sujetos as (
    select
        carteras.id_sujeto,
        medicion.fecha_corte,
        deudas.saldo,
        deudas.fecha_vencimiento,
        deudas.fecha_prescripcion,
        coalesce(contactos.ultimo, carteras.desde) as ultimo,
        contactos.promesas_rotas
    from carteras
    cross join medicion
    inner join deudas
        on carteras.id_sujeto = deudas.id_sujeto
    left join contactos
        on carteras.id_sujeto = contactos.id_sujeto
)

select
    id_sujeto,
    'DEUDA_UVT' as metrica,
    cast(saldo as numeric(18, 2)) as valor
from sujetos

union all

select
    id_sujeto,
    'DIAS_MORA' as metrica,
    cast(fecha_corte - fecha_vencimiento as numeric(18, 2)) as valor
from sujetos

union all

select
    id_sujeto,
    'DIAS_A_PRESCRIPCION' as metrica,
    cast(fecha_prescripcion - fecha_corte as numeric(18, 2)) as valor
from sujetos

union all

select
    id_sujeto,
    'PROMESAS_ROTAS' as metrica,
    cast(coalesce(promesas_rotas, 0) as numeric(18, 2)) as valor
from sujetos

union all

select
    id_sujeto,
    'DIAS_SIN_CONTACTO' as metrica,
    cast(fecha_corte - ultimo as numeric(18, 2)) as valor
from sujetos
where ultimo is not null
