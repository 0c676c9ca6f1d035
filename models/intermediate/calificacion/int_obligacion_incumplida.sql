{{ config(
    materialized='table', indexes=reparto.indices('id_sujeto'),
    pre_hook="{{ reparto.validar_anios(ref('stg_obligaciones')) }}",
) }}
{#- The obligations in default on the cut date (contract, 3.1): tax outstanding, or a sanction alone
    (5.3.1); and whether each is measured: ACTUAL and ANTERIOR are; a year after the last current
    one (POSTERIOR_AL_CORTE) and what an omiso total omitted (OMISO_TOTAL) are routed but not
    measured; with prescripcion = cumplida, what can no longer be collected and nobody declared so
    (PRESCRIPCION_POR_DECLARAR) is only shown. -#}
{%- set cumplida = reparto.lectura('prescripcion') == 'cumplida' -%}
-- depends_on: {{ ref('int_prescripcion_corte') }}
with saldos as {{ reparto.en_linea() }} (
    select * from {{ ref('int_saldo_obligacion') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

estados as (
    {{ reparto.filas_de_la_norma('estados_obligacion') }}
    where filas.es_incumplible
),

impuestos as (
    {{ reparto.filas_de_la_norma('impuestos') }}
),

excluidos as (
    select id_sujeto from {{ ref('int_exclusion') }}
    where ambito = 'TODO'
),

omisos as (
    select
        omitidos.id_sujeto,
        omitidos.impuesto
    from {{ ref('int_impuesto_omitido') }} as omitidos
    inner join {{ ref('int_omiso_total') }} as omisos_totales
        on omitidos.id_sujeto = omisos_totales.id_sujeto
),

{% if cumplida -%}
prescritas as (
    select id_obligacion from {{ ref('int_prescripcion_corte') }}
    where prescripcion = 'CUMPLIDA'
),

{% endif -%}
vigencias as (
    select * from {{ ref('int_vigencia_actual') }}
),

ultima as (
    select max(anio) as anio from {{ ref('int_vigencia_actual') }}
),

incumplidas as (
    select
        saldos.*,
        impuestos.familia,
        impuestos.tiene_fuero,
        cast(extract(year from saldos.fecha_vencimiento) as integer) as anio_presentacion
    from saldos
    inner join medicion
        on saldos.fecha_vencimiento < medicion.fecha_corte
    inner join estados
        on saldos.estado = estados.estado
    inner join impuestos
        on saldos.impuesto = impuestos.impuesto
    left join excluidos
        on saldos.id_sujeto = excluidos.id_sujeto
    where (saldos.saldo > 0 or saldos.saldo_sancion > 0)
        and excluidos.id_sujeto is null
)

select
    incumplidas.id_obligacion,
    incumplidas.id_sujeto,
    incumplidas.impuesto,
    incumplidas.familia,
    incumplidas.tiene_fuero,
    incumplidas.anio_gravable,
    incumplidas.id_objeto,
    incumplidas.fecha_vencimiento,
    incumplidas.anio_presentacion,
    case
        {% if cumplida -%}
        when prescritas.id_obligacion is not null then 'PRESCRIPCION_POR_DECLARAR'
        {% endif -%}
        when incumplidas.tipo_incumplimiento = 'OMISO'
            and omisos.id_sujeto is not null then 'OMISO_TOTAL'
        when incumplidas.anio_presentacion > ultima.anio then 'POSTERIOR_AL_CORTE'
        when vigencias.anio is not null then 'ACTUAL'
        else 'ANTERIOR'
    end as medicion,
    incumplidas.titulo_ejecutivo,
    incumplidas.saldo,
    incumplidas.saldo_sancion,
    incumplidas.saldo_interes
from incumplidas
cross join ultima
left join vigencias
    on incumplidas.anio_presentacion = vigencias.anio
left join omisos
    on incumplidas.id_sujeto = omisos.id_sujeto
    and incumplidas.impuesto = omisos.impuesto
{%- if cumplida %}
left join prescritas
    on incumplidas.id_obligacion = prescritas.id_obligacion
{%- endif %}
