{{ config(materialized='table') }}
{#- Communities (Art. 7): an object with two or more subjects liable on the cut date and an obligation in default on it of a tax that has
    fuero. One row per object and member. -#}
with excluidos as (
    select id_sujeto from {{ ref('int_exclusion') }}
    where ambito = 'TODO'
),

objetos as (
    select distinct id_objeto from {{ ref('int_obligacion_incumplida') }}
    where tiene_fuero
        and id_objeto is not null
),

sujeciones as (
    select distinct
        sujeciones.id_objeto,
        sujeciones.id_sujeto
    from {{ ref('stg_sujecion_objeto') }} as sujeciones
    inner join {{ ref('int_medicion') }} as medicion
        on {{ reparto.en_vigor('sujeciones.vigente_desde', 'sujeciones.vigente_hasta', 'medicion.fecha_corte') }}
    inner join objetos
        on sujeciones.id_objeto = objetos.id_objeto
    left join excluidos
        on sujeciones.id_sujeto = excluidos.id_sujeto
    where excluidos.id_sujeto is null
),

compartidos as (
    select id_objeto from sujeciones
    group by id_objeto
    having count(*) >= 2
)

select
    sujeciones.id_objeto,
    sujeciones.id_sujeto
from sujeciones
inner join compartidos
    on sujeciones.id_objeto = compartidos.id_objeto
