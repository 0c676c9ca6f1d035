{#- escalones_seguidos(desde, hasta): in each norm the steps (desde, hasta] cover every number once: each begins where another ends,
    and one is open below and one above. -#}
{% test escalones_seguidos(model, desde, hasta) %}
with escalones as (
    select
        norma,
        {{ desde }} as desde,
        {{ hasta }} as hasta,
        row_number() over (partition by norma order by {{ desde }} asc nulls first) as puesto,
        count(*) over (partition by norma) as n,
        lead({{ desde }}) over (partition by norma order by {{ desde }} asc nulls first) as siguiente
    from {{ model }}
)

select *
from escalones
where (puesto = 1) <> (desde is null)
    or (puesto = n) <> (hasta is null)
    or (puesto < n and hasta <> siguiente)
    or desde >= hasta
{% endtest %}
