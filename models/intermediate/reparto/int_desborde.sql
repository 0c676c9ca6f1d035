{{ config(materialized='table') }}
{#- The cases past the capacity of Control Masivo that another reading of "conforme a la capacidad operativa" (Art. 1) takes elsewhere
    (`desborde`); none by default. Open files never move. -#}
{%- set destinos = {'fiscalizacion_general': 'FISCALIZACION_GENERAL', 'persuasivo': 'CULTURA_TRIBUTARIA'} -%}
{%- set desborde = reparto.lectura('desborde') -%}
with capacidad as (
    select capacidad from {{ ref('int_capacidad') }}
    where oficina = 'CONTROL_MASIVO'
),

casos as (
    select
        id_caso,
        max(case when id_expediente is null then 0 else 1 end) as es_expediente,
        max(puntaje) as puntaje,
        sum(saldo) as saldo,
        min(fecha_vencimiento) as fecha_vencimiento
    from {{ ref('int_decision') }}
    where oficina = 'CONTROL_MASIVO'
        and estado in ('ASIGNADA', 'EN_EXPEDIENTE')
        {% if desborde == 'espera' %}and 1 = 0{% endif %}
    group by id_caso
),

ordenados as (
    select
        id_caso,
        es_expediente,
        {{ reparto.posicion_en_cola() }} as posicion
    from casos
)

select
    ordenados.id_caso,
    '{{ destinos.get(desborde, '') }}' as oficina_destino
from ordenados
inner join capacidad
    on ordenados.posicion > capacidad.capacidad
where ordenados.es_expediente = 0
