{#- Each request received up to the cut date with its term: another with a guarantee; the clock of a
    closed one stopped. One closed after the cut was being studied on it. -#}
select
    solicitudes.id_solicitud,
    solicitudes.id_sujeto,
    case
        when solicitudes.fecha_resolucion > medicion.fecha_corte then 'EN_TRAMITE'
        else solicitudes.estado
    end as estado,
    solicitudes.fecha_solicitud,
    parametros.valor as dias_termino,
    parametros.articulo,
    parametros.es_supuesto,
    case
        when solicitudes.estado <> 'EN_TRAMITE'
            then least(
                coalesce(solicitudes.fecha_resolucion, medicion.fecha_corte), medicion.fecha_corte
            )
        else medicion.fecha_corte
    end as fecha_fin
from {{ ref('stg_solicitudes_devolucion') }} as solicitudes
inner join {{ ref('int_medicion') }} as medicion
    on solicitudes.fecha_solicitud <= medicion.fecha_corte
inner join {{ ref('parametros_cobro') }} as parametros
    on parametros.parametro = case
        when solicitudes.garantia then 'DIAS_DEVOLUCION_GARANTIA'
        else 'DIAS_DEVOLUCION'
    end
