{#- dias_seguidos(desde, hasta): each interval of days ends the day before the next one begins: no gap, no overlap. -#}
{% test dias_seguidos(model, desde, hasta) %}
with siguientes as (
    select
        {{ desde }} as desde,
        {{ hasta }} as hasta,
        lead({{ desde }}) over (order by {{ desde }}) as siguiente
    from {{ model }}
)

select *
from siguientes
where hasta < desde
    or (siguiente is not null and siguiente <> {{ dbt.dateadd('day', 1, 'hasta') }})
{% endtest %}
