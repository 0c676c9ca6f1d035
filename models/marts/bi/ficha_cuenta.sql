{#- A table: a view of views would ask its reader for what they read. -#}
with cuentas as (
    select
        *,
        {{ reparto.dias_entre('fecha_corte', 'fecha_prescripcion') }} as dias_para_prescribir
    from {{ ref('estado_cuenta') }}
),

claves as (
    select * from {{ ref('int_clave_sujeto') }}
),

claves_de_obligacion as (
    select * from {{ ref('int_clave_obligacion') }}
),

impuestos as (
    select * from {{ ref('int_nombre') }}
    where clase = 'IMPUESTO'
),

-- a state that a norm adds is named by it
estados as (
    select * from {{ ref('int_nombre') }}
    where clase = 'ESTADO'
),

bandas as (
    select * from {{ ref('bandas') }}
    where banda = 'PRESCRIPCION'
)

select
    cuentas.fecha_corte,
    claves_de_obligacion.clave_obligacion,
    claves.clave_sujeto,
    claves.tipo_persona,
    cuentas.impuesto,
    impuestos.nombre as nombre_impuesto,
    cuentas.anio_gravable,
    cuentas.periodo,
    periodos.nombre as nombre_periodo,
    cuentas.fecha_vencimiento,
    cuentas.situacion,
    coalesce(situaciones.nombre, estados.nombre) as nombre_situacion,
    cuentas.fecha_prescripcion,
    cuentas.dias_para_prescribir,
    bandas.orden as orden_prescripcion,
    bandas.nombre as banda_prescripcion,
    cast(
        cuentas.valor_impuesto + cuentas.valor_sancion + cuentas.reajuste_sancion
        + cuentas.interes_causado - cuentas.rebaja as numeric(18, 2)
    ) as cargos,
    cast(
        cuentas.pago_impuesto + cuentas.pago_interes + cuentas.pago_sancion as numeric(18, 2)
    ) as recaudado,
    cuentas.saldo_impuesto,
    cuentas.saldo_interes,
    cuentas.saldo_sancion,
    cuentas.saldo_total,
    cuentas.es_supuesto
from cuentas
inner join claves
    on cuentas.id_sujeto = claves.id_sujeto
inner join claves_de_obligacion
    on cuentas.id_obligacion = claves_de_obligacion.id_obligacion
inner join impuestos
    on cuentas.impuesto = impuestos.codigo
left join bandas
    on {{ reparto.en_banda('cuentas.dias_para_prescribir', 'bandas') }}
left join ({{ reparto.etiquetas_de('periodo') }}) as periodos
    on cuentas.periodo = periodos.codigo
left join ({{ reparto.etiquetas_de('situacion') }}) as situaciones
    on cuentas.situacion = situaciones.codigo
left join estados
    on cuentas.situacion = estados.codigo
