{{ config(materialized='table') }}
{#- Communities (Art. 7): an object with an obligation in default on it, of a tax that has fuero,
    and two or more subjects liable. One row per community and member. fuero_sujecion = a_la_fecha:
    those liable on the cut date. en_el_anio: a community for each taxable year in default, of those
    liable on its 1 January. -#}
{%- set en_el_anio = reparto.lectura('fuero_sujecion') == 'en_el_anio' -%}
with excluidos as (
    select * from {{ ref('int_exclusion') }}
    where ambito = 'TODO'
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

objetos as (
    select distinct
        incumplidas.id_objeto,
        {% if en_el_anio -%}
        incumplidas.id_objeto || '|'
        || cast(incumplidas.anio_gravable as {{ dbt.type_string() }}) as id_comunidad,
        incumplidas.anio_gravable,
        cast(cast(incumplidas.anio_gravable as {{ dbt.type_string() }}) || '-01-01' as date) as dia
        {%- else -%}
        incumplidas.id_objeto as id_comunidad,
        cast(null as integer) as anio_gravable,
        medicion.fecha_corte as dia
        {%- endif %}
    from {{ ref('int_obligacion_incumplida') }} as incumplidas
    cross join medicion
    where incumplidas.tiene_fuero
        and incumplidas.id_objeto is not null
        and incumplidas.medicion <> 'PRESCRIPCION_POR_DECLARAR'
),

sujeciones as (
    select distinct
        objetos.id_comunidad,
        objetos.id_objeto,
        objetos.anio_gravable,
        sujeciones.id_sujeto
    from {{ ref('stg_sujecion_objeto') }} as sujeciones
    inner join objetos
        on sujeciones.id_objeto = objetos.id_objeto
        and {{ reparto.en_vigor(
            'sujeciones.vigente_desde', 'sujeciones.vigente_hasta', 'objetos.dia'
        ) }}
    left join excluidos
        on sujeciones.id_sujeto = excluidos.id_sujeto
    where excluidos.id_sujeto is null
),

compartidos as (
    select id_comunidad from sujeciones
    group by id_comunidad
    having count(*) >= 2
)

select
    sujeciones.id_comunidad,
    sujeciones.id_objeto,
    sujeciones.anio_gravable,
    sujeciones.id_sujeto
from sujeciones
inner join compartidos
    on sujeciones.id_comunidad = compartidos.id_comunidad
