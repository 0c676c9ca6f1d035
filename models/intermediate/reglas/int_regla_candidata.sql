{#- Every rule above PRIORIDAD that would take each obligation, with its place in `precedencia`;
    none takes what can no longer be collected (prescripcion = cumplida). A new rule is its file
    regla_<name>.sql, its row in `precedencia` and its name here. -#}
{%- set reglas = [
    'expediente', 'reasignacion', 'omiso_total', 'gran_contribuyente', 'otros_impuestos',
    'fuero_atraccion', 'costo_beneficio',
] -%}
-- depends_on: {{ ref('int_obligacion_incumplida') }}
with candidatas as (
    {% for regla in reglas -%}
    select
        id_obligacion,
        id_sujeto,
        regla,
        campania,
        accion,
        articulo,
        oficina_determinacion,
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
    {{ reparto.filas_de_la_norma('precedencia') }}
)

select
    candidatas.*,
    precedencia.orden
from candidatas
inner join precedencia
    on candidatas.regla = precedencia.regla
{%- if reparto.lectura('prescripcion') == 'cumplida' %}
inner join {{ ref('int_obligacion_incumplida') }} as incumplidas
    on candidatas.id_obligacion = incumplidas.id_obligacion
    and incumplidas.medicion <> 'PRESCRIPCION_POR_DECLARAR'
{%- endif %}
