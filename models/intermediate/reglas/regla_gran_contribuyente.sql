{#- GRAN_CONTRIBUYENTE (Arts. 1 and 2, rows P1 of the annex): whoever is in the resolution of grandes contribuyentes on the cut date
    leaves the offices of Arts. 1 and 2 for that of its P1 row. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

grandes as (
    select * from {{ ref('int_sujeto') }}
    where es_gran_contribuyente
),

rutas as (
    select * from {{ ref('int_ruta_riesgo') }}
)

select
    incumplidas.id_obligacion,
    incumplidas.id_sujeto,
    'GRAN_CONTRIBUYENTE' as regla,
    rutas.articulo,
    rutas.oficina_determinacion,
    cast(null as {{ dbt.type_string() }}) as etapa_propia,
    true as sigue_etapa,
    cast(null as {{ dbt.type_string() }}) as oficina_propia,
    'ASIGNADA' as estado,
    'SUJ:' || incumplidas.id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    'Gran contribuyente, ' || grandes.codigo_riesgo as motivo
from incumplidas
inner join grandes
    on incumplidas.id_sujeto = grandes.id_sujeto
inner join rutas
    on grandes.codigo_riesgo = rutas.codigo_riesgo
