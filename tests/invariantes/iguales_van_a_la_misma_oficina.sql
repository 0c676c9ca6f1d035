{#- Equality (Const. art. 209): PRIORIDAD gives the same determination office to the same risk code.
    With `desborde` the queue's last cases go elsewhere by capacity. The legal team mends it. -#}
select
    codigo_riesgo,
    count(distinct oficina_determinacion) as oficinas
from {{ ref('asignacion_obligacion') }}
where regla = 'PRIORIDAD'
    and '{{ reparto.lectura('desborde') }}' = 'espera'
group by codigo_riesgo
having count(distinct oficina_determinacion) > 1
