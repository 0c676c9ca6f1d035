{{ config(indexes=reparto.indices('id_sujeto')) }}
with omisos as (
    select * from {{ ref('int_omiso_segmento') }}
),

grandes as (
    select * from {{ ref('int_gran_contribuyente') }}
),

segmentos as (
    select segmentos.* from {{ ref('segmentos_omisos') }} as segmentos
    inner join {{ ref('int_medicion') }} as medicion
        on segmentos.norma = medicion.norma
),

-- a segment without offices is archived; by default only where its sources fall in it too
estados as (
    select
        omisos.*,
        segmentos.articulo,
        segmentos.oficina_paso_1,
        {% if reparto.lectura('gc_omiso') == 'literal' -%}
        case when grandes.id_sujeto is not null and omisos.segmento = 'A' then segmentos.oficina_paso_2_gc else segmentos.oficina_paso_2 end as oficina_paso_2,
        {%- else -%}
        case when grandes.id_sujeto is not null then segmentos.oficina_paso_2_gc else segmentos.oficina_paso_2 end as oficina_paso_2,
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
    left join grandes
        on omisos.id_sujeto = grandes.id_sujeto
)

select
    id_sujeto,
    cast(fuentes as integer) as fuentes,
    cast(puntaje_total as numeric(18, 6)) as puntaje_total,
    segmento_puntaje,
    segmento_fuentes,
    segmento,
    coalesce(segmento_puntaje <> segmento_fuentes, false) as segmento_conflicto,
    case when estado = 'EN_REVISION' then 'CULTURA_TRIBUTARIA' else oficina_paso_1 end as oficina_paso_1,
    oficina_paso_2,
    estado,
    articulo
from estados
