{#- The parameters of the last run, so that an auditor can repeat it. -#}
{%- set variables = ['semilla_muestra', 'tasa_muestra', 'orden_compensacion']
    + (reparto.lecturas().keys() | list) -%}
select
    'fecha_corte' as variable,
    cast(fecha_corte as {{ dbt.type_string() }}) as valor
from {{ ref('int_medicion') }}

union all

select
    'vigencia_calificacion' as variable,
    cast(vigencia_calificacion as {{ dbt.type_string() }}) as valor
from {{ ref('int_medicion') }}

union all

select
    'norma' as variable,
    norma as valor
from {{ ref('int_medicion') }}
{% for nombre in variables %}
union all

select
    '{{ nombre }}' as variable,
    '{{ reparto.semilla_muestra() if nombre == 'semilla_muestra'
        else reparto.tasa_muestra() if nombre == 'tasa_muestra'
        else reparto.orden_compensacion() if nombre == 'orden_compensacion'
        else reparto.lectura(nombre) }}' as valor
{% endfor %}
{% for nombre, valor in {
    'capacidades': reparto.capacidades(),
    'costos': reparto.costos(),
    'alivios': reparto.alivios(),
    'permitir_rechazos': var('permitir_rechazos'),
    'tablas_fuente': var('tablas_fuente'),
}.items() -%}
union all

select
    '{{ nombre }}' as variable,
    {{ reparto.texto_sql(tojson(valor)) }} as valor
{% endfor %}
union all

select
    'esquema_fuente' as variable,
    {{ reparto.texto_sql(var('esquema_fuente')) }} as valor
