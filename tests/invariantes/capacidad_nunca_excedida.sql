{#- Arts. 1 and 5: no office has more cases at work than its capacity, open files apart, and whoever
    waits is behind whoever works. The rules' authors mend it. -#}
with colas as (
    select * from {{ ref('cola_oficina') }}
),

capacidades as (
    select * from {{ ref('int_capacidad') }}
)

select
    colas.oficina,
    colas.id_caso,
    colas.posicion,
    colas.estado
from colas
left join capacidades
    on colas.oficina = capacidades.oficina
where colas.estado <> 'EN_EXPEDIENTE'
    and coalesce(colas.posicion > capacidades.capacidad, false) <> (colas.estado = 'EN_ESPERA')
