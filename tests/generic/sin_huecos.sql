{#- sin_huecos(desde, hasta): the intervals of days, closed at both ends, cover every day once: the first is open below, the last above. -#}
{% test sin_huecos(model, desde, hasta) %}
with intervalos as (
    select
        {{ desde }} as desde,
        {{ hasta }} as hasta,
        row_number() over (order by {{ desde }} asc nulls first) as puesto,
        count(*) over () as n,
        lead({{ desde }}) over (order by {{ desde }} asc nulls first) as siguiente
    from {{ model }}
)

select *
from intervalos
where (puesto = 1) <> (desde is null)
    or (puesto = n) <> (hasta is null)
    or (puesto < n and siguiente <> {{ dbt.dateadd('day', 1, 'hasta') }})
    or desde > hasta
{% endtest %}
