{#- Every rule above PRIORIDAD that would take each obligation, with its place in `precedencia`. A new rule is its file regla_<name>.sql, its
    row in `precedencia` and its name here. -#}
{%- set reglas = ['expediente', 'omiso_total', 'gran_contribuyente', 'otros_impuestos', 'fuero_atraccion', 'costo_beneficio'] -%}
with candidatas as (
    {% for regla in reglas -%}
    select
        id_obligacion,
        id_sujeto,
        regla,
        articulo,
        oficina_determinacion,
        etapa_propia,
        sigue_etapa,
        oficina_propia,
        estado,
        id_caso,
        id_expediente,
        motivo
    from {{ ref('regla_' ~ regla) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

precedencia as (
    select precedencia.* from {{ ref('precedencia') }} as precedencia
    inner join {{ ref('int_medicion') }} as medicion
        on precedencia.norma = medicion.norma
)

select
    candidatas.*,
    precedencia.orden
from candidatas
inner join precedencia
    on candidatas.regla = precedencia.regla
