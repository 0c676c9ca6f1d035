{#- Who was drawn, and how anybody can draw again. -#}
with sorteados as (
    select * from {{ ref('muestra_costo_beneficio') }}
),

frases as (
    {{ reparto.frases('MUESTRA') }}
)

select
    sorteados.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden,
    frases.paso,
    cast(null as {{ dbt.type_string() }}) as articulo,
    {{ reparto.frase('frases.entrada', {
        'puesto': reparto.texto('sorteados.orden'),
        'hash': 'sorteados.hash',
    }) }} as entrada,
    {{ reparto.frase('frases.umbral', {
        'tasa': "'" ~ reparto.tasa_muestra() ~ "'",
        'semilla': "'" ~ reparto.semilla_muestra() ~ "'",
    }) }} as umbral,
    {{ reparto.frase('frases.resultado', {'oficina': 'sorteados.oficina'}) }} as resultado,
    frases.decide
from sorteados
cross join frases
