{#- OTROS_IMPUESTOS (Art. 2 par.): a tax other than ICA, predial and vehiculos and what goes with them, a fee, a contribution or a
    stamp is the Oficina General de Fiscalizacion's. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
)

select
    id_obligacion,
    id_sujeto,
    'OTROS_IMPUESTOS' as regla,
    'Art. 2 par.' as articulo,
    'FISCALIZACION_GENERAL' as oficina_determinacion,
    cast(null as {{ dbt.type_string() }}) as etapa_propia,
    true as sigue_etapa,
    cast(null as {{ dbt.type_string() }}) as oficina_propia,
    'ASIGNADA' as estado,
    'SUJ:' || id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    'Impuesto ' || impuesto as motivo
from incumplidas
where familia = 'OTRO'
