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

-- one order of them all would be one task's work
montones as (
    select
        substr(hash, 1, 2) as monton,
        sum(count(*)) over (order by {{ reparto.binario('substr(hash, 1, 2)') }})
        - count(*) as anteriores,
        sum(count(*)) over () as poblacion
    from con_hash
    group by substr(hash, 1, 2)
),

ordenados as (
    select
        con_hash.*,
        montones.poblacion,
        montones.anteriores + row_number() over (
            partition by montones.monton
            order by
                {{ reparto.binario('con_hash.hash') }}, {{ reparto.binario('con_hash.id_sujeto') }}
        ) as orden
    from con_hash
    inner join montones
        on substr(con_hash.hash, 1, 2) = montones.monton
)

-- n = least(ceil(rate x N), floor(0.01 x N)), said without a division
select
    ordenados.id_sujeto,
    cast(ordenados.orden as integer) as orden,
    ordenados.hash,
    costos.ingreso as saldo,
    cast(costos.costo as numeric(18, 2)) as costo,
    resultados.oficina,
    resultados.campania,
    resultados.accion
from ordenados
inner join costos
    on ordenados.id_sujeto = costos.id_sujeto
inner join resultados
    on case
        when ordenados.tiene_titulo = 1 then 'MUESTRA_CON_TITULO'
        else 'MUESTRA_SIN_TITULO'
    end = resultados.caso
where ordenados.orden - 1 < {{ reparto.tasa_muestra() }} * ordenados.poblacion
    and 100 * ordenados.orden <= ordenados.poblacion
