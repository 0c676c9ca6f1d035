{{ config(materialized='table', indexes=reparto.indices('orden')) }}
{#- What happens to each obligation after it falls due, in order: the readjustments of its
    sanction (ET 867-1) and the payments. A sanction is readjusted on 1 January by the inflation of
    the year before, once it has been due for more than a year; one set by the administration, from
    the 1 January after its act is firm: its firmness, or its title's day where that isn't given;
    one that no act has set yet, never. A readjustment comes before a payment of the same day.
    reajuste_sancion: the first one waits for the anniversary, with the inflation of the due date's
    year, or for the next 1 January, with that of the year before. What an event doesn't have is
    null, and the day's rates are the ledger's to join: every round reads this table. -#}
{%- set pide_menos -%}
    alivios.porcentaje_capital, alivios.porcentaje_interes, alivios.porcentaje_sancion,
    alivios.norma_transitoria
{%- endset -%}
with con_acto as (
    select
        id_obligacion,
        id_sujeto,
        fecha_vencimiento,
        valor_impuesto,
        valor_sancion,
        coalesce(
            fecha_firmeza, case when tipo_incumplimiento <> 'MORA' then fecha_titulo end
        ) as fecha_acto
    from {{ ref('stg_obligaciones') }}
    where valor_sancion > 0
        and (
            tipo_incumplimiento = 'MORA'
            or titulo_ejecutivo
            or fecha_titulo is not null
            or fecha_firmeza is not null
        )
),

sancionadas as (
    {{ reparto.barrera() }}
    select
        *,
        cast(extract(year from fecha_vencimiento) as integer) as anio_vencimiento,
        cast(
            extract(year from coalesce(fecha_acto, fecha_vencimiento)) as integer
        ) as anio_inicial
    from con_acto
),

reajustes as (
    select
        sancionadas.*,
        sancionadas.fecha_acto is null
        and ipc.anio = sancionadas.anio_vencimiento as espera_un_anio,
        ipc.anio,
        cast(ipc.variacion * 100 as bigint) as variacion,
        ipc.es_supuesto
    from sancionadas
    inner join {{ ref('ipc') }} as ipc
        on ipc.anio >= sancionadas.anio_inicial
    {% if reparto.lectura('reajuste_sancion') == 'enero' -%}
    where sancionadas.fecha_acto is not null or ipc.anio > sancionadas.anio_vencimiento
    {%- endif %}
),

recibos as {{ reparto.en_linea() }} (
    select * from {{ ref('int_recibo') }}
    where destino = 'APLICADO'
),

alivios as (
    select
        recibos.id_recibo,
        alivios.norma_transitoria,
        alivios.tasa,
        alivios.porcentaje_interes,
        alivios.porcentaje_sancion,
        alivios.porcentaje_capital,
        alivios.exige_pago_total,
        alivios.es_supuesto,
        row_number() over (partition by recibos.id_recibo order by {{ pide_menos }}) as puesto,
        row_number() over (
            partition by recibos.id_recibo, alivios.exige_pago_total order by {{ pide_menos }}
        ) as puesto_entre_iguales
    from recibos
    inner join {{ ref('int_alivio') }} as alivios
        on recibos.fecha_pago between alivios.pago_desde and alivios.pago_hasta
        and recibos.fecha_vencimiento <= coalesce(alivios.vencida_hasta, recibos.fecha_pago)
        and recibos.anio_obligacion between coalesce(
            alivios.anio_desde, recibos.anio_obligacion
        ) and coalesce(alivios.anio_hasta, recibos.anio_obligacion)
),

eventos as (
    select
        id_obligacion,
        id_sujeto,
        fecha_vencimiento,
        valor_impuesto,
        valor_sancion,
        case
            when espera_un_anio
                then cast({{ dbt.dateadd('year', 1, 'fecha_vencimiento') }} as date) + 1
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
        id_deudor as id_sujeto,
        fecha_vencimiento,
        valor_impuesto,
        valor_sancion,
        fecha_pago as fecha,
        9999 as desempate,
        id_recibo,
        {{ reparto.centavos('valor') }} as valor,
        cast(0 as bigint) as variacion,
        false as es_supuesto
    from recibos
),

ordenados as (
    select
        *,
        row_number() over en_orden as orden,
        lag(fecha) over en_orden as fecha_anterior,
        lead(fecha) over en_orden as fecha_siguiente
    from eventos
    window en_orden as (
        partition by id_obligacion
        order by fecha, desempate, {{ reparto.binario('id_recibo') }} nulls first
    )
)

select
    ordenados.id_obligacion,
    ordenados.id_sujeto,
    cast(ordenados.orden as integer) as orden,
    ordenados.fecha,
    ordenados.fecha_anterior,
    ordenados.fecha_siguiente,
    ordenados.fecha_vencimiento,
    ordenados.id_recibo,
    ordenados.valor,
    ordenados.variacion,
    case when ordenados.es_supuesto or alivios.es_supuesto then 1 else 0 end as supuestos,
    case when abonos.es_supuesto then 1 end as supuestos_abono,
    case
        when ordenados.orden = 1 then {{ reparto.centavos('ordenados.valor_impuesto') }}
    end as valor_impuesto,
    case
        when ordenados.orden = 1 then {{ reparto.centavos('ordenados.valor_sancion') }}
    end as valor_sancion,
    regimenes.regimen,
    alivios.norma_transitoria,
    alivios.tasa = 'IBC' as es_tasa_ibc,
    alivios.porcentaje_interes,
    alivios.porcentaje_sancion,
    alivios.porcentaje_capital,
    alivios.exige_pago_total,
    abonos.norma_transitoria as norma_abono,
    abonos.tasa = 'IBC' as es_tasa_ibc_abono,
    abonos.porcentaje_interes as porcentaje_interes_abono,
    abonos.porcentaje_sancion as porcentaje_sancion_abono,
    abonos.porcentaje_capital as porcentaje_capital_abono
from ordenados
inner join {{ ref('regimenes_imputacion') }} as regimenes
    on ordenados.fecha >= coalesce(regimenes.desde, ordenados.fecha)
    and ordenados.fecha <= coalesce(regimenes.hasta, ordenados.fecha)
left join alivios
    on ordenados.id_recibo = alivios.id_recibo
    and alivios.puesto = 1
left join alivios as abonos
    on alivios.id_recibo = abonos.id_recibo
    and alivios.exige_pago_total
    and not abonos.exige_pago_total
    and abonos.puesto_entre_iguales = 1
