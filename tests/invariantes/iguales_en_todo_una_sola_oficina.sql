{#- Equality (Const. art. 209): what the resolution sees alike goes to one office, whoever owes it.
    With `desborde` the queue's last cases go elsewhere by capacity. Whoever keeps
    models/intermediate/reglas mends it. -#}
select *
from {{ ref('grupo_de_iguales') }}
where oficinas > 1
    and '{{ reparto.lectura('desborde') }}' = 'espera'
