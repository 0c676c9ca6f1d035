{{ config(materialized='table') }}
{#- The current years of the measurement: declared for its year, else the two before it, as an
    assumption (contract, 3.12). -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
),

declaradas as (
    select
        vigencias_actuales.anio,
        vigencias_actuales.es_supuesto
    from {{ ref('vigencias_actuales') }} as vigencias_actuales
    inner join medicion
        on vigencias_actuales.norma = medicion.norma
        and vigencias_actuales.vigencia_calificacion = medicion.vigencia_calificacion
),

anteriores as (
    select 1 as n
    union all
    select 2 as n
),

supuestas as (
    select
        medicion.vigencia_calificacion - anteriores.n as anio,
        true as es_supuesto
    from medicion
    cross join anteriores
    where not exists (select 1 from declaradas)
)

select
    anio,
    es_supuesto
from declaradas

union all

select
    anio,
    es_supuesto
from supuestas
