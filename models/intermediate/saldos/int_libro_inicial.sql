{#- The columns of what an event leaves to the next one, and no row: an account begins with its
    first event, which says its tax and its sanction. In cents. -#}
select
    cast(null as {{ dbt.type_string() }}) as id_obligacion,
    {%- for saldo in [
        'saldo_impuesto', 'saldo_interes', 'saldo_interes_ibc', 'saldo_sancion', 'interes_total',
        'reajuste_total', 'rebaja_impuesto_total', 'rebaja_interes_total', 'rebaja_sancion_total',
        'supuestos_total',
    ] %}
    cast(null as bigint) as {{ saldo }}{{ ',' if not loop.last }}
    {%- endfor %}
where 1 = 0
