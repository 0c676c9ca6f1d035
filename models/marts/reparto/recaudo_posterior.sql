with asignaciones as (
    select * from {{ ref('historia_asignacion') }}
    where estado <> 'PRESCRIPCION_POR_DECLARAR'
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

horizontes as (
    {% for dias in (30, 90, 180, 365) -%}
    select {{ dias }} as horizonte{{ ' union all' if not loop.last }}
    {% endfor %}
),

recaudos as (
    select * from {{ ref('recaudo_obligacion') }}
)

select
    asignaciones.fecha_corte,
    horizontes.horizonte,
    coalesce(asignaciones.prioridad, 'SIN_PRIORIDAD') as prioridad,
    coalesce(asignaciones.oficina, 'SIN_OFICINA') as oficina,
    asignaciones.regla,
    asignaciones.en_muestra,
    cast({{ dbt.dateadd('day', 'horizontes.horizonte', 'asignaciones.fecha_corte') }} as date)
        <= medicion.fecha_corte as esta_completo,
    cast(count(*) as integer) as obligaciones,
    cast(sum(asignaciones.saldo) as numeric(28, 2)) as saldo,
    cast(count(recaudos.id_obligacion) as integer) as obligaciones_con_recaudo,
    cast(coalesce(sum(recaudos.recaudado), 0) as numeric(28, 2)) as recaudado
from asignaciones
inner join medicion
    on asignaciones.fecha_corte < medicion.fecha_corte
cross join horizontes
left join recaudos
    on asignaciones.fecha_corte = recaudos.fecha_corte
    and asignaciones.id_obligacion = recaudos.id_obligacion
    and horizontes.horizonte = recaudos.horizonte
group by
    asignaciones.fecha_corte,
    horizontes.horizonte,
    coalesce(asignaciones.prioridad, 'SIN_PRIORIDAD'),
    coalesce(asignaciones.oficina, 'SIN_OFICINA'),
    asignaciones.regla,
    asignaciones.en_muestra,
    medicion.fecha_corte
