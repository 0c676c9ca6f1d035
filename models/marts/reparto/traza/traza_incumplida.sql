{#- Each obligation in default, and how it is measured. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

frases as (
    {{ reparto.frases('INCUMPLIDA') }}
)

select
    incumplidas.id_sujeto,
    incumplidas.id_obligacion,
    frases.orden,
    frases.paso,
    cast(null as {{ dbt.type_string() }}) as articulo,
    {{ reparto.frase('frases.entrada', {
        'vencimiento': reparto.texto('incumplidas.fecha_vencimiento'),
        'saldo': reparto.dinero('incumplidas.saldo'),
        'sancion': reparto.dinero('incumplidas.saldo_sancion'),
    }) }} as entrada,
    frases.umbral,
    frases.resultado,
    frases.decide
from incumplidas
inner join frases
    on incumplidas.medicion = frases.caso
