{#- COSTO_BENEFICIO (Art. 5): what costs more than it brings goes to Cultura Tributaria: current years for its actions, older ones without
    intensive management. The sample that leaves Cultura is drawn afterwards, of those whom this rule wins. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

costosos as (
    select * from {{ ref('int_costo_sujeto') }}
)

select
    incumplidas.id_obligacion,
    incumplidas.id_sujeto,
    'COSTO_BENEFICIO' as regla,
    'Art. 5' as articulo,
    'CULTURA_TRIBUTARIA' as oficina_determinacion,
    cast(null as {{ dbt.type_string() }}) as etapa_propia,
    false as sigue_etapa,
    'CULTURA_TRIBUTARIA' as oficina_propia,
    case when incumplidas.medicion = 'ANTERIOR' then 'SIN_GESTION_INTENSIVA' else 'ASIGNADA' end as estado,
    'SUJ:' || incumplidas.id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    'Ingreso ' || cast(costosos.ingreso as {{ dbt.type_string() }}) || ' menor que el costo ' || cast(costosos.costo as {{ dbt.type_string() }}) as motivo
from incumplidas
inner join costosos
    on incumplidas.id_sujeto = costosos.id_sujeto
