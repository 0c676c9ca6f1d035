{#- The correction that counts. -#}
with correcciones as (
    select * from {{ ref('correccion_calificacion') }}
),

repartidos as (
    select * from {{ ref('int_sujeto') }}
    where not esta_excluido
),

frases as (
    {{ reparto.frases('CORRECCION') }}
)

select
    correcciones.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden,
    frases.paso,
    cast(null as {{ dbt.type_string() }}) as articulo,
    {{ reparto.frase('frases.entrada', {
        'fecha': reparto.texto('correcciones.fecha'),
        'funcionario': 'correcciones.funcionario',
        'motivo': 'correcciones.motivo',
    }) }} as entrada,
    {{ reparto.frase('frases.umbral', {'medida': 'correcciones.prioridad_medida'}) }} as umbral,
    {{ reparto.frase('frases.resultado', {
        'prioridad': 'correcciones.prioridad_nueva',
    }) }} as resultado,
    frases.decide
from correcciones
inner join repartidos
    on correcciones.id_sujeto = repartidos.id_sujeto
cross join frases
where correcciones.es_vigente
