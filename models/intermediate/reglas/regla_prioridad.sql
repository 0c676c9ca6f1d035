{#- PRIORIDAD (Arts. 1 and 2): the routing table's row of the subject's risk code. It takes every
    obligation in default, so that it is also the list on which the other rules' outcomes are laid:
    beside a rule's columns it carries the obligation's own. -#}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

sujetos as (
    select * from {{ ref('int_sujeto') }}
),

rutas as (
    select * from {{ ref('int_ruta_riesgo') }}
),

resultados as (
    {{ reparto.resultados('PRIORIDAD') }}
)

select
    incumplidas.id_obligacion,
    'PRIORIDAD' as regla,
    rutas.campania,
    rutas.articulo,
    rutas.oficina_determinacion,
    {{ reparto.frase('resultados.motivo', {'codigo_riesgo': 'sujetos.codigo_riesgo'}) }} as motivo,
    incumplidas.id_sujeto,
    incumplidas.impuesto,
    incumplidas.familia,
    incumplidas.id_objeto,
    incumplidas.titulo_ejecutivo,
    incumplidas.fecha_vencimiento,
    incumplidas.saldo,
    incumplidas.saldo_sancion,
    incumplidas.medicion,
    sujetos.prioridad,
    sujetos.puntaje,
    sujetos.codigo_riesgo,
    sujetos.va_a_coactivo,
    rutas.oficina_cobro,
    rutas.campania_cobro,
    rutas.articulo_cobro
from incumplidas
inner join sujetos
    on incumplidas.id_sujeto = sujetos.id_sujeto
inner join rutas
    on sujetos.codigo_riesgo = rutas.codigo_riesgo
inner join resultados
    on resultados.caso = 'FILA'
