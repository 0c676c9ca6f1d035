{{ config(materialized='table') }}
{#- The offices of the norm in force: another norm may call the same code by another name. -#}
{{ reparto.filas_de_la_norma('oficinas') }}
