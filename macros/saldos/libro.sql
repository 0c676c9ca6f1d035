{#- The ledger's arithmetic. Money is in cents (bigint); a factor of interest is the sum of the daily rates since the first one published,
    in units of 1 / unidad_factor(): 10,000 (a rate has two decimals of a percent) x 365 x 366, which makes each day's rate an integer. -#}

{% macro unidad_factor() %}{{ return(10000 * 365 * 366) }}{% endmacro %}

{#- unidad_crecimiento(), text of an integer: a growth (seed factores_mora) is how much a peso of the first day has become, in units of 1 / this. -#}
{% macro unidad_crecimiento() %}{{ return('1000000000000000') }}{% endmacro %}

{#- interes(saldo, desde, hasta): bigint, cents; simple interest on a balance in cents between two factors (ET 635), rounded half up.
    Nothing where `hasta` is not after `desde`. -#}
{% macro interes(saldo, desde, hasta) -%}
    {{ reparto.proporcion(saldo, 'greatest(' ~ hasta ~ ' - ' ~ desde ~ ', 0)', reparto.unidad_factor()) }}
{%- endmacro %}

{#- interes_compuesto(saldo, desde, hasta, al_vencer): bigint, cents; what a balance in cents accrues between two growths, of a debt that fell due at
    the growth al_vencer (ET 635 until 25 December 2012): the tax alone grows from the due date, so that where it is cut by a payment or by the
    change of regime no interest is capitalised. Rounded half up. -#}
{% macro interes_compuesto(saldo, desde, hasta, al_vencer) -%}
    case when {{ hasta }} > {{ desde }} then {{ reparto.proporcion(saldo, hasta ~ ' - ' ~ desde, al_vencer) }} else 0 end
{%- endmacro %}

{#- centavos(pesos) and pesos(centavos): numeric(18,2) to bigint and back, exactly: 10^15 pesos too, whose cents pass 18 digits with their decimals. -#}
{% macro centavos(pesos) -%}cast(cast({{ pesos }} as numeric(20, 2)) * 100 as bigint){%- endmacro %}
{% macro pesos(centavos) -%}cast(({{ centavos }}) * 0.01 as numeric(18, 2)){%- endmacro %}

{#- dia_con_tasa(fecha): the day of int_dia_mora that holds a date's factor: its first or its last for the dates beyond. -#}
{% macro dia_con_tasa(fecha) -%}least(greatest({{ fecha }}, {{ reparto.primer_dia_mora() }}), {{ reparto.primer_dia_mora() }} + 99999){%- endmacro %}

{#- primer_dia_mora(): SQL date; where int_dia_mora begins. The days before the first rate (2007) accrue nothing. -#}
{% macro primer_dia_mora() %}{{ return("cast('1900-01-01' as date)") }}{% endmacro %}

{#- parte_mayor(impuesto, interes, sancion): IMPUESTO, INTERES or SANCION; the part of a debt that takes the residue of rounding (ET 804): the largest,
    tax before interest before sanction. -#}
{% macro parte_mayor(impuesto, interes, sancion) -%}
    case
        when {{ impuesto }} >= {{ interes }} and {{ impuesto }} >= {{ sancion }} then 'IMPUESTO'
        when {{ interes }} >= {{ sancion }} then 'INTERES'
        else 'SANCION'
    end
{%- endmacro %}

{#- detalle_interes(): SQL text; what a movement of interest says. -#}
{% macro detalle_interes() %}{{ return("'Interés de mora hasta esta fecha sobre el impuesto pendiente (ET 634 y 635)'") }}{% endmacro %}

{#- fecha_acto(obligaciones): SQL date; the day from which limitation runs by what set the debt (ET 817): the firmness of its act; where that isn't given, the
    day of a title later than the due date. A return filed or an invoice issued before it falls due moves nothing. -#}
{% macro fecha_acto(obligaciones) -%}
    coalesce({{ obligaciones }}.fecha_firmeza, case when {{ obligaciones }}.fecha_titulo > {{ obligaciones }}.fecha_vencimiento then {{ obligaciones }}.fecha_titulo end)
{%- endmacro %}

{#- orden_de_cierre(): the place of the interest from the last event to the day of a statement, after every event. -#}
{% macro orden_de_cierre() %}{{ return(2000000000) }}{% endmacro %}

{#- parte_de_cuota(centavos): bigint; what the instalment `meses.cuota` of `plazos.meses` takes of an amount: an equal part, the residue in the first. -#}
{% macro parte_de_cuota(centavos) -%}
    {%- set igual = reparto.division_entera('cast(' ~ centavos ~ ' as ' ~ reparto.entero_grande() ~ ')', 'plazos.meses') -%}
    cast({{ igual }} + case when meses.cuota = 1 then {{ centavos }} - plazos.meses * {{ igual }} else 0 end as bigint)
{%- endmacro %}
