{{ config(materialized='view') }}
with asignaciones as (
    select * from {{ ref('asignacion_obligacion') }}
),

incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

claves as (
    select * from {{ ref('int_clave_sujeto') }}
),

claves_de_obligacion as (
    select * from {{ ref('int_clave_obligacion') }}
),

cortes as (
    select * from {{ ref('dim_corte') }}
),

oficinas as {{ reparto.en_linea() }} (
    select * from {{ ref('dim_oficina') }}
),

impuestos as (
    select * from {{ ref('dim_impuesto') }}
),

bandas as {{ reparto.en_linea() }} (
    select * from {{ ref('bandas') }}
),

fechadas as (
    select
        asignaciones.*,
        cortes.fecha_corte,
        cortes.vigencia_calificacion,
        incumplidas.fecha_vencimiento,
        incumplidas.anio_presentacion,
        incumplidas.saldo_sancion as sancion_pendiente,
        {{ reparto.dias_entre(
            'incumplidas.fecha_vencimiento', 'cortes.fecha_corte'
        ) }} as dias_vencida
    from asignaciones
    inner join incumplidas
        on asignaciones.id_obligacion = incumplidas.id_obligacion
    cross join cortes
)

select
    fechadas.fecha_corte,
    fechadas.vigencia_calificacion,
    claves_de_obligacion.clave_obligacion,
    claves.clave_sujeto,
    claves.tipo_persona,
    claves.es_gran_contribuyente,
    fechadas.impuesto,
    impuestos.nombre as nombre_impuesto,
    fechadas.familia,
    fechadas.fecha_vencimiento,
    fechadas.anio_presentacion,
    fechadas.dias_vencida,
    antiguedades.orden as orden_antiguedad,
    antiguedades.nombre as banda_antiguedad,
    fechadas.saldo,
    fechadas.sancion_pendiente,
    valores.orden as orden_valor,
    valores.nombre as banda_valor,
    fechadas.prioridad,
    fechadas.codigo_riesgo,
    fechadas.regla,
    reglas.nombre as nombre_regla,
    fechadas.articulo,
    fechadas.etapa,
    etapas.nombre as nombre_etapa,
    fechadas.oficina,
    oficinas.nombre as nombre_oficina,
    determinadoras.nombre as nombre_oficina_determinacion,
    fechadas.estado,
    estados.nombre as nombre_estado,
    fechadas.en_muestra
from fechadas
inner join claves
    on fechadas.id_sujeto = claves.id_sujeto
inner join claves_de_obligacion
    on fechadas.id_obligacion = claves_de_obligacion.id_obligacion
inner join impuestos
    on fechadas.impuesto = impuestos.impuesto
left join oficinas
    on fechadas.oficina = oficinas.oficina
left join oficinas as determinadoras
    on fechadas.oficina_determinacion = determinadoras.oficina
left join bandas as antiguedades
    on antiguedades.banda = 'ANTIGUEDAD'
    and {{ reparto.en_banda('fechadas.dias_vencida', 'antiguedades') }}
left join bandas as valores
    on valores.banda = 'VALOR'
    and {{ reparto.en_banda('fechadas.saldo', 'valores') }}
left join ({{ reparto.etiquetas_de('regla') }}) as reglas
    on fechadas.regla = reglas.codigo
left join ({{ reparto.etiquetas_de('etapa') }}) as etapas
    on fechadas.etapa = etapas.codigo
left join ({{ reparto.etiquetas_de('estado_asignacion') }}) as estados
    on fechadas.estado = estados.codigo
