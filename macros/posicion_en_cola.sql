{#- One order of a whole queue would be one task's work on an engine of many: each heap of alike
    cases is ordered by itself, after as many as there are in the heaps before it. -#}
{% macro posicion_en_cola(antes=none) -%}
    {%- set monton = ['oficina', 'es_expediente', 'puntaje', 'segmento'] -%}
    {%- if antes -%}{%- do monton.insert(2, antes) -%}{%- endif -%}
    select
        casos.*,
        montones.anteriores + row_number() over (
            partition by casos.{{ monton | join(', casos.') }}
            order by
                casos.monto_proyectado desc nulls last,
                case when casos.segmento is null then casos.saldo end desc nulls last,
                case when casos.segmento is null then casos.fecha_vencimiento end nulls last,
                {{ reparto.binario('casos.id_caso') }}
        ) as posicion
    from casos
    inner join (
        select
            {{ monton | join(', ') }},
            sum(count(*)) over (
                partition by oficina
                order by
                    es_expediente desc,
                    {{ antes ~ ', ' if antes }}puntaje desc nulls last,
                    segmento nulls first
            ) - count(*) as anteriores
        from casos
        group by {{ monton | join(', ') }}
    ) as montones
        on casos.oficina = montones.oficina
        and casos.es_expediente = montones.es_expediente
        {% if antes -%} and casos.{{ antes }} = montones.{{ antes }} {%- endif %}
        and coalesce(casos.puntaje, -1) = coalesce(montones.puntaje, -1)
        and coalesce(casos.segmento, '') = coalesce(montones.segmento, '')
{%- endmacro %}
