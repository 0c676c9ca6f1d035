{#- OMISO_TOTAL (Art. 6): what an omiso total omitted goes by its segment and its step; with an
    enforceable title it is collected like any other. The archived have no office; what is under
    review stays in the office that the norm says. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
    where medicion = 'OMISO_TOTAL'
),

omisos as (
    select * from {{ ref('int_omiso_asignado') }}
),

resultados as (
    {{ reparto.resultados('OMISO_TOTAL') }}
)

select
    incumplidas.id_obligacion,
    incumplidas.id_sujeto,
    'OMISO_TOTAL' as regla,
    resultados.campania,
    resultados.accion,
    omisos.articulo,
    coalesce(omisos.oficina_paso_2, omisos.oficina_paso_1) as oficina_determinacion,
    true as sigue_etapa,
    omisos.oficina as oficina_propia,
    case when incumplidas.titulo_ejecutivo then 'ASIGNADA' else resultados.estado end as estado,
    case when incumplidas.titulo_ejecutivo then 'SUJ:' else 'OMI:' end
    || incumplidas.id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    {{ reparto.frase('resultados.motivo', {'segmento': 'omisos.segmento'}) }} as motivo
from incumplidas
inner join omisos
    on incumplidas.id_sujeto = omisos.id_sujeto
inner join resultados
    on case
        when omisos.estado = 'ASIGNADA' and omisos.paso = 2 then 'PASO_2'
        when omisos.estado = 'ASIGNADA' then 'PASO_1'
        else omisos.estado
    end = resultados.caso
