{#- The case of an omiso total that an official moved by hand: what it owes has its own step. -#}
with omisos as (
    select * from {{ ref('int_omiso_repartido') }}
),

precedencia as (
    {{ reparto.filas_de_la_norma('precedencia') }}
),

frases as (
    {{ reparto.frases('REGLA') }}
)

select
    omisos.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden + precedencia.orden as orden,
    'REGLA_' || omisos.regla as paso,
    omisos.articulo,
    {{ reparto.frase('frases.entrada', {'motivo': 'omisos.motivo'}) }} as entrada,
    {{ reparto.frase('frases.umbral', {
        'precedencia': reparto.texto('precedencia.orden'),
    }) }} as umbral,
    {{ reparto.frase('frases.resultado', {
        'oficina': 'coalesce(omisos.oficina_determinacion, omisos.oficina)',
    }) }} as resultado,
    frases.decide
from omisos
inner join precedencia
    on omisos.regla = precedencia.regla
inner join frases
    on case
        when omisos.oficina_determinacion is null then 'DECIDE_SIN_OFICINA'
        else 'DECIDE'
    end = frases.caso
where omisos.motivo is not null
