{#- What each obligation of a past cut paid within each horizon, not what a law forgave for it;
    whoever paid nothing has no row. -#}
{%- set horizontes = (30, 90, 180, 365) -%}
with asignaciones as (
    select * from {{ ref('historia_asignacion') }}
    where estado <> 'PRESCRIPCION_POR_DECLARAR'
),

horizontes as (
    {% for dias in horizontes -%}
    select {{ dias }} as horizonte{{ ' union all' if not loop.last }}
    {% endfor %}
),

pagos as (
    select
        id_obligacion,
        fecha,
        -(impuesto + interes + sancion) as valor
    from {{ ref('estado_cuenta_movimiento') }}
    where tipo = 'PAGO'
),

posteriores as (
    select
        asignaciones.fecha_corte,
        asignaciones.id_obligacion,
        asignaciones.id_sujeto,
        {{ reparto.dias_entre('asignaciones.fecha_corte', 'pagos.fecha') }} as dias,
        pagos.valor
    from asignaciones
    inner join pagos
        on asignaciones.id_obligacion = pagos.id_obligacion
        and pagos.fecha > asignaciones.fecha_corte
        and pagos.fecha
            <= cast({{ dbt.dateadd('day', horizontes | max, 'asignaciones.fecha_corte') }} as date)
)

select
    posteriores.fecha_corte,
    horizontes.horizonte,
    posteriores.id_obligacion,
    posteriores.id_sujeto,
    cast(sum(posteriores.valor) as numeric(28, 2)) as recaudado
from posteriores
inner join horizontes
    on posteriores.dias <= horizontes.horizonte
group by
    posteriores.fecha_corte,
    horizontes.horizonte,
    posteriores.id_obligacion,
    posteriores.id_sujeto
