{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns', meta={'persistente': true},
    indexes=reparto.indices('fecha_corte'),
    pre_hook="{% if is_incremental() %}{{ reparto.borrar_el_corte(this) }}{% endif %}",
) }}
-- depends_on: {{ ref('int_medicion') }}
-- depends_on: {{ ref('calificacion_sujeto') }}
select
    cuentas.fecha_corte,
    cuentas.id_obligacion,
    cuentas.id_sujeto,
    cuentas.situacion,
    cuentas.saldo_impuesto,
    cuentas.saldo_interes,
    cuentas.saldo_sancion,
    cuentas.saldo_total
from {{ ref('estado_cuenta') }} as cuentas
