{{ config(materialized='table') }}
{#- Of the rules that stand above PRIORIDAD, the one that wins each obligation: the first in `precedencia`. A new rule is its file
    regla_<name>.sql, its row in `precedencia` and its name here. -#}
{%- set reglas = ['regla_gran_contribuyente', 'regla_otros_impuestos'] -%}
with candidatas as (
    {% for regla in reglas -%}
    select
        id_obligacion,
        regla,
        articulo,
        oficina_determinacion
    from {{ ref(regla) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

precedencia as (
    select precedencia.* from {{ ref('precedencia') }} as precedencia
    inner join {{ ref('int_medicion') }} as medicion
        on precedencia.norma = medicion.norma
),

ordenadas as (
    select
        candidatas.*,
        row_number() over (partition by candidatas.id_obligacion order by precedencia.orden) as puesto
    from candidatas
    inner join precedencia
        on candidatas.regla = precedencia.regla
)

select
    id_obligacion,
    regla,
    articulo,
    oficina_determinacion
from ordenadas
where puesto = 1
