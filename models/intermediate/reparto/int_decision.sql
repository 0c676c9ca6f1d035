{{ config(materialized='table') }}
{#- Each obligation in default with the rule that takes it, its stage, its offices and its case (contract, 3.10 and 3.12), before capacity. -#}
with general as (
    select * from {{ ref('regla_prioridad') }}
),

especial as (
    select * from {{ ref('int_regla_especial') }}
),

muestra as (
    select * from {{ ref('muestra_costo_beneficio') }}
),

decididas as (
    select
        general.id_obligacion,
        general.id_sujeto,
        general.impuesto,
        general.familia,
        general.id_objeto,
        general.fecha_vencimiento,
        general.saldo,
        general.prioridad,
        general.puntaje,
        general.codigo_riesgo,
        coalesce(especial.regla, general.regla) as regla,
        case when especial.regla is null then general.articulo else especial.articulo end as articulo,
        coalesce(especial.etapa_propia, case when general.titulo_ejecutivo then 'COBRO' else 'DETERMINACION' end) as etapa,
        case when especial.regla is null then general.oficina_determinacion else especial.oficina_determinacion end as oficina_determinacion,
        case when general.va_a_coactivo then 'COBRO_COACTIVO' else 'COBRO_PREJURIDICO' end as oficina_cobro,
        coalesce(especial.sigue_etapa, true) as sigue_etapa,
        coalesce(muestra.oficina, especial.oficina_propia) as oficina_propia,
        case when muestra.id_sujeto is not null then 'ASIGNADA' else coalesce(especial.estado, 'ASIGNADA') end as estado,
        coalesce(especial.id_caso, 'SUJ:' || general.id_sujeto) as id_caso,
        especial.id_expediente,
        muestra.id_sujeto is not null as en_muestra
    from general
    left join especial
        on general.id_obligacion = especial.id_obligacion
    left join muestra
        on general.id_sujeto = muestra.id_sujeto
        and especial.regla = 'COSTO_BENEFICIO'
)

select
    id_obligacion,
    id_sujeto,
    impuesto,
    familia,
    id_objeto,
    fecha_vencimiento,
    saldo,
    prioridad,
    puntaje,
    codigo_riesgo,
    regla,
    articulo,
    etapa,
    oficina_determinacion,
    oficina_cobro,
    case when not sigue_etapa then oficina_propia when etapa = 'COBRO' then oficina_cobro else oficina_determinacion end as oficina,
    estado,
    id_caso,
    id_expediente,
    en_muestra
from decididas
