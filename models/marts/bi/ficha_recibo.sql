{#- A table: its keys are made with one that no view may show. -#}
with recibos as (
    select * from {{ ref('normalizacion_saldos') }}
),

claves as (
    select * from {{ ref('int_clave_sujeto') }}
),

impuestos as (
    select * from {{ ref('int_nombre') }}
    where clase = 'IMPUESTO'
),

cortes as (
    select * from {{ ref('dim_corte') }}
)

select
    cortes.fecha_corte,
    {{ reparto.clave_mascara('recibos.id_recibo') }} as clave_recibo,
    claves.clave_sujeto,
    claves.tipo_persona,
    recibos.impuesto,
    impuestos.nombre as nombre_impuesto,
    recibos.fecha_pago,
    recibos.migrado,
    recibos.estado,
    estados.nombre as nombre_estado,
    recibos.causa,
    recibos.razon,
    recibos.valor,
    recibos.valor_aplicado,
    recibos.valor_en_exceso,
    recibos.valor_pendiente,
    recibos.valor_rechazado,
    recibos.valor_por_devolver
from recibos
cross join cortes
inner join impuestos
    on recibos.impuesto = impuestos.codigo
left join claves
    on recibos.id_sujeto = claves.id_sujeto
left join ({{ reparto.etiquetas_de('estado_recibo') }}) as estados
    on recibos.estado = estados.codigo
