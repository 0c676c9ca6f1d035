{#- What was paid of the obligations of each facility while it was in force: (desde, hasta] along
    one line of pesos, the oldest first. An obligation in several facilities counts for the one
    granted last; of two of one day, for the one that int_facilidad_vigente has in force. -#}
with pagos as (
    select
        facilidades.id_facilidad,
        pagos.id_recibo,
        pagos.id_obligacion,
        pagos.fecha,
        pagos.valor,
        row_number() over (
            partition by pagos.id_recibo, pagos.id_obligacion
            order by
                facilidades.fecha_otorgamiento desc,
                {{ reparto.binario('facilidades.id_facilidad') }} desc
        ) as puesto
    from {{ ref('stg_facilidades') }} as facilidades
    inner join {{ ref('stg_facilidad_obligacion') }} as amparadas
        on facilidades.id_facilidad = amparadas.id_facilidad
    inner join {{ ref('int_pago_obligacion') }} as pagos
        on amparadas.id_obligacion = pagos.id_obligacion
        and pagos.fecha >= facilidades.fecha_otorgamiento
        and (facilidades.fecha_terminacion is null or pagos.fecha <= facilidades.fecha_terminacion)
)

select
    id_facilidad,
    fecha,
    (sum(valor) over por_orden) - valor as desde,
    sum(valor) over por_orden as hasta
from pagos
where puesto = 1
window por_orden as (
    partition by id_facilidad
    order by fecha, {{ reparto.binario('id_recibo') }}, {{ reparto.binario('id_obligacion') }}
    rows between unbounded preceding and current row
)
