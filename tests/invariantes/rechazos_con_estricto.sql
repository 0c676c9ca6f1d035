{#- With estricto = true any rejected row is an error. Whoever delivers the input tables mends
    it. -#}
select
    tabla,
    columna,
    motivo,
    count(*) as filas
from {{ ref('rechazos') }}
where {{ 'true' if var('estricto') else 'false' }}
group by tabla, columna, motivo
