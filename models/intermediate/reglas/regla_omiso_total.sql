{#- OMISO_TOTAL (Art. 6): what an omiso total omitted goes by its segment, whatever the title: step 1 acts now, step 2 determines.
    The archived have no office; what is under review stays in Cultura Tributaria. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
    where medicion = 'OMISO_TOTAL'
),

omisos as (
    select * from {{ ref('asignacion_omiso') }}
)

select
    incumplidas.id_obligacion,
    incumplidas.id_sujeto,
    'OMISO_TOTAL' as regla,
    omisos.articulo,
    coalesce(omisos.oficina_paso_2, omisos.oficina_paso_1) as oficina_determinacion,
    'DETERMINACION' as etapa_propia,
    false as sigue_etapa,
    omisos.oficina_paso_1 as oficina_propia,
    case omisos.estado when 'ARCHIVO' then 'ARCHIVADA' else omisos.estado end as estado,
    'SUJ:' || incumplidas.id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    'Omiso total, segmento ' || omisos.segmento as motivo
from incumplidas
inner join omisos
    on incumplidas.id_sujeto = omisos.id_sujeto
