{#- The rule that takes every obligation: it decides where no other does. -#}
with generales as (
    select * from {{ ref('regla_prioridad') }}
),

precedencia as (
    {{ reparto.filas_de_la_norma('precedencia') }}
    where filas.regla = 'PRIORIDAD'
),

asignaciones as (
    select * from {{ ref('asignacion_obligacion') }}
),

frases as (
    {{ reparto.frases('REGLA_PRIORIDAD') }}
)

select
    generales.id_sujeto,
    generales.id_obligacion,
    frases.orden + precedencia.orden as orden,
    frases.paso,
    generales.articulo,
    {{ reparto.frase('frases.entrada', {'codigo_riesgo': 'generales.codigo_riesgo'}) }} as entrada,
    {{ reparto.frase('frases.umbral', {
        'precedencia': reparto.texto('precedencia.orden'),
    }) }} as umbral,
    {{ reparto.frase('frases.resultado', {
        'oficina': 'generales.oficina_determinacion',
        'regla': 'asignaciones.regla',
    }) }} as resultado,
    frases.decide
from generales
inner join asignaciones
    on generales.id_obligacion = asignaciones.id_obligacion
    and generales.id_sujeto = asignaciones.id_sujeto
inner join frases
    on case when generales.regla <> asignaciones.regla then 'CEDE' else 'DECIDE' end = frases.caso
cross join precedencia
