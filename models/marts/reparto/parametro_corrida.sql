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
union all

select
    'capacidades' as variable,
    '{{ tojson(reparto.capacidades()) }}' as valor

union all

select
    'costos' as variable,
    '{{ tojson(reparto.costos()) }}' as valor

union all

select
    'alivios' as variable,
    '{{ tojson(reparto.alivios()) }}' as valor

union all

select
    'permitir_rechazos' as variable,
    '{{ tojson(var('permitir_rechazos')) }}' as valor

union all

select
    'esquema_fuente' as variable,
    {{ reparto.texto_sql(var('esquema_fuente')) }} as valor

union all

select
    'tablas_fuente' as variable,
    {{ reparto.texto_sql(tojson(var('tablas_fuente'))) }} as valor
