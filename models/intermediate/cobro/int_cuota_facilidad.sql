{{ config(materialized='table') }}
{#- The instalments of a payment facility (ET 814) for each subject with a cash flow and a debt that can be collected, over each term: tax, interest and
    sanction of the cut date in equal monthly parts, the residue in the first one, and the interest that the tax still unpaid accrues in
    the month at the rate of the cut date. The first instalment is the largest. Cents. -#}
with deudas as (
    select
        cuentas.id_sujeto,
        {{ reparto.centavos('sum(cuentas.saldo_impuesto)') }} as impuesto,
        {{ reparto.centavos('sum(cuentas.saldo_interes)') }} as interes,
        {{ reparto.centavos('sum(cuentas.saldo_sancion)') }} as sancion
    from {{ ref('estado_cuenta') }} as cuentas
    inner join {{ ref('stg_flujo_caja') }} as flujos
        on cuentas.id_sujeto = flujos.id_sujeto
    where cuentas.situacion = 'EXIGIBLE'
    group by cuentas.id_sujeto
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
),

con_saldo as (
    select
        *,
        impuesto_total - sum(impuesto) over (partition by id_sujeto, meses order by cuota rows between unbounded preceding and current row)
        + impuesto as impuesto_por_pagar
    from cuotas
)

select
    id_sujeto,
    meses,
    cuota,
    fecha,
    impuesto,
    interes,
    sancion,
    {{ reparto.interes('impuesto_por_pagar', '0', 'cast(tasa_mora * 100 as bigint) * (731 - base_dias) * (fecha - fecha_anterior)') }} as financiacion
from con_saldo
