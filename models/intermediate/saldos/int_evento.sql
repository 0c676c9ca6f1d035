{{ config(materialized='table', indexes=reparto.indices('id_obligacion')) }}
{#- What happens to each obligation after it falls due, in order: the readjustments of its sanction (ET 867-1) and the payments. A sanction is
    readjusted on 1 January by the inflation of the year before, once it has been due for more than a year; one set by the
    administration, from the 1 January after its act is firm. A readjustment comes before a payment of the same day. -#}
with obligaciones as (
    select
        id_obligacion,
        id_sujeto,
        fecha_vencimiento,
        valor_impuesto,
        valor_sancion,
        case when tipo_incumplimiento <> 'MORA' then fecha_titulo end as fecha_acto
    from {{ ref('stg_obligaciones') }}
),

reajustes as (
    select
        obligaciones.id_obligacion,
        obligaciones.fecha_acto is null and ipc.anio = extract(year from obligaciones.fecha_vencimiento) as espera_un_anio,
        obligaciones.fecha_vencimiento,
        ipc.anio,
        cast(ipc.variacion * 100 as bigint) as variacion,
        ipc.es_supuesto
    from obligaciones
    inner join {{ ref('ipc') }} as ipc
        on ipc.anio >= extract(year from coalesce(obligaciones.fecha_acto, obligaciones.fecha_vencimiento))
    where obligaciones.valor_sancion > 0
),

eventos as (
    select
        id_obligacion,
        case
            when espera_un_anio then cast({{ dbt.dateadd('year', 1, 'fecha_vencimiento') }} as date) + 1
            else cast(cast(anio + 1 as {{ dbt.type_string() }}) || '-01-01' as date)
        end as fecha,
        anio as desempate,
        cast(null as {{ dbt.type_string() }}) as id_recibo,
        cast(0 as bigint) as valor,
        variacion,
        es_supuesto
    from reajustes

    union all

    select
        id_obligacion,
        fecha_pago as fecha,
        9999 as desempate,
        id_recibo,
        {{ reparto.centavos('valor') }} as valor,
        cast(0 as bigint) as variacion,
        false as es_supuesto
    from {{ ref('int_recibo') }}
    where destino = 'APLICADO'
),

con_tasas as (
    select
        eventos.*,
        obligaciones.id_sujeto,
        obligaciones.fecha_vencimiento,
        {{ reparto.centavos('obligaciones.valor_impuesto') }} as valor_impuesto,
        {{ reparto.centavos('obligaciones.valor_sancion') }} as valor_sancion,
        row_number() over en_orden as orden,
        lead(eventos.fecha) over en_orden as fecha_siguiente
    from eventos
    inner join obligaciones
        on eventos.id_obligacion = obligaciones.id_obligacion
    window en_orden as (
        partition by eventos.id_obligacion order by eventos.fecha, eventos.desempate, {{ reparto.binario('eventos.id_recibo') }} nulls first
    )
)

select
    con_tasas.id_obligacion,
    con_tasas.id_sujeto,
    cast(con_tasas.orden as integer) as orden,
    con_tasas.fecha,
    con_tasas.fecha_siguiente,
    con_tasas.id_recibo,
    con_tasas.valor,
    con_tasas.variacion,
    case when con_tasas.es_supuesto or transitorias.es_supuesto then 1 else 0 end as supuestos,
    con_tasas.valor_impuesto,
    con_tasas.valor_sancion,
    con_tasas.fecha > con_tasas.fecha_vencimiento as esta_vencida,
    vencimiento.factor_mora as factor_mora_vencimiento,
    vencimiento.factor_ibc as factor_ibc_vencimiento,
    dia.factor_mora,
    dia.factor_ibc,
    regimenes.regimen,
    transitorias.norma_transitoria,
    coalesce(transitorias.tasa = 'IBC', false) as es_tasa_ibc,
    coalesce(transitorias.porcentaje_interes, 100) as porcentaje_interes,
    coalesce(transitorias.porcentaje_sancion, 100) as porcentaje_sancion,
    coalesce(transitorias.exige_pago_total, false) as exige_pago_total
from con_tasas
inner join {{ ref('int_dia_mora') }} as vencimiento
    on {{ reparto.dia_con_tasa('con_tasas.fecha_vencimiento') }} = vencimiento.fecha
inner join {{ ref('int_dia_mora') }} as dia
    on {{ reparto.dia_con_tasa('con_tasas.fecha') }} = dia.fecha
inner join {{ ref('regimenes_imputacion') }} as regimenes
    on con_tasas.fecha >= coalesce(regimenes.desde, con_tasas.fecha)
    and con_tasas.fecha <= coalesce(regimenes.hasta, con_tasas.fecha)
left join {{ ref('tasas_transitorias') }} as transitorias
    on con_tasas.id_recibo is not null
    and con_tasas.fecha between transitorias.pago_desde and transitorias.pago_hasta
    and con_tasas.fecha_vencimiento <= coalesce(transitorias.vencida_hasta, con_tasas.fecha)
