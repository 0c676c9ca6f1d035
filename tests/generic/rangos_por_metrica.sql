{#- rangos_por_metrica(metrica, desde, hasta): of each metric, no two ranges [desde, hasta) share a value; a null end is open. -#}
{% test rangos_por_metrica(model, metrica, desde, hasta) %}
with rangos as (
    select
        {{ metrica }} as metrica,
        {{ desde }} as desde,
        {{ hasta }} as hasta,
        lead({{ desde }}) over (partition by {{ metrica }} order by {{ desde }}) as siguiente
    from {{ model }}
)

select *
from rangos
where desde >= hasta
    or (siguiente is not null and (hasta is null or hasta > siguiente))
{% endtest %}
