{#- Rows in = rows staged + distinct rows rejected, table by table. Whoever keeps macros/staging
    mends it. -#}
{{ config(severity='error') }}
{%- set tablas = [
    'contribuyentes', 'obligaciones', 'grandes_contribuyentes', 'respuestas', 'sujecion_objeto',
    'expedientes', 'mandamientos_pago', 'declaraciones', 'indicios', 'puntajes_omisos',
    'exclusiones', 'pagos', 'normalizaciones', 'tramites', 'solicitudes_devolucion', 'gestores',
    'cartera_gestor', 'gestiones', 'flujo_caja', 'correcciones_calificacion', 'fidelizaciones',
    'reasignaciones', 'facilidades', 'facilidad_obligacion', 'cuotas_facilidad',
] -%}
with entradas as (
    {% for tabla in tablas -%}
    {%- set origen = source('fuente', tabla) -%}
    select
        '{{ tabla }}' as tabla,
        {% if execute and load_relation(origen) is not none -%}
        (select count(*) from {{ origen }}) as entran,
        {%- else -%}
        0 as entran,
        {%- endif %}
        (select count(*) from {{ ref('stg_' ~ tabla) }}) as leidas
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

rechazadas as (
    select
        tabla,
        count(*) as filas
    from (
        select distinct
            tabla,
            fila,
            copia
        from {{ ref('rechazos') }}
    ) as distintas
    group by tabla
)

select
    entradas.tabla,
    entradas.entran,
    entradas.leidas,
    coalesce(rechazadas.filas, 0) as rechazadas
from entradas
left join rechazadas
    on entradas.tabla = rechazadas.tabla
where entradas.entran <> entradas.leidas + coalesce(rechazadas.filas, 0)
