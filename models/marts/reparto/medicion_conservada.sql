{{ config(materialized='view') }}
{#- Who keeps a measurement that is not today's (annex: once in the year), beside what a measurement
    of today would give. Who is excluded isn't measured, whatever is owed: nothing to compare. -#}
with medidas as (
    select * from {{ ref('int_calificacion_medida') }}
),

candidatas as (
    select * from {{ ref('int_calificacion_candidata') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

conocidos as (
    select
        id_sujeto,
        esta_excluido
    from {{ ref('int_sujeto') }}
),

comparadas as (
    select
        medidas.vigencia_calificacion,
        medidas.id_sujeto,
        medidas.fecha_corte,
        medidas.saldo_incumplido,
        medidas.incumplimiento,
        medidas.puntaje,
        medidas.prioridad,
        candidatas.saldo_incumplido as saldo_incumplido_hoy,
        candidatas.incumplimiento as incumplimiento_hoy,
        candidatas.puntaje as puntaje_hoy,
        candidatas.prioridad as prioridad_hoy,
        case
            when conocidos.id_sujeto is null then 'FUERA_DE_LA_ENTRADA'
            when candidatas.id_sujeto is null then 'SIN_MORA'
            when medidas.saldo_incumplido = candidatas.saldo_incumplido
                and medidas.fila_matriz = candidatas.fila_matriz
                and medidas.puntaje = candidatas.puntaje
                and medidas.codigo_riesgo = candidatas.codigo_riesgo then 'IGUAL'
            else 'DISTINTA'
        end as estado,
        medidas.fecha_corte <> medicion.fecha_corte as es_de_otra_fecha
    from medidas
    cross join medicion
    left join candidatas
        on medidas.id_sujeto = candidatas.id_sujeto
    left join conocidos
        on medidas.id_sujeto = conocidos.id_sujeto
    where conocidos.esta_excluido is not true
)

select
    vigencia_calificacion,
    id_sujeto,
    fecha_corte,
    estado,
    saldo_incumplido,
    incumplimiento,
    puntaje,
    prioridad,
    saldo_incumplido_hoy,
    incumplimiento_hoy,
    puntaje_hoy,
    prioridad_hoy
from comparadas
where es_de_otra_fecha or estado <> 'IGUAL'
