{{ config(pre_hook="{{ reparto.validar_alivios(ref('tasas_transitorias')) }}") }}
{#- The transitory laws that this run grants to who pays a district tax: those that var alivios
    names; unless told, those whose text was read. -#}
{%- set elegidos = reparto.alivios() -%}
select
    norma_transitoria,
    pago_desde,
    pago_hasta,
    vencida_hasta,
    anio_desde,
    anio_hasta,
    tasa,
    porcentaje_interes,
    porcentaje_sancion,
    porcentaje_capital,
    exige_pago_total,
    es_supuesto
from {{ ref('tasas_transitorias') }}
where {% if elegidos is none -%} not es_supuesto and entidades <> 'DIAN'
    {%- elif elegidos -%} norma_transitoria in ('{{ elegidos | join("', '") }}')
    {%- else -%} 1 = 0
    {%- endif %}
