{{ config(materialized='table', indexes=reparto.indices('id_sujeto')) }}
{#- The account statement of every obligation on the cut date. -#}
{{ reparto.cuenta_dia(ref('int_estado_corte'), entera=true) }}
