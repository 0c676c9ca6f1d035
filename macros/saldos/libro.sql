{#- The ledger's arithmetic. Money is in cents (bigint); a factor of interest is the sum of the daily rates since the first one published,
    in units of 1 / unidad_factor(): 10,000 (a rate has two decimals of a percent) x 365 x 366, which makes each day's rate an integer. -#}

{% macro unidad_factor() %}{{ return(10000 * 365 * 366) }}{% endmacro %}

{#- interes(saldo, desde, hasta): bigint, cents; simple interest on a balance in cents between two factors (ET 635), rounded half up.
    Nothing where `hasta` is not after `desde`. -#}
{% macro interes(saldo, desde, hasta) -%}
    {{ reparto.proporcion(saldo, 'greatest(' ~ hasta ~ ' - ' ~ desde ~ ', 0)', reparto.unidad_factor()) }}
{%- endmacro %}

{#- centavos(pesos) and pesos(centavos): numeric(18,2) to bigint and back, exactly. -#}
{% macro centavos(pesos) -%}cast(({{ pesos }}) * 100 as bigint){%- endmacro %}
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

{#- The steps of one event, each on the one before; int_libro says what they do. They are nested, because a recursive term may name its
    relation once only. `libro`: the relation that holds the balances before the event. -#}

{#- What is owed on the day: the interest accrued, the sanction readjusted. -#}
{% macro libro_debido(libro) %}
        select
            eventos.*,
            anteriores.saldo_impuesto,
            anteriores.saldo_sancion,
            anteriores.interes_total,
            anteriores.reajuste_total,
            anteriores.rebaja_interes_total,
            anteriores.rebaja_sancion_total,
            anteriores.supuestos_total,
            anteriores.saldo_interes,
            anteriores.saldo_interes_ibc,
            {{ reparto.interes('anteriores.saldo_impuesto', 'anteriores.factor_mora', 'eventos.factor_mora') }} as interes,
            {{ reparto.interes('anteriores.saldo_impuesto', 'anteriores.factor_ibc', 'eventos.factor_ibc') }} as interes_ibc,
            {{ reparto.proporcion('anteriores.saldo_sancion', 'eventos.variacion', 10000) }} as reajuste
        from {{ libro }} as anteriores
        inner join {{ ref('int_evento') }} as eventos
            on anteriores.id_obligacion = eventos.id_obligacion
            and eventos.orden = anteriores.orden + 1
        {{ reparto.barrera() }}
{% endmacro %}

{#- What a payment of the day has to cover, by the law of its day. -#}
{% macro libro_exigido(libro) %}
        select
            *,
            case
                when es_tasa_ibc then least(interes_debido, interes_debido_ibc)
                else {{ reparto.proporcion('interes_debido', 'porcentaje_interes', 100) }}
            end as interes_rebajado,
            {{ reparto.proporcion('sancion_debida', 'porcentaje_sancion', 100) }} as sancion_rebajada
        from (
            select
                *,
                saldo_interes + interes as interes_debido,
                saldo_interes_ibc + interes_ibc as interes_debido_ibc,
                saldo_sancion + reajuste as sancion_debida
            from ({{ reparto.libro_debido(libro) }}) as debidos
        ) as sumados
        {{ reparto.barrera() }}
{% endmacro %}

{#- The payment split into tax, interest and sanction before the residue. -#}
{% macro libro_partido(libro) %}
        select
            *,
            case
                when abonado = 0 then 0
                when not esta_vencida then least(abonado, saldo_impuesto)
                when regimen = 'ORDEN' then abonado - least(abonado, exigido_interes + exigido_sancion)
                else {{ reparto.proporcion('abonado', 'saldo_impuesto', 'exigido') }}
            end as parte_impuesto,
            case
                when abonado = 0 or not esta_vencida then 0
                when regimen = 'ORDEN' then least(abonado - least(abonado, exigido_sancion), exigido_interes)
                else {{ reparto.proporcion('abonado', 'exigido_interes', 'exigido') }}
            end as parte_interes,
            case
                when abonado = 0 then 0
                when not esta_vencida then abonado - least(abonado, saldo_impuesto)
                when regimen = 'ORDEN' then least(abonado, exigido_sancion)
                else {{ reparto.proporcion('abonado', 'exigido_sancion', 'exigido') }}
            end as parte_sancion
        from (
            select
                *,
                saldo_impuesto + exigido_interes + exigido_sancion as exigido,
                least(valor, saldo_impuesto + exigido_interes + exigido_sancion) as abonado
            from (
                select
                    *,
                    case when aplica_rebaja then interes_rebajado else interes_debido end as exigido_interes,
                    case when aplica_rebaja then sancion_rebajada else sancion_debida end as exigido_sancion
                from (
                    select
                        *,
                        not exige_pago_total or valor >= saldo_impuesto + interes_rebajado + sancion_rebajada as aplica_rebaja
                    from ({{ reparto.libro_exigido(libro) }}) as exigidos
                ) as decididos
            ) as elegidos
            {{ reparto.barrera() }}
        ) as abonados
        {{ reparto.barrera() }}
{% endmacro %}

{#- The residue to the largest part (tax before interest before sanction), and what a lower rate forgives. -#}
{% macro libro_rebajado(libro) %}
        select
            *,
            case
                when pago_interes = exigido_interes then interes_debido - pago_interes
                else {{ reparto.proporcion('pago_interes', 'interes_debido', 'exigido_interes') }} - pago_interes
            end as rebaja_interes,
            case
                when pago_sancion = exigido_sancion then sancion_debida - pago_sancion
                else {{ reparto.proporcion('pago_sancion', 'sancion_debida', 'exigido_sancion') }} - pago_sancion
            end as rebaja_sancion
        from (
            select
                *,
                parte_impuesto + case when mayor = 'IMPUESTO' then residuo else 0 end as pago_impuesto,
                parte_interes + case when mayor = 'INTERES' then residuo else 0 end as pago_interes,
                parte_sancion + case when mayor = 'SANCION' then residuo else 0 end as pago_sancion
            from (
                select
                    *,
                    abonado - parte_impuesto - parte_interes - parte_sancion as residuo,
                    {{ reparto.parte_mayor('saldo_impuesto', 'exigido_interes', 'exigido_sancion') }} as mayor
                from ({{ reparto.libro_partido(libro) }}) as partidos
            ) as con_residuo
            {{ reparto.barrera() }}
        ) as pagados
        {{ reparto.barrera() }}
{% endmacro %}

{#- mas_anios(fecha, anios): SQL date, the same day some years (an integer expression) later; 29 February becomes 28. -#}
{% macro mas_anios(fecha, anios) -%}cast({{ fecha }} + {{ anios }} * interval '1 year' as date){%- endmacro %}

{#- orden_de_cierre(): the place of the interest from the last event to the day of a statement, after every event. -#}
{% macro orden_de_cierre() %}{{ return(2000000000) }}{% endmacro %}

{#- parte_de_cuota(centavos): bigint; what the instalment `meses.cuota` of `plazos.meses` takes of an amount: an equal part, the residue in the first. -#}
{% macro parte_de_cuota(centavos) -%}
    {%- set igual = reparto.division_entera('cast(' ~ centavos ~ ' as ' ~ reparto.entero_grande() ~ ')', 'plazos.meses') -%}
    cast({{ igual }} + case when meses.cuota = 1 then {{ centavos }} - plazos.meses * {{ igual }} else 0 end as bigint)
{%- endmacro %}
