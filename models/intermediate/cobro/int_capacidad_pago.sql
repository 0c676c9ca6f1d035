{#- What each subject that gave a cash flow can pay a month: the least of what it said. -#}
select
    id_sujeto,
    min(capacidad_mensual) as capacidad_mensual
from {{ ref('stg_flujo_caja') }}
group by id_sujeto
