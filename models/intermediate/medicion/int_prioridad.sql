{{ config(materialized='table') }}
{#- The thresholds of the priorities of the norm in force. -#}
{{ reparto.filas_de_la_norma('prioridades') }}
