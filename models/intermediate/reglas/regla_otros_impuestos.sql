{#- OTROS_IMPUESTOS (Art. 2 par.): a tax other than ICA, predial and vehiculos and what goes with
    them, a fee, a contribution or a stamp is the Oficina General de Fiscalizacion's. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

resultados as (
    {{ reparto.resultados('OTROS_IMPUESTOS') }}
)

select
    incumplidas.id_obligacion,
    incumplidas.id_sujeto,
    'OTROS_IMPUESTOS' as regla,
    resultados.campania,
    resultados.accion,
    resultados.articulo,
    resultados.oficina_determinacion,
    true as sigue_etapa,
    cast(null as {{ dbt.type_string() }}) as oficina_propia,
    resultados.estado,
    'SUJ:' || incumplidas.id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    {{ reparto.frase('resultados.motivo', {'impuesto': 'incumplidas.impuesto'}) }} as motivo
from incumplidas
inner join resultados
    on incumplidas.familia = resultados.caso
