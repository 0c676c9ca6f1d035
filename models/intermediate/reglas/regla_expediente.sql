{{ config(materialized='table') }}
{#- EXPEDIENTE (Art. 4): what is in a file that a substantive act opened, and that is still open on the cut date, stays in that file's office.
    Several files on one obligation: the oldest, then the smallest id. integralidad_por = sujeto: the oldest file of the subject also
    keeps the subject's other obligations. -#}
{%- set por_sujeto = reparto.lectura('integralidad_por') == 'sujeto' -%}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

abiertos as (
    select
        incumplidas.id_obligacion,
        incumplidas.id_sujeto,
        expedientes.id_expediente,
        expedientes.oficina,
        expedientes.actuacion,
        expedientes.fecha_apertura
    from {{ ref('int_expediente_abierto') }} as expedientes
    inner join incumplidas
        on expedientes.id_obligacion = incumplidas.id_obligacion
),

ordenados as (
    select
        *,
        row_number() over (partition by id_obligacion order by fecha_apertura, {{ reparto.binario('id_expediente') }}) as puesto,
        row_number() over (
            partition by id_sujeto order by fecha_apertura, {{ reparto.binario('id_expediente') }}, {{ reparto.binario('id_obligacion') }}
        ) as puesto_en_sujeto
    from abiertos
),

retenidas as (
    select
        id_obligacion,
        id_sujeto,
        id_expediente,
        oficina,
        actuacion
    from ordenados
    where puesto = 1
    {% if por_sujeto %}
    union all

    select
        incumplidas.id_obligacion,
        incumplidas.id_sujeto,
        ordenados.id_expediente,
        ordenados.oficina,
        ordenados.actuacion
    from incumplidas
    inner join ordenados
        on incumplidas.id_sujeto = ordenados.id_sujeto
        and ordenados.puesto_en_sujeto = 1
    left join ordenados as propias
        on incumplidas.id_obligacion = propias.id_obligacion
    where propias.id_obligacion is null
    {% endif %}
)

select
    id_obligacion,
    id_sujeto,
    'EXPEDIENTE' as regla,
    'Art. 4' as articulo,
    oficina as oficina_determinacion,
    cast(null as {{ dbt.type_string() }}) as etapa_propia,
    false as sigue_etapa,
    oficina as oficina_propia,
    'EN_EXPEDIENTE' as estado,
    'EXP:' || id_expediente as id_caso,
    id_expediente,
    'Expediente ' || id_expediente || ' abierto por ' || actuacion as motivo
from retenidas
