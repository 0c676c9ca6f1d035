{#- What each certified subject owes on the cut date, obligation by obligation, and what of it is
    compensated. -#}
with certificaciones as (
    select * from {{ ref('int_solicitud') }}
),

cuentas as (
    select * from {{ ref('estado_cuenta') }}
),

compensaciones as (
    select
        id_solicitud,
        id_obligacion,
        valor
    from {{ ref('destino_saldo_a_favor') }}
    where destino = 'COMPENSACION'
)

select
    certificaciones.id_solicitud,
    cuentas.id_obligacion,
    cuentas.impuesto,
    cuentas.anio_gravable,
    cuentas.periodo,
    cuentas.id_objeto,
    cuentas.fecha_vencimiento,
    cuentas.titulo_ejecutivo,
    cuentas.fecha_titulo,
    cuentas.situacion,
    cuentas.fecha_prescripcion,
    cuentas.saldo_impuesto,
    cuentas.valor_sancion,
    cuentas.saldo_sancion,
    cuentas.saldo_interes,
    cuentas.saldo_total,
    cast(coalesce(compensaciones.valor, 0) as numeric(18, 2)) as valor_compensado,
    cuentas.es_supuesto
from certificaciones
inner join cuentas
    on certificaciones.id_sujeto = cuentas.id_sujeto
left join compensaciones
    on certificaciones.id_solicitud = compensaciones.id_solicitud
    and cuentas.id_obligacion = compensaciones.id_obligacion
where cuentas.situacion not in ('PAGADA', 'NO_VENCIDA')
    and cuentas.fecha_vencimiento < certificaciones.fecha_corte
