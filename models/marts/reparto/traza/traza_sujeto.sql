{#- The office that shows for the subject, and by which rule. -#}
with asignados as (
    select * from {{ ref('asignacion_sujeto') }}
),

frases as (
    {{ reparto.frases('SUJETO') }}
)

select
    asignados.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden,
    frases.paso,
    cast(null as {{ dbt.type_string() }}) as articulo,
    {{ reparto.frase('frases.entrada', {'regla': 'asignados.regla'}) }} as entrada,
    frases.umbral,
    {{ reparto.frase('frases.resultado', {
        'oficina': 'coalesce(asignados.oficina, asignados.regla)',
    }) }} as resultado,
    frases.decide
from asignados
inner join frases
    on case when asignados.oficina is null then 'SIN_OFICINA' else 'CON_OFICINA' end = frases.caso
