{{ config(materialized='table') }}
with omisos as (
    select * from {{ ref('int_omiso_segmento') }}
),

proyecciones as (
    select * from {{ ref('int_proyeccion_omiso') }}
),

movidos as (
    select * from {{ ref('int_paso_omiso') }}
),

grandes as (
    select * from {{ ref('int_gran_contribuyente') }}
),

segmentos as (
    {{ reparto.filas_de_la_norma('segmentos_omisos') }}
),

resultados as (
    {{ reparto.resultados('OMISO_TOTAL') }}
),

campanias as (
    {{ reparto.campanias_de_oficina() }}
),

-- a segment without offices is archived; by default only where its sources fall in it too
estados as (
    select
        omisos.*,
        proyecciones.monto_proyectado,
        movidos.id_sujeto is not null as dejo_el_paso_1,
        segmentos.articulo,
        segmentos.oficina_paso_1,
        {% if reparto.lectura('gc_omiso') == 'literal' -%}
        case
            when grandes.id_sujeto is not null and segmentos.gc_en_el_texto
                then segmentos.oficina_paso_2_gc
            else segmentos.oficina_paso_2
        end as oficina_paso_2,
        {%- else -%}
        case
            when grandes.id_sujeto is not null then segmentos.oficina_paso_2_gc
            else segmentos.oficina_paso_2
        end as oficina_paso_2,
        {%- endif %}
        case
            when segmentos.oficina_paso_1 is not null then 'ASIGNADA'
            {% if reparto.lectura('archivo_omisos') == 'doble' -%}
            when omisos.segmento_fuentes <> omisos.segmento then 'EN_REVISION'
            {% endif -%}
            else 'ARCHIVO'
        end as estado
    from omisos
    inner join segmentos
        on omisos.segmento = segmentos.segmento
    inner join proyecciones
        on omisos.id_sujeto = proyecciones.id_sujeto
    left join movidos
        on omisos.id_sujeto = movidos.id_sujeto
    left join grandes
        on omisos.id_sujeto = grandes.id_sujeto
)

select
    estados.id_sujeto,
    cast(estados.fuentes as integer) as fuentes,
    cast(estados.puntaje_total as numeric(18, 6)) as puntaje_total,
    estados.segmento_puntaje,
    estados.segmento_fuentes,
    estados.segmento,
    coalesce(estados.segmento_puntaje <> estados.segmento_fuentes, false) as segmento_conflicto,
    estados.monto_proyectado,
    case
        when estados.estado = 'EN_REVISION' then resultados.oficina
        else estados.oficina_paso_1
    end as oficina_paso_1,
    estados.oficina_paso_2,
    case
        when estados.estado = 'ASIGNADA' then case when estados.dejo_el_paso_1 then 2 else 1 end
    end as paso,
    case
        when estados.estado = 'EN_REVISION' then resultados.oficina
        when estados.dejo_el_paso_1 then estados.oficina_paso_2
        else estados.oficina_paso_1
    end as oficina,
    estados.estado,
    coalesce(resultados.campania, campanias.campania) as campania,
    resultados.accion,
    estados.articulo
from estados
inner join resultados
    on case
        when estados.estado <> 'ASIGNADA' then estados.estado
        when estados.dejo_el_paso_1 then 'PASO_2'
        else 'PASO_1'
    end = resultados.caso
left join campanias
    on estados.dejo_el_paso_1
    and estados.oficina_paso_2 = campanias.oficina
