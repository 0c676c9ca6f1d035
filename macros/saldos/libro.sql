{#- The ledger's arithmetic. Money is in cents (bigint); a factor of interest is the sum of the
    daily rates since the first one published, in units of 1 / unidad_factor(): 10,000 (a rate has
    two decimals of a percent) x 365 x 366, which makes each day's rate an integer. -#}

{% macro unidad_factor() %}{{ return(10000 * 365 * 366) }}{% endmacro %}

{% macro unidad_crecimiento() %}{{ return('1000000000000000') }}{% endmacro %}

{% macro interes(saldo, desde, hasta) -%}
    {{ reparto.proporcion(
        saldo, 'greatest(' ~ hasta ~ ' - ' ~ desde ~ ', 0)', reparto.unidad_factor()
    ) }}
{%- endmacro %}

{#- The tax alone grows from the due date, so that where it is cut by a payment or by the change of
    regime no interest is capitalised. -#}
{% macro interes_compuesto(saldo, desde, hasta, al_vencer) -%}
    case
        when {{ hasta }} > {{ desde }}
            then {{ reparto.proporcion(saldo, hasta ~ ' - ' ~ desde, al_vencer) }}
        else 0
    end
{%- endmacro %}

{#- 10^15 pesos too, whose cents pass 18 digits with their decimals. -#}
{% macro centavos(pesos) -%}cast(cast({{ pesos }} as numeric(20, 2)) * 100 as bigint){%- endmacro %}
{% macro pesos(centavos, cifras=18) -%}
    cast(({{ centavos }}) * 0.01 as numeric({{ cifras }}, 2))
{%- endmacro %}

{% macro dia_con_tasa(fecha) -%}
    least(
        greatest({{ fecha }}, {{ reparto.primer_dia_mora() }}),
        {{ reparto.primer_dia_mora() }} + 99999
    )
{%- endmacro %}

{% macro primer_dia_mora() %}{{ return("cast('1900-01-01' as date)") }}{% endmacro %}

{% macro parte_mayor(impuesto, interes, sancion) -%}
    case
        when {{ impuesto }} >= {{ interes }} and {{ impuesto }} >= {{ sancion }} then 'IMPUESTO'
        when {{ interes }} >= {{ sancion }} then 'INTERES'
        else 'SANCION'
    end
{%- endmacro %}

{% macro detalle_interes() %}
    {{- return("'Interés de mora hasta esta fecha sobre el impuesto pendiente (ET 634 y 635)'") -}}
{% endmacro %}

{% macro fecha_acto(obligaciones) -%}
    coalesce(
        {{ obligaciones }}.fecha_firmeza,
        case
            when {{ obligaciones }}.fecha_titulo > {{ obligaciones }}.fecha_vencimiento
                then {{ obligaciones }}.fecha_titulo
        end
    )
{%- endmacro %}

{% macro orden_de_cierre() %}{{ return(2000000000) }}{% endmacro %}

{% macro parte_de_cuota(centavos) -%}
    {%- set igual = reparto.division_entera(
        'cast(' ~ centavos ~ ' as ' ~ reparto.entero_grande() ~ ')', 'plazos.meses'
    ) -%}
    cast(
        {{ igual }}
        + case
            when meses.cuota = 1 then {{ centavos }} - plazos.meses * {{ igual }}
            else 0
        end as bigint
    )
{%- endmacro %}

{% macro pedido(cual='') %}
        case
            when es_tasa_ibc{{ cual }}
                then least(
                    interes_debido,
                    {{ reparto.proporcion('interes_debido_ibc', 'porcentaje_interes' ~ cual, 100) }}
                )
            when coalesce(porcentaje_interes{{ cual }}, 100) = 100 then interes_debido
            else {{ reparto.proporcion('interes_debido', 'porcentaje_interes' ~ cual, 100) }}
        end as interes_rebajado{{ cual }},
        case
            when coalesce(porcentaje_sancion{{ cual }}, 100) = 100 then sancion_debida
            else {{ reparto.proporcion('sancion_debida', 'porcentaje_sancion' ~ cual, 100) }}
        end as sancion_rebajada{{ cual }},
        case
            when coalesce(porcentaje_capital{{ cual }}, 100) = 100 then saldo_impuesto
            else {{ reparto.proporcion('saldo_impuesto', 'porcentaje_capital' ~ cual, 100) }}
        end as impuesto_rebajado{{ cual }}
{%- endmacro %}
