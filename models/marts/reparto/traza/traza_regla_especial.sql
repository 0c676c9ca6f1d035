{#- Each rule above PRIORIDAD that would take the obligation: it decides, or yields to which. Of the
    one that decides, the office that determines is the assignment's. -#}
with candidatas as (
    select * from {{ ref('int_regla_candidata') }}
),

asignaciones as (
    select * from {{ ref('asignacion_obligacion') }}
),

frases as (
    {{ reparto.frases('REGLA') }}
)

select
    candidatas.id_sujeto,
    candidatas.id_obligacion,
    frases.orden + candidatas.orden as orden,
    'REGLA_' || candidatas.regla as paso,
    candidatas.articulo,
    {{ reparto.frase('frases.entrada', {'motivo': 'candidatas.motivo'}) }} as entrada,
    {{ reparto.frase('frases.umbral', {
        'precedencia': reparto.texto('candidatas.orden'),
    }) }} as umbral,
    {{ reparto.frase('frases.resultado', {
        'oficina': 'coalesce(asignaciones.oficina_determinacion, candidatas.regla)',
        'regla': 'asignaciones.regla',
    }) }} as resultado,
    frases.decide
from candidatas
inner join asignaciones
    on candidatas.id_obligacion = asignaciones.id_obligacion
    and candidatas.id_sujeto = asignaciones.id_sujeto
inner join frases
    on case
        when candidatas.regla <> asignaciones.regla then 'CEDE'
        when asignaciones.oficina_determinacion is null then 'DECIDE_SIN_OFICINA'
        else 'DECIDE'
    end = frases.caso
