{{ config(materialized='table') }}
{#- Where each omiso total is: in the office of its step or, while a reassignment is in force and
    nothing keeps it from there, where an official put its case by hand. Of several, the last to
    begin. An office of determination determines too. Its campaign is of the office that has it, as
    a debt's. -#}
with omisos as (
    select * from {{ ref('int_omiso_asignado') }}
),

campanias as (
    {{ reparto.campanias_de_oficina() }}
),

cobros as (
    select
        oficina,
        min(campania) as campania
    from ({{ reparto.resultados('COBRO') }}) as resultados
    group by oficina
),

movidos as (
    {{ reparto.reasignaciones_en_vigor(
        'id_sujeto', 'id_obligacion is null and id_sujeto is not null'
    ) }}
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
    coalesce(movidos.oficina, omisos.oficina) as oficina,
    coalesce(
        movidos.oficina_determinacion, omisos.oficina_paso_2, omisos.oficina_paso_1
    ) as oficina_determinacion,
    coalesce(movidos.regla, 'OMISO_TOTAL') as regla,
    coalesce(movidos.estado, omisos.estado) as estado,
    case
        when coalesce(movidos.oficina = omisos.oficina, movidos.id_sujeto is null)
            then omisos.campania
        else coalesce(movidos.campania, campanias.campania, cobros.campania)
    end as campania,
    case when movidos.id_sujeto is null then omisos.accion else movidos.accion end as accion,
    coalesce(movidos.articulo, omisos.articulo) as articulo,
    movidos.motivo
from omisos
left join movidos
    on omisos.id_sujeto = movidos.id_sujeto
left join campanias
    on movidos.oficina = campanias.oficina
left join cobros
    on movidos.oficina = cobros.oficina
