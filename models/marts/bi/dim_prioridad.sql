with vigentes as (
    select prioridades.* from {{ ref('prioridades') }} as prioridades
    inner join {{ ref('int_medicion') }} as medicion
        on prioridades.norma = medicion.norma
)

select
    prioridad,
    cast(row_number() over (order by hasta desc nulls first, prioridad) as integer) as orden,
    'Prioridad ' || prioridad as nombre,
    calificacion
from vigentes
