{#- COSTO_BENEFICIO (Art. 5): what costs more than it brings goes to Cultura Tributaria: current
    years for its actions, older ones without intensive management. The sample that leaves Cultura
    is drawn afterwards, of those whom this rule wins. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

costosos as (
    select * from {{ ref('int_costo_sujeto') }}
),

resultados as (
    {{ reparto.resultados('COSTO_BENEFICIO') }}
)

select
    incumplidas.id_obligacion,
    incumplidas.id_sujeto,
    'COSTO_BENEFICIO' as regla,
    resultados.campania,
    resultados.accion,
    resultados.articulo,
    resultados.oficina_determinacion,
    false as sigue_etapa,
    resultados.oficina as oficina_propia,
    resultados.estado,
    'SUJ:' || incumplidas.id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    {{ reparto.frase('resultados.motivo', {
        'ingreso': 'cast(costosos.ingreso as ' + dbt.type_string() + ')',
        'costo': 'cast(costosos.costo as ' + dbt.type_string() + ')',
    }) }} as motivo
from incumplidas
inner join costosos
    on incumplidas.id_sujeto = costosos.id_sujeto
inner join resultados
    on case
        when incumplidas.medicion = 'ANTERIOR' then 'VIGENCIA_ANTERIOR'
        else 'VIGENCIA_ACTUAL'
    end = resultados.caso
