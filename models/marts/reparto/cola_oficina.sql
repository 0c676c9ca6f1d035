with casos as (
    select
        coalesce(desbordes.oficina_destino, casos.oficina) as oficina,
        casos.id_caso,
        max(casos.es_expediente) as es_expediente,
        min(case when desbordes.id_caso is null then 0 else 1 end) as es_desborde,
        max(casos.puntaje) as puntaje,
        sum(casos.saldo) as saldo,
        min(casos.fecha_vencimiento) as fecha_vencimiento,
        sum(casos.n_obligaciones) as n_obligaciones,
        max(casos.segmento) as segmento,
        max(casos.monto_proyectado) as monto_proyectado
    from {{ ref('int_caso') }} as casos
    left join {{ ref('int_desborde') }} as desbordes
        on casos.id_caso = desbordes.id_caso
        and casos.oficina = desbordes.oficina_origen
    group by coalesce(desbordes.oficina_destino, casos.oficina), casos.id_caso
),

capacidades as (
    select * from {{ ref('int_capacidad') }}
),

ordenados as (
    {{ reparto.posicion_en_cola('es_desborde') }}
)

select
    ordenados.oficina,
    ordenados.id_caso,
    cast(ordenados.puesto as integer) as posicion,
    case
        when ordenados.es_expediente = 1 then 'EN_EXPEDIENTE'
        when ordenados.puesto > capacidades.capacidad then 'EN_ESPERA'
        else 'ASIGNADA'
    end as estado,
    ordenados.puntaje,
    ordenados.segmento,
    ordenados.monto_proyectado,
    cast(ordenados.saldo as numeric(28, 2)) as saldo,
    cast(ordenados.n_obligaciones as integer) as n_obligaciones
from ordenados
left join capacidades
    on ordenados.oficina = capacidades.oficina
