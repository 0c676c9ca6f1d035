{#- Without CTEs: PostgreSQL joins a view that has any only as a whole, here every obligation on
    every day. The ledger is joined by its subject too, so that DuckDB, which reads it without an
    index, looks for the one that is asked for. Who reads it whole says so: each expression is
    worked out once, and only the events that are the last one of the day are joined. -#}
{% macro estado_dia(dias, pedidos=none, entera=false) %}
select
    fecha,
    id_obligacion,
    id_sujeto,
    impuesto,
    anio_gravable,
    periodo,
    id_objeto,
    fecha_vencimiento,
    tipo_incumplimiento,
    titulo_ejecutivo,
    fecha_titulo,
    fecha_firmeza,
    estado,
    ultimo_evento,
    valor_impuesto,
    valor_sancion,
    {{ reparto.pesos('reajuste_total') }} as reajuste_sancion,
    {{ reparto.pesos('interes') }} as interes_reciente,
    {{ reparto.pesos('interes_total + interes') }} as interes_causado,
    {{ reparto.pesos(
        'rebaja_impuesto_total + rebaja_interes_total + rebaja_sancion_total'
    ) }} as rebaja,
    cast(
        valor_impuesto - (saldo_impuesto + rebaja_impuesto_total) * 0.01 as numeric(18, 2)
    ) as pago_impuesto,
    {{ reparto.pesos('interes_total - rebaja_interes_total - saldo_interes') }} as pago_interes,
    cast(
        valor_sancion
        + (reajuste_total - rebaja_sancion_total - saldo_sancion) * 0.01 as numeric(18, 2)
    ) as pago_sancion,
    {{ reparto.pesos('saldo_impuesto') }} as saldo_impuesto,
    {{ reparto.pesos('saldo_interes + interes') }} as saldo_interes,
    {{ reparto.pesos('saldo_sancion') }} as saldo_sancion,
    {{ reparto.pesos('saldo_impuesto + saldo_interes + interes + saldo_sancion') }} as saldo_total,
    (hay_dias_supuestos and interes_total + interes > 0) or hay_reajuste_supuesto as es_supuesto
from (
    {{ reparto.barrera() if entera }}
    select
        *,
        {{ reparto.interes('saldo_impuesto', 'factor_anterior', 'factor_mora') }}
        + {{ reparto.interes_compuesto(
            'saldo_impuesto', 'crecimiento_anterior', 'crecimiento_mora', 'crecimiento_al_vencer'
        ) }} as interes
    from (
        select
            dias.fecha,
            obligaciones.id_obligacion,
            obligaciones.id_sujeto,
            obligaciones.impuesto,
            obligaciones.anio_gravable,
            obligaciones.periodo,
            obligaciones.id_objeto,
            obligaciones.fecha_vencimiento,
            obligaciones.tipo_incumplimiento,
            obligaciones.titulo_ejecutivo,
            obligaciones.fecha_titulo,
            obligaciones.fecha_firmeza,
            obligaciones.estado,
            obligaciones.valor_impuesto,
            obligaciones.valor_sancion,
            coalesce(libro.orden, 0) as ultimo_evento,
            coalesce(
                libro.saldo_impuesto, {{ reparto.centavos('obligaciones.valor_impuesto') }}
            ) as saldo_impuesto,
            coalesce(
                libro.saldo_sancion, {{ reparto.centavos('obligaciones.valor_sancion') }}
            ) as saldo_sancion,
            coalesce(libro.saldo_interes, 0) as saldo_interes,
            coalesce(libro.interes_total, 0) as interes_total,
            coalesce(libro.reajuste_total, 0) as reajuste_total,
            coalesce(libro.rebaja_impuesto_total, 0) as rebaja_impuesto_total,
            coalesce(libro.rebaja_interes_total, 0) as rebaja_interes_total,
            coalesce(libro.rebaja_sancion_total, 0) as rebaja_sancion_total,
            coalesce(libro.factor_mora, vencimiento.factor_mora) as factor_anterior,
            dias.factor_mora,
            vencimiento.crecimiento_mora as crecimiento_al_vencer,
            coalesce(libro.crecimiento_mora, vencimiento.crecimiento_mora) as crecimiento_anterior,
            dias.crecimiento_mora,
            dias.dias_supuestos > vencimiento.dias_supuestos as hay_dias_supuestos,
            coalesce(libro.supuestos_total, 0) > 0 as hay_reajuste_supuesto
        from {{ ref('stg_obligaciones') }} as obligaciones
        inner join {{ ref('int_dia_mora') }} as vencimiento
            on {{ reparto.dia_con_tasa('obligaciones.fecha_vencimiento') }} = vencimiento.fecha
        {% if pedidos -%}
        inner join {{ pedidos }} as pedidos
            on obligaciones.id_obligacion = pedidos.id_obligacion
        inner join {{ dias }} as dias
            on pedidos.fecha = dias.fecha
        {%- else -%}
        cross join {{ dias }} as dias
        {%- endif %}
        {% if entera -%}
        left join (
            select
                libro.*,
                dias.fecha as dia
            from {{ ref('int_libro') }} as libro
            inner join {{ dias }} as dias
                on {{ reparto.es_ultimo_evento('libro', 'dias') }}
        ) as libro
            on obligaciones.id_obligacion = libro.id_obligacion
            and dias.fecha = libro.dia
        {%- else -%}
        left join {{ ref('int_libro') }} as libro
            on obligaciones.id_obligacion = libro.id_obligacion
            and obligaciones.id_sujeto = libro.id_sujeto
            and {{ reparto.es_ultimo_evento('libro', 'dias') }}
        {%- endif %}
    ) as estados
) as con_interes
{% endmacro %}

{% macro es_ultimo_evento(libro, dias) -%}
    {{ dias }}.fecha >= {{ libro }}.fecha
    and (
        {{ libro }}.fecha_siguiente is null
        or {{ dias }}.fecha < {{ libro }}.fecha_siguiente
    )
{%- endmacro %}

{% macro cuenta_dia(estados, entera=false) %}
with estados as (
    {{ reparto.barrera() if entera }}
    select
        estados.*,
        facilidades.id_facilidad,
        {{ reparto.fecha_prescripcion('estados', 'prescripciones') }} as fecha_prescripcion
    from {{ estados }} as estados
    left join {{ ref('int_prescripcion') }} as prescripciones
        on estados.id_obligacion = prescripciones.id_obligacion
    left join {{ ref('int_facilidad_vigente') }} as facilidades
        on estados.id_obligacion = facilidades.id_obligacion
        and estados.fecha >= facilidades.desde
        and (facilidades.fecha_terminacion is null or estados.fecha < facilidades.fecha_terminacion)
        and (facilidades.siguiente is null or estados.fecha < facilidades.siguiente)
)

select
    *,
    case
        when saldo_total = 0 then 'PAGADA'
        when estado <> 'ABIERTA' then estado
        when id_facilidad is not null then 'EN_FACILIDAD'
        when fecha_vencimiento >= fecha then 'NO_VENCIDA'
        when not titulo_ejecutivo then 'SIN_TITULO'
        when fecha_prescripcion < fecha then 'PRESCRIPCION_POR_DECLARAR'
        else 'EXIGIBLE'
    end as situacion
from estados
{% endmacro %}

{% macro fecha_prescripcion(obligaciones, prescripciones) -%}
    {%- set comienzo = 'coalesce(' ~ reparto.fecha_acto(obligaciones)
        ~ ', ' ~ obligaciones ~ '.fecha_vencimiento)' -%}
    case
        when not {{ obligaciones }}.titulo_ejecutivo
            or {{ obligaciones }}.estado in ('SUSPENDIDA', 'EN_FACILIDAD') then null
        else coalesce(
            {{ prescripciones }}.fecha_prescripcion,
            {{ reparto.mas_anios(comienzo, reparto.parametro_cobro('ANIOS_PRESCRIPCION')) }}
        )
    end
{%- endmacro %}

{% macro cierre(cuentas) %}
select
    id_obligacion,
    id_sujeto,
    {{ reparto.orden_de_cierre() }} as orden,
    fecha,
    'INTERES' as tipo,
    cast(null as {{ dbt.type_string() }}) as id_recibo,
    cast(0 as numeric(18, 2)) as impuesto,
    interes_reciente as interes,
    cast(0 as numeric(18, 2)) as sancion,
    {{ reparto.detalle_interes() }} as detalle
from {{ cuentas }}
where interes_reciente > 0
{% endmacro %}
