{{ config(materialized='table') }}
{#- Where each omiso total is: in the office of its step or, while a reassignment is in force and
    nothing keeps it from there, where an official put its case by hand. Of several, the last to
    begin. An office of determination determines too. -#}
with omisos as (
    select * from {{ ref('int_omiso_asignado') }}
),

ordenadas as (
    select
        *,
        row_number() over (
            partition by id_sujeto
            order by desde desc, {{ reparto.binario('id_reasignacion') }} desc
        ) as puesto
    from {{ ref('int_reasignacion') }}
    where id_obligacion is null
        and id_sujeto is not null
        and impedimento is null
),

resultados as (
    {{ reparto.resultados('REASIGNACION') }}
),

oficinas as (
    {{ reparto.filas_de_la_norma('oficinas') }}
),

movidos as (
    select
        ordenadas.id_sujeto,
        ordenadas.oficina,
        case
            when oficinas.etapa = 'DETERMINACION' then ordenadas.oficina
        end as oficina_determinacion,
        resultados.regla,
        resultados.estado,
        resultados.campania,
        resultados.accion,
        resultados.articulo,
        {{ reparto.frase('resultados.motivo', {
            'reasignacion': 'ordenadas.id_reasignacion',
            'funcionario': 'ordenadas.funcionario',
            'motivo': 'ordenadas.motivo',
        }) }} as motivo
    from ordenadas
    inner join resultados
        on resultados.caso = 'EN_VIGOR'
    inner join oficinas
        on ordenadas.oficina = oficinas.oficina
    where ordenadas.puesto = 1
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
    case when movidos.id_sujeto is null then omisos.campania else movidos.campania end as campania,
    case when movidos.id_sujeto is null then omisos.accion else movidos.accion end as accion,
    coalesce(movidos.articulo, omisos.articulo) as articulo,
    movidos.motivo
from omisos
left join movidos
    on omisos.id_sujeto = movidos.id_sujeto
