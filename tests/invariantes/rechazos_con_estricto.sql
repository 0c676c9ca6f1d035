{#- With estricto = true any rejected row is an error. Whoever delivers the input tables mends it. -#}
{{ config(enabled=var('estricto')) }}
select
    tabla,
    columna,
    motivo,
    count(*) as filas
from {{ ref('rechazos') }}
group by tabla, columna, motivo
