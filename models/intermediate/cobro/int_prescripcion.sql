{{ config(materialized='table', indexes=reparto.indices('id_obligacion')) }}
{#- When the collection action of some obligations lapses (ET 817, 818): those whose term doesn't
    simply run from their act or their due date. A late return moves its start; each mandamiento of
    which the debtor had notice before the term ran out begins it again, for the obligation that it
    names or all of the subject's, and so does a facility from its grant. The others follow the
    macro fecha_prescripcion. -#}
{%- set anios = reparto.parametro_cobro('ANIOS_PRESCRIPCION') -%}
with obligaciones as {{ reparto.en_linea() }} (
    select * from {{ ref('stg_obligaciones') }}
    where titulo_ejecutivo
),

presentaciones as (
    select
        declaraciones.id_sujeto,
        declaraciones.impuesto,
        declaraciones.anio_gravable,
        declaraciones.periodo,
        min(declaraciones.fecha_presentacion) as fecha_presentacion
    from {{ ref('stg_declaraciones') }} as declaraciones
    inner join {{ ref('int_medicion') }} as medicion
        on declaraciones.fecha_presentacion <= medicion.fecha_corte
    where declaraciones.tipo = 'INICIAL'
    group by
        declaraciones.id_sujeto,
        declaraciones.impuesto,
        declaraciones.anio_gravable,
        declaraciones.periodo
),

mandamientos as (
    select distinct
        mandamientos.id_sujeto,
        mandamientos.id_obligacion,
        coalesce(mandamientos.fecha_notificacion, mandamientos.fecha_expedicion) as fecha
    from {{ ref('stg_mandamientos_pago') }} as mandamientos
    inner join {{ ref('int_medicion') }} as medicion
        on coalesce(
            mandamientos.fecha_notificacion, mandamientos.fecha_expedicion
        ) <= medicion.fecha_corte
),

facilidades as (
    select
        facilidad_obligacion.id_obligacion,
        facilidades.fecha_otorgamiento as fecha
    from {{ ref('stg_facilidades') }} as facilidades
    inner join {{ ref('stg_facilidad_obligacion') }} as facilidad_obligacion
        on facilidades.id_facilidad = facilidad_obligacion.id_facilidad
    inner join {{ ref('int_medicion') }} as medicion
        on facilidades.fecha_otorgamiento <= medicion.fecha_corte
),

tardias as (
    select
        obligaciones.id_obligacion,
        presentaciones.fecha_presentacion
    from obligaciones
    inner join presentaciones
        on obligaciones.id_sujeto = presentaciones.id_sujeto
        and obligaciones.impuesto = presentaciones.impuesto
        and obligaciones.anio_gravable = presentaciones.anio_gravable
        and obligaciones.periodo = presentaciones.periodo
        and obligaciones.fecha_vencimiento < presentaciones.fecha_presentacion
    where {{ reparto.fecha_acto('obligaciones') }} is null
),

comienzos as (
    select
        obligaciones.id_obligacion,
        obligaciones.id_sujeto,
        coalesce(
            {{ reparto.fecha_acto('obligaciones') }},
            tardias.fecha_presentacion,
            obligaciones.fecha_vencimiento
        ) as comienzo,
        tardias.id_obligacion is not null as es_tardia
    from obligaciones
    left join tardias
        on obligaciones.id_obligacion = tardias.id_obligacion
),

requeridos as (
    select distinct id_sujeto from mandamientos
),

amparadas as (
    select distinct id_obligacion from facilidades
),

-- of one day once: the windows below have no other order
hechos as (
    select
        comienzos.id_obligacion,
        comienzos.comienzo as fecha
    from comienzos
    left join requeridos
        on comienzos.id_sujeto = requeridos.id_sujeto
    left join amparadas
        on comienzos.id_obligacion = amparadas.id_obligacion
    where comienzos.es_tardia
        or requeridos.id_sujeto is not null
        or amparadas.id_obligacion is not null

    union

    select
        comienzos.id_obligacion,
        mandamientos.fecha
    from comienzos
    inner join mandamientos
        on comienzos.id_sujeto = mandamientos.id_sujeto
        and comienzos.id_obligacion = coalesce(mandamientos.id_obligacion, comienzos.id_obligacion)
        and comienzos.comienzo < mandamientos.fecha

    union

    select
        comienzos.id_obligacion,
        facilidades.fecha
    from comienzos
    inner join facilidades
        on comienzos.id_obligacion = facilidades.id_obligacion
        and comienzos.comienzo < facilidades.fecha
),

con_anterior as (
    select
        id_obligacion,
        fecha,
        lag(fecha) over (partition by id_obligacion order by fecha) as anterior
    from hechos
),

cadenas as (
    select
        id_obligacion,
        fecha,
        sum(case when fecha > {{ reparto.mas_anios('anterior', anios) }} then 1 else 0 end) over (
            partition by id_obligacion
            order by fecha
            rows between unbounded preceding and current row
        ) as rotas
    from con_anterior
)

select
    id_obligacion,
    {{ reparto.mas_anios('max(fecha)', anios) }} as fecha_prescripcion
from cadenas
where rotas = 0
group by id_obligacion
