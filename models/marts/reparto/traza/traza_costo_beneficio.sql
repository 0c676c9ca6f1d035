{#- Who costs more than what is owed, where the norm has that rule. -#}
with costosos as (
    select * from {{ ref('int_costo_sujeto') }}
),

frases as (
    {{ reparto.frases('COSTO_BENEFICIO') }}
)

select
    costosos.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden,
    frases.paso,
    cast(null as {{ dbt.type_string() }}) as articulo,
    {{ reparto.frase('frases.entrada', {
        'ingreso': reparto.dinero('costosos.ingreso'),
    }) }} as entrada,
    {{ reparto.frase('frases.umbral', {'costo': reparto.dinero('costosos.costo')}) }} as umbral,
    frases.resultado,
    frases.decide
from costosos
inner join frases
    on frases.caso = '{{ reparto.lectura("ingreso_costo_beneficio") }}'
inner join ({{ reparto.filas_de_la_norma('precedencia') }}) as precedencia
    on precedencia.regla = 'COSTO_BENEFICIO'
