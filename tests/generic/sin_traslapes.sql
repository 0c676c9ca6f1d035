{#- sin_traslapes(desde, hasta): no two rows share a day; a null end is open. -#}
{% test sin_traslapes(model, desde, hasta) %}
select
    uno.{{ desde }} as desde,
    otro.{{ desde }} as desde_del_otro
from {{ model }} as uno
inner join {{ model }} as otro
    on uno.{{ desde }} < otro.{{ desde }}
    and (uno.{{ hasta }} is null or uno.{{ hasta }} >= otro.{{ desde }})
{% endtest %}
