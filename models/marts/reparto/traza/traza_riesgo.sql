{#- The risk code and the annex's row. -#}
with sujetos as (
    select * from {{ ref('int_sujeto') }}
),

rutas as (
    select * from {{ ref('int_ruta_riesgo') }}
),

frases as (
    {{ reparto.frases('RIESGO') }}
)

select
    sujetos.id_sujeto,
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    frases.orden,
    frases.paso,
    rutas.articulo,
    frases.entrada,
    frases.umbral,
    {{ reparto.frase('frases.resultado', {
        'codigo_riesgo': 'sujetos.codigo_riesgo',
    }) }} as resultado,
    frases.decide
from sujetos
inner join rutas
    on sujetos.codigo_riesgo = rutas.codigo_riesgo
inner join frases
    on case
        when sujetos.es_gran_contribuyente then 'GRAN_CONTRIBUYENTE'
        else 'OTRO'
    end = frases.caso
