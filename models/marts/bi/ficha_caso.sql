{{ config(materialized='view') }}
with casos as (
    select
        *,
        substr(id_caso, 1, 3) as tipo
    from {{ ref('cola_oficina') }}
),

claves as (
    select * from {{ ref('int_clave_caso') }}
),

cortes as (
    select * from {{ ref('dim_corte') }}
),

oficinas as (
    select * from {{ ref('dim_oficina') }}
),

bandas as (
    select * from {{ ref('bandas') }}
    where banda = 'VALOR'
)

select
    cortes.fecha_corte,
    cortes.vigencia_calificacion,
    casos.oficina,
    oficinas.nombre as nombre_oficina,
    claves.clave_caso,
    tipos.nombre as nombre_tipo_caso,
    casos.posicion,
    casos.estado,
    estados.nombre as nombre_estado,
    casos.puntaje,
    casos.saldo,
    bandas.orden as orden_valor,
    bandas.nombre as banda_valor,
    casos.n_obligaciones
from casos
cross join cortes
inner join oficinas
    on casos.oficina = oficinas.oficina
inner join claves
    on casos.id_caso = claves.id_caso
left join bandas
    on {{ reparto.en_banda('casos.saldo', 'bandas') }}
left join ({{ reparto.etiquetas_de('tipo_caso') }}) as tipos
    on casos.tipo = tipos.codigo
left join ({{ reparto.etiquetas_de('estado_asignacion') }}) as estados
    on casos.estado = estados.codigo
