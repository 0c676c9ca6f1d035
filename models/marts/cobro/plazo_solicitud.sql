{#- How much time each request has to be resolved, and each certificate to be used: days elapsed,
    days left, colour. A request's days are business days (Ley 4/1913 art. 62) of the calendar
    int_dia_habil; before its first year or after its last one nothing is said. -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
),

parametros as (
    select * from {{ ref('parametros_cobro') }}
),

solicitudes as (
    select * from {{ ref('int_termino_solicitud') }}
),

plazos as (
    select
        solicitudes.id_solicitud,
        'RESOLVER' as termino,
        solicitudes.id_sujeto,
        solicitudes.estado,
        solicitudes.fecha_solicitud as fecha_inicio,
        'HABILES' as tipo_dias,
        solicitudes.dias_termino,
        limites.fecha as fecha_limite,
        fines.habiles - inicios.habiles as dias_transcurridos,
        solicitudes.articulo,
        solicitudes.es_supuesto
    from solicitudes
    left join {{ ref('int_dia_habil') }} as inicios
        on solicitudes.fecha_solicitud = inicios.fecha
    left join {{ ref('int_dia_habil') }} as fines
        on solicitudes.fecha_fin = fines.fecha
    left join {{ ref('int_dia_habil') }} as limites
        on limites.es_habil
        and inicios.habiles + solicitudes.dias_termino = limites.habiles

    union all

    select
        certificaciones.id_solicitud,
        'CERTIFICACION' as termino,
        certificaciones.id_sujeto,
        'EN_TRAMITE' as estado,
        certificaciones.fecha_expedicion as fecha_inicio,
        'CALENDARIO' as tipo_dias,
        parametros.valor as dias_termino,
        certificaciones.vigente_hasta as fecha_limite,
        {{ reparto.dias_entre('certificaciones.fecha_expedicion', 'medicion.fecha_corte') }}
        as dias_transcurridos,
        parametros.articulo,
        parametros.es_supuesto
    from {{ ref('certificacion_deuda') }} as certificaciones
    cross join medicion
    inner join parametros
        on parametros.parametro = 'DIAS_VIGENCIA_CERTIFICACION'
)

select
    plazos.id_solicitud,
    plazos.termino,
    plazos.id_sujeto,
    plazos.estado,
    plazos.fecha_inicio,
    plazos.tipo_dias,
    cast(plazos.dias_termino as integer) as dias_termino,
    plazos.fecha_limite,
    cast(plazos.dias_transcurridos as integer) as dias_transcurridos,
    cast(plazos.dias_termino - plazos.dias_transcurridos as integer) as dias_restantes,
    case
        when plazos.estado <> 'EN_TRAMITE' then 'CERRADO'
        else coalesce(semaforo.color, 'SIN_CALENDARIO')
    end as color,
    plazos.articulo,
    plazos.es_supuesto
from plazos
left join {{ ref('semaforo_plazos') }} as semaforo
    on plazos.dias_termino - plazos.dias_transcurridos
        >= coalesce(semaforo.desde, plazos.dias_termino - plazos.dias_transcurridos)
    and plazos.dias_termino - plazos.dias_transcurridos
        <= coalesce(semaforo.hasta, plazos.dias_termino - plazos.dias_transcurridos)
