{#- The size of what is owed, and from how much it is that: where today's UVT isn't the one it was
    measured with, not by today's bounds. -#}
with calificaciones as (
    {{ reparto.calificaciones_repartidas() }}
),

rangos as (
    select * from {{ ref('int_rango_incumplimiento') }}
),

frases as (
    {{ reparto.frases('TAMANO') }}
)

select
    calificaciones.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden,
    frases.paso,
    cast(null as {{ dbt.type_string() }}) as articulo,
    {{ reparto.frase('frases.entrada', {
        'saldo': reparto.dinero('calificaciones.saldo_incumplido'),
    }) }} as entrada,
    {{ reparto.frase('frases.umbral', {
        'incumplimiento': 'calificaciones.incumplimiento',
        'desde': reparto.dinero('rangos.desde'),
    }) }} as umbral,
    {{ reparto.frase('frases.resultado', {
        'incumplimiento': 'calificaciones.incumplimiento',
    }) }} as resultado,
    frases.decide
from calificaciones
inner join rangos
    on calificaciones.incumplimiento = rangos.incumplimiento
inner join frases
    on case
        when calificaciones.saldo_incumplido >= rangos.desde
            and (rangos.hasta is null or calificaciones.saldo_incumplido < rangos.hasta)
            then 'MEDIDO'
        else 'MEDIDO_CON_OTRA_UVT'
    end = frases.caso
