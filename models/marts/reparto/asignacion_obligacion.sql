{{ config(indexes=reparto.indices('id_sujeto')) }}
with decisiones as (
    select
        decisiones.*,
        coalesce(desbordes.oficina_destino, decisiones.oficina) as oficina_final,
        coalesce(desbordes.oficina_determinacion, decisiones.oficina_determinacion) as determina,
        coalesce(desbordes.articulo, decisiones.articulo_oficina) as articulo_final,
        case
            when desbordes.id_caso is null then decisiones.campania
            else desbordes.campania
        end as campania_final,
        case
            when desbordes.id_caso is null then decisiones.accion
            else desbordes.accion
        end as accion_final
    from {{ ref('int_decision') }} as decisiones
    left join {{ ref('int_desborde') }} as desbordes
        on decisiones.id_caso = desbordes.id_caso
        and decisiones.oficina = desbordes.oficina_origen
),

en_espera as (
    select * from {{ ref('cola_oficina') }}
    where estado = 'EN_ESPERA'
),

oficinas as (
    select * from {{ ref('int_oficina') }}
)

select
    decisiones.id_obligacion,
    decisiones.id_sujeto,
    decisiones.impuesto,
    decisiones.familia,
    decisiones.id_objeto,
    decisiones.saldo,
    decisiones.saldo_sancion,
    decisiones.prioridad,
    decisiones.codigo_riesgo,
    decisiones.regla,
    decisiones.articulo,
    decisiones.etapa,
    decisiones.determina as oficina_determinacion,
    oficinas.oficina_liquidacion,
    decisiones.oficina_cobro,
    decisiones.oficina_final as oficina,
    decisiones.articulo_final as articulo_oficina,
    case
        when decisiones.estado = 'ASIGNADA' and en_espera.id_caso is not null then 'EN_ESPERA'
        else decisiones.estado
    end as estado,
    decisiones.campania_final as campania,
    decisiones.accion_final as accion,
    decisiones.id_caso,
    decisiones.id_expediente,
    decisiones.en_muestra,
    prescripciones.fecha_prescripcion,
    prescripciones.prescripcion
from decisiones
left join {{ ref('int_prescripcion_corte') }} as prescripciones
    on decisiones.id_obligacion = prescripciones.id_obligacion
left join oficinas
    on decisiones.determina = oficinas.oficina
left join en_espera
    on decisiones.oficina_final = en_espera.oficina
    and decisiones.id_caso = en_espera.id_caso
