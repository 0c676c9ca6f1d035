{{ config(materialized='table') }}
{#- The instalments of a payment facility (ET 814) for each subject with a cash flow and a debt that
    can be collected, over each term: tax, interest and sanction of the cut date in equal monthly
    parts, the residue in the first one, and the interest that the tax still unpaid accrues in the
    month at the rate of the cut date. The first instalment is the largest but for months of
    different length. Cents. `capacidad`: what the subject can pay that month; null where its cash
    flow doesn't say. None for a debt of 5 x 10^16 pesos: its cents would pass a bigint. -#}
with deudas as (
    select
        id_sujeto,
        {{ reparto.centavos('impuesto') }} as impuesto,
        {{ reparto.centavos('interes') }} as interes,
        {{ reparto.centavos('sancion') }} as sancion
    from {{ ref('int_capacidad_pago') }}
    where impuesto + interes + sancion < 50000000000000000
),

meses as (
    {%- for n in range(1, 85) %}
    select {{ n }} as cuota{{ ' union all' if not loop.last }}
    {%- endfor %}
),

cuotas as (
    select
        deudas.id_sujeto,
        plazos.meses,
        meses.cuota,
        cast({{ dbt.dateadd('month', 'meses.cuota - 1', 'dias.fecha') }} as date) as fecha_anterior,
        cast({{ dbt.dateadd('month', 'meses.cuota', 'dias.fecha') }} as date) as fecha,
        {{ reparto.parte_de_cuota('deudas.impuesto') }} as impuesto,
        {{ reparto.parte_de_cuota('deudas.interes') }} as interes,
        {{ reparto.parte_de_cuota('deudas.sancion') }} as sancion,
        deudas.impuesto as impuesto_total,
        dias.tasa_mora,
        dias.base_dias
    from deudas
    cross join {{ ref('int_dia_corte') }} as dias
    cross join {{ ref('plazos_facilidad') }} as plazos
    inner join meses
        on plazos.meses >= meses.cuota
)

select
    cuotas.id_sujeto,
    cuotas.meses,
    cuotas.cuota,
    cuotas.fecha,
    cuotas.impuesto,
    cuotas.interes,
    cuotas.sancion,
    {#- the tax unpaid before an instalment: all of it, or what the equal parts from it on add up
        to #}
    {{ reparto.interes(
        'case when cuotas.cuota = 1 then cuotas.impuesto_total'
        ' else cuotas.impuesto * (cuotas.meses - cuotas.cuota + 1) end',
        '0',
        'cast(cuotas.tasa_mora * 100 as bigint) * (731 - cuotas.base_dias) * '
        ~ reparto.dias_entre('cuotas.fecha_anterior', 'cuotas.fecha'),
    ) }} as financiacion,
    {{ reparto.centavos(
        'coalesce(del_mes.capacidad_mensual, de_siempre.capacidad_mensual)'
    ) }} as capacidad
from cuotas
left join {{ ref('stg_flujo_caja') }} as del_mes
    on cuotas.id_sujeto = del_mes.id_sujeto
    and substr(cast(cuotas.fecha as {{ dbt.type_string() }}), 1, 7) = del_mes.mes
left join {{ ref('stg_flujo_caja') }} as de_siempre
    on cuotas.id_sujeto = de_siempre.id_sujeto
    and de_siempre.mes is null
