with solicitudes as (
    select * from {{ ref('int_solicitud') }}
),

lineas as (
    select
        *,
        id_obligacion || ':' || situacion
        {%- for cifra in (
            'saldo_impuesto', 'saldo_sancion', 'saldo_interes', 'saldo_total', 'valor_compensado',
        ) %}
        || ':' || cast({{ cifra }} as {{ dbt.type_string() }})
        {%- endfor %} as linea
    from {{ ref('certificacion_deuda_detalle') }}
),

deudas as (
    select
        id_solicitud,
        count(*) as n_obligaciones,
        sum(saldo_total) as deuda_total,
        sum(case when situacion = 'EXIGIBLE' then saldo_total else 0 end) as deuda_exigible,
        sum(case when situacion = 'PRESCRITA' then 0 else 1 end) as n_por_pagar,
        max(case when es_supuesto then 1 else 0 end) as supuestos,
        {{ reparto.unir('linea', ',', reparto.binario('id_obligacion')) }} as contenido
    from lineas
    group by id_solicitud
),

compensaciones as (
    select
        id_solicitud,
        sum(case when destino = 'COMPENSACION' then valor else 0 end) as valor_compensado,
        sum(case when destino = 'DEVOLUCION' then valor else 0 end) as valor_devuelto,
        sum(interes_no_causado) as interes_no_causado
    from {{ ref('destino_saldo_a_favor') }}
    group by id_solicitud
),

recibos as (
    select
        id_sujeto,
        count(*) as n_recibos,
        sum(valor_pendiente) as valor_pendiente
    from {{ ref('normalizacion_saldos') }}
    where valor_pendiente > 0
    group by id_sujeto
),

excesos as (
    select
        solicitudes.id_solicitud,
        sum(saldos.valor_en_exceso) as exceso
    from solicitudes
    inner join {{ ref('normalizacion_saldos') }} as saldos
        on solicitudes.id_sujeto = saldos.id_sujeto
        and saldos.impuesto = coalesce(solicitudes.impuesto, saldos.impuesto)
    group by solicitudes.id_solicitud
),

tasas as (
    select
        max(hasta) as hasta,
        count(*) as n,
        sum(tasa_mora) as suma
    from {{ ref('tasas_mora') }}
),

certificaciones as (
    select
        'CD-' || replace(cast(solicitudes.fecha_corte as {{ dbt.type_string() }}), '-', '') || '-'
        || solicitudes.id_solicitud as numero,
        solicitudes.id_solicitud,
        solicitudes.id_sujeto,
        case when coalesce(deudas.n_por_pagar, 0) = 0 then 'SIN_DEUDA' else 'CON_DEUDA' end as tipo,
        solicitudes.fecha_corte as fecha_expedicion,
        solicitudes.fecha_corte
        + {{ reparto.parametro_cobro('DIAS_VIGENCIA_CERTIFICACION') }} as vigente_hasta,
        solicitudes.origen,
        solicitudes.fecha_solicitud,
        solicitudes.valor_solicitado,
        coalesce(deudas.n_obligaciones, 0) as n_obligaciones,
        coalesce(deudas.deuda_total, 0) as deuda_total,
        coalesce(deudas.deuda_exigible, 0) as deuda_exigible,
        coalesce(compensaciones.valor_compensado, 0) as valor_compensado,
        coalesce(compensaciones.valor_devuelto, 0) as valor_devuelto,
        coalesce(recibos.n_recibos, 0) as n_recibos_pendientes,
        coalesce(recibos.valor_pendiente, 0) as valor_recibos_pendientes,
        coalesce(compensaciones.interes_no_causado, 0) as interes_no_causado,
        coalesce(excesos.exceso, 0) as exceso_libro,
        'tasas_mora hasta ' || cast(tasas.hasta as {{ dbt.type_string() }}) || ', '
        || cast(tasas.n as {{ dbt.type_string() }}) || ' filas, suma '
        || cast(tasas.suma as {{ dbt.type_string() }}) as version_tasas,
        coalesce(deudas.supuestos, 0) = 1 as es_supuesto,
        coalesce(deudas.contenido, '') as contenido
    from solicitudes
    cross join tasas
    left join deudas
        on solicitudes.id_solicitud = deudas.id_solicitud
    left join compensaciones
        on solicitudes.id_solicitud = compensaciones.id_solicitud
    left join excesos
        on solicitudes.id_solicitud = excesos.id_solicitud
    left join recibos
        on solicitudes.id_sujeto = recibos.id_sujeto
)

select
    numero,
    id_solicitud,
    id_sujeto,
    tipo,
    fecha_expedicion,
    vigente_hasta,
    origen,
    fecha_solicitud,
    valor_solicitado,
    cast(n_obligaciones as integer) as n_obligaciones,
    cast(deuda_total as numeric(28, 2)) as deuda_total,
    cast(deuda_exigible as numeric(28, 2)) as deuda_exigible,
    cast(valor_compensado as numeric(28, 2)) as valor_compensado,
    cast(valor_devuelto as numeric(28, 2)) as valor_devuelto,
    cast(n_recibos_pendientes as integer) as n_recibos_pendientes,
    cast(valor_recibos_pendientes as numeric(28, 2)) as valor_recibos_pendientes,
    cast(interes_no_causado as numeric(28, 2)) as interes_no_causado,
    cast(exceso_libro as numeric(28, 2)) as exceso_libro,
    cast(valor_solicitado - exceso_libro as numeric(28, 2)) as diferencia_con_libro,
    version_tasas,
    es_supuesto,
    md5(
        numero || '|' || id_sujeto || '|' || tipo || '|'
        || cast(valor_solicitado as {{ dbt.type_string() }}) || '|'
        {%- for cifra in (
            'valor_compensado', 'interes_no_causado', 'n_recibos_pendientes',
            'valor_recibos_pendientes', 'exceso_libro',
        ) %}
        || cast(cast({{ cifra }} as numeric(28, 2)) as {{ dbt.type_string() }}) || '|'
        {%- endfor %}
        || version_tasas || '|' || contenido
    ) as huella
from certificaciones
