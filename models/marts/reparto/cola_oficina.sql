with decisiones as (
    select
        coalesce(desbordes.oficina_destino, decisiones.oficina) as oficina,
        decisiones.id_caso,
        case when decisiones.id_expediente is null then 0 else 1 end as es_expediente,
        case when desbordes.id_caso is null then 0 else 1 end as es_desborde,
        decisiones.puntaje,
        decisiones.saldo,
        decisiones.fecha_vencimiento
    from {{ ref('int_decision') }} as decisiones
    left join {{ ref('int_desborde') }} as desbordes
        on decisiones.id_caso = desbordes.id_caso
        and decisiones.oficina = 'CONTROL_MASIVO'
    where decisiones.estado in ('ASIGNADA', 'EN_EXPEDIENTE')
),

capacidades as (
    select * from {{ ref('int_capacidad') }}
),

casos as (
    select
        oficina,
        id_caso,
        max(es_expediente) as es_expediente,
        min(es_desborde) as es_desborde,
        max(puntaje) as puntaje,
        sum(saldo) as saldo,
        min(fecha_vencimiento) as fecha_vencimiento,
        count(*) as n_obligaciones
    from decisiones
    group by oficina, id_caso
),

ordenados as (
    select
        *,
        {{ reparto.posicion_en_cola('oficina', 'es_desborde') }} as posicion
    from casos
)

select
    ordenados.oficina,
    ordenados.id_caso,
    cast(ordenados.posicion as integer) as posicion,
    case
        when ordenados.es_expediente = 1 then 'EN_EXPEDIENTE'
        when ordenados.posicion > capacidades.capacidad then 'EN_ESPERA'
        else 'ASIGNADA'
    end as estado,
    ordenados.puntaje,
    cast(ordenados.saldo as numeric(18, 2)) as saldo,
    cast(ordenados.n_obligaciones as integer) as n_obligaciones
from ordenados
left join capacidades
    on ordenados.oficina = capacidades.oficina
