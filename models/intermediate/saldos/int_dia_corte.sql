{{ config(materialized='table') }}
{#- One row: the cut date's row of int_dia_mora. A table of one row, so that PostgreSQL knows that a
    cross join with it multiplies nothing. -#}
select
    medicion.fecha_corte as fecha,
    dias.tasa_mora,
    dias.base_dias,
    dias.factor_mora,
    dias.crecimiento_mora,
    dias.dias_supuestos
from {{ ref('int_medicion') }} as medicion
inner join {{ ref('int_dia_mora') }} as dias
    on medicion.fecha_corte = dias.fecha
