{{ config(indexes=reparto.indices('id_sujeto')) }}
with omisos as (
    select * from {{ ref('int_omiso_repartido') }}
),

en_espera as (
    select * from {{ ref('cola_oficina') }}
    where estado = 'EN_ESPERA'
)

select
    omisos.id_sujeto,
    omisos.fuentes,
    omisos.puntaje_total,
    omisos.segmento_puntaje,
    omisos.segmento_fuentes,
    omisos.segmento,
    omisos.segmento_conflicto,
    omisos.monto_proyectado,
    omisos.oficina_paso_1,
    omisos.oficina_paso_2,
    omisos.paso,
    omisos.oficina,
    omisos.oficina_determinacion,
    omisos.regla,
    case
        when omisos.estado = 'ASIGNADA' and en_espera.id_caso is not null then 'EN_ESPERA'
        else omisos.estado
    end as estado,
    omisos.campania,
    omisos.accion,
    omisos.articulo
from omisos
left join en_espera
    on omisos.oficina = en_espera.oficina
    and 'OMI:' || omisos.id_sujeto = en_espera.id_caso
