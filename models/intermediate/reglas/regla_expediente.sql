{{ config(materialized='table') }}
{#- EXPEDIENTE (Art. 4): what is in a file that a substantive act opened, and that is still open on
    the cut date, stays in that file's office, but its determination only: what has an enforceable
    title is collected, unless the file is a collection office's (D-43). Several files on one
    obligation: the oldest, then the smallest id. integralidad_por = sujeto: the oldest file of the
    subject also keeps the subject's other obligations. -#}
{%- set por_sujeto = reparto.lectura('integralidad_por') == 'sujeto' -%}
with incumplidas as (
    select * from {{ ref('int_obligacion_incumplida') }}
),

oficinas as (
    {{ reparto.filas_de_la_norma('oficinas') }}
),

resultados as (
    {{ reparto.resultados('EXPEDIENTE') }}
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
        row_number() over (
            partition by id_obligacion
            order by fecha_apertura, {{ reparto.binario('id_expediente') }}
        ) as puesto,
        row_number() over (
            partition by id_sujeto
            order by
                fecha_apertura,
                {{ reparto.binario('id_expediente') }},
                {{ reparto.binario('id_obligacion') }}
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
),

decididas as (
    select
        retenidas.*,
        incumplidas.titulo_ejecutivo and oficinas.etapa = 'DETERMINACION' as va_a_cobro
    from retenidas
    inner join incumplidas
        on retenidas.id_obligacion = incumplidas.id_obligacion
    inner join oficinas
        on retenidas.oficina = oficinas.oficina
)

select
    decididas.id_obligacion,
    decididas.id_sujeto,
    'EXPEDIENTE' as regla,
    resultados.campania,
    resultados.accion,
    resultados.articulo,
    decididas.oficina as oficina_determinacion,
    decididas.va_a_cobro as sigue_etapa,
    decididas.oficina as oficina_propia,
    resultados.estado,
    case
        when decididas.va_a_cobro then 'SUJ:' || decididas.id_sujeto
        else 'EXP:' || decididas.id_expediente
    end as id_caso,
    decididas.id_expediente,
    {{ reparto.frase('resultados.motivo', {
        'expediente': 'decididas.id_expediente', 'actuacion': 'decididas.actuacion',
    }) }} as motivo
from decididas
inner join resultados
    on case when decididas.va_a_cobro then 'EN_COBRO' else 'ABIERTO' end = resultados.caso
