{#- Who is out of the distribution. -#}
with sujetos as (
    select * from {{ ref('int_sujeto') }}
),

frases as (
    {{ reparto.frases('EXCLUSION') }}
)

select
    sujetos.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden,
    frases.paso,
    cast(null as {{ dbt.type_string() }}) as articulo,
    frases.entrada,
    frases.umbral,
    frases.resultado,
    frases.decide
from sujetos
cross join frases
where sujetos.esta_excluido
