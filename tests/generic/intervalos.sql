{#- intervalos(desde, hasta, medida, por, huecos, primero, ultimo): of each value of the columns
    `por`, the intervals don't overlap and follow one another. medida: `dias` and `enteros` hold
    both ends, so that one begins the day or the number after another ends; `continua` holds one
    end, so that it begins where another ends. huecos: whether they may leave some out. primero:
    where the first begins, `abierto` (null) or a number. ultimo: `abierto`, the last has no
    end. -#}
{% test intervalos(model, desde, hasta, medida, por=[], huecos=false, primero=none, ultimo=none) %}
{%- set particion = 'partition by ' ~ por | join(', ') if por else '' -%}
{%- set despues = {
    'dias': dbt.dateadd('day', 1, 'hasta'), 'enteros': 'hasta + 1', 'continua': 'hasta',
}[medida] %}
with intervalos as (
    select
        {% for columna in por %}{{ columna }}, {% endfor %}
        {{ desde }} as desde,
        {{ hasta }} as hasta,
        row_number() over ({{ particion }} order by {{ desde }} asc nulls first) as puesto,
        count(*) over ({{ particion }}) as n,
        lead({{ desde }}) over ({{ particion }} order by {{ desde }} asc nulls first) as siguiente
    from {{ model }}
)

select *
from intervalos
where desde {{ '>=' if medida == 'continua' else '>' }} hasta
    or (
        puesto < n
        and (
            hasta is null
            or siguiente is null
            or siguiente {{ '<' if huecos else '<>' }} {{ despues }}
        )
    )
    {%- if primero == 'abierto' %}
    or (puesto = 1 and desde is not null)
    {%- elif primero is not none %}
    or (puesto = 1 and (desde is null or desde <> {{ primero }}))
    {%- endif %}
    {%- if ultimo == 'abierto' %}
    or (puesto = n and hasta is not null)
    {%- endif %}
{% endtest %}
