{{ config(materialized='table') }}
{#- Each obligation in default with the rule that takes it, its stage, its offices, its campaign and
    its case (contract, 3.10, 3.12 and 5.3.6), before capacity. The campaign is of the office that
    works the debt: where that isn't its row's (an open file, a reassignment), the only one that the
    routing table gives that office. What no office works has no campaign. -#}
with general as (
    select * from {{ ref('regla_prioridad') }}
),

especial as (
    select * from {{ ref('int_regla_especial') }}
),

muestra as (
    select * from {{ ref('int_muestra') }}
),

oficinas as (
    {{ reparto.filas_de_la_norma('oficinas') }}
),

oficinas_cobro as (
    {{ reparto.resultados('COBRO') }}
),

campanias as (
    {{ reparto.campanias_de_oficina() }}
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
        general.saldo_sancion,
        general.prioridad,
        general.puntaje,
        general.codigo_riesgo,
        coalesce(especial.regla, general.regla) as regla,
        case
            when especial.regla is null then general.articulo
            else especial.articulo
        end as articulo,
        case when general.titulo_ejecutivo then 'COBRO' else 'DETERMINACION' end as etapa,
        case
            when especial.regla is null then general.oficina_determinacion
            when especial.regla = 'REASIGNACION'
                then coalesce(especial.oficina_determinacion, general.oficina_determinacion)
            else coalesce(muestra.oficina_determinacion, especial.oficina_determinacion)
        end as oficina_determinacion,
        coalesce(general.oficina_cobro, oficinas_cobro.oficina) as oficina_cobro,
        coalesce(general.articulo_cobro, oficinas_cobro.articulo) as articulo_cobro,
        coalesce(general.campania_cobro, oficinas_cobro.campania) as campania_cobro,
        oficinas_cobro.accion as accion_cobro,
        coalesce(
            muestra.campania,
            especial.campania,
            case
                when oficinas.etapa = 'COBRO'
                    then coalesce(general.campania_cobro, oficinas_cobro.campania)
                when especial.oficina_propia <> general.oficina_determinacion
                    then campanias.campania
                else general.campania
            end
        ) as campania,
        coalesce(muestra.accion, especial.accion) as accion,
        general.titulo_ejecutivo and coalesce(especial.sigue_etapa, true) as va_a_cobro,
        coalesce(muestra.oficina, especial.oficina_propia) as oficina_propia,
        case
            when general.medicion = 'PRESCRIPCION_POR_DECLARAR' then general.medicion
            when muestra.id_sujeto is not null then 'ASIGNADA'
            else coalesce(especial.estado, 'ASIGNADA')
        end as estado,
        coalesce(especial.id_caso, 'SUJ:' || general.id_sujeto) as id_caso,
        especial.id_expediente,
        muestra.id_sujeto is not null as en_muestra
    from general
    inner join oficinas_cobro
        on case
            when general.va_a_coactivo then 'COACTIVO'
            else 'PREJURIDICO'
        end = oficinas_cobro.caso
    left join especial
        on general.id_obligacion = especial.id_obligacion
    left join oficinas
        on especial.oficina_propia = oficinas.oficina
    left join campanias
        on especial.oficina_propia = campanias.oficina
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
    saldo_sancion,
    prioridad,
    puntaje,
    codigo_riesgo,
    regla,
    articulo,
    etapa,
    oficina_determinacion,
    oficina_cobro,
    case
        when va_a_cobro then oficina_cobro
        else coalesce(oficina_propia, oficina_determinacion)
    end as oficina,
    case when va_a_cobro then articulo_cobro else articulo end as articulo_oficina,
    estado,
    case
        when estado in ('ASIGNADA', 'EN_EXPEDIENTE') then case
            when va_a_cobro then campania_cobro
            else campania
        end
    end as campania,
    case
        when estado in ('ASIGNADA', 'EN_EXPEDIENTE') then case
            when va_a_cobro then accion_cobro
            else accion
        end
    end as accion,
    id_caso,
    id_expediente,
    en_muestra
from decididas
