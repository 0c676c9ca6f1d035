{#- bandas_enteras_seguidas(desde, hasta): in each norm the bands of whole numbers [desde, hasta] cover 0, 1, 2 ... once. -#}
{% test bandas_enteras_seguidas(model, desde, hasta) %}
with bandas as (
    select
        norma,
        {{ desde }} as desde,
        {{ hasta }} as hasta,
        lead({{ desde }}) over (partition by norma order by {{ desde }}) as siguiente,
        min({{ desde }}) over (partition by norma) as primera
    from {{ model }}
)

select *
from bandas
where primera <> 0
    or (siguiente is null) <> (hasta is null)
    or hasta + 1 <> siguiente
    or hasta < desde
{% endtest %}
