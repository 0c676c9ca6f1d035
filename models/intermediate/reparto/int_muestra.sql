{{ config(materialized='table') }}
with ganadas as (
    select
        especiales.id_sujeto,
        max(case when incumplidas.titulo_ejecutivo then 1 else 0 end) as tiene_titulo
    from {{ ref('int_regla_especial') }} as especiales
    inner join {{ ref('int_obligacion_incumplida') }} as incumplidas
        on especiales.id_obligacion = incumplidas.id_obligacion
    where especiales.regla = 'COSTO_BENEFICIO'
    group by especiales.id_sujeto
),

resultados as (
    {{ reparto.resultados('COSTO_BENEFICIO') }}
),

costos as (
    select * from {{ ref('int_costo_sujeto') }}
),

con_hash as (
    select
        ganadas.id_sujeto,
        ganadas.tiene_titulo,
        md5(
            '{{ reparto.semilla_muestra() }}|'
            || cast(medicion.vigencia_calificacion as {{ dbt.type_string() }}) || '|'
            || ganadas.id_sujeto
        ) as hash
    from ganadas
    cross join {{ ref('int_medicion') }} as medicion
),

ordenados as (
    {{ reparto.puestos(
        'con_hash',
        ['substr(hash, 1, 2)'],
        reparto.binario('substr(hash, 1, 2)'),
        [reparto.binario('hash'), reparto.binario('id_sujeto')] | join(', '),
    ) }}
),

con_poblacion as (
    select
        *,
        (select count(*) from con_hash) as poblacion
    from ordenados
)

-- n = least(ceil(rate x N), floor(0.01 x N)), said without a division
select
    con_poblacion.id_sujeto,
    cast(con_poblacion.puesto as integer) as orden,
    con_poblacion.hash,
    costos.ingreso as saldo,
    cast(costos.costo as numeric(18, 2)) as costo,
    con_poblacion.tiene_titulo = 1 as tiene_titulo,
    resultados.oficina,
    resultados.oficina_determinacion,
    resultados.campania,
    resultados.accion
from con_poblacion
inner join costos
    on con_poblacion.id_sujeto = costos.id_sujeto
inner join resultados
    on case
        when con_poblacion.tiene_titulo = 1 then 'MUESTRA_CON_TITULO'
        else 'MUESTRA_SIN_TITULO'
    end = resultados.caso
where con_poblacion.puesto - 1 < {{ reparto.tasa_muestra() }} * con_poblacion.poblacion
    and 100 * con_poblacion.puesto <= con_poblacion.poblacion
