{#- Every code that a wide view shows has its name, every amount and age its band. Whoever keeps the
    seeds `etiquetas` and `bandas` mends it. -#}
select
    'ficha_obligacion' as ficha,
    clave_obligacion as fila
from {{ ref('ficha_obligacion') }}
where nombre_regla is null
    or nombre_etapa is null
    or nombre_estado is null
    or banda_antiguedad is null
    or banda_valor is null
    or (oficina is not null and nombre_oficina is null)

union all

select
    'ficha_sujeto' as ficha,
    clave_sujeto as fila
from {{ ref('ficha_sujeto') }}
where nombre_regla is null
    or (tipo_persona is not null and nombre_tipo_persona is null)

union all

select
    'ficha_caso' as ficha,
    clave_caso as fila
from {{ ref('ficha_caso') }}
where nombre_tipo_caso is null
    or nombre_estado is null

union all

select
    'ficha_omiso' as ficha,
    clave_sujeto as fila
from {{ ref('ficha_omiso') }}
where nombre_estado is null

union all

select
    'ficha_recibo' as ficha,
    clave_recibo as fila
from {{ ref('ficha_recibo') }}
where nombre_estado is null

union all

select
    'ficha_cuenta' as ficha,
    clave_obligacion as fila
from {{ ref('ficha_cuenta') }}
where nombre_situacion is null
    or nombre_periodo is null
    or (fecha_prescripcion is not null and banda_prescripcion is null)
    or cargos - recaudado <> saldo_total
