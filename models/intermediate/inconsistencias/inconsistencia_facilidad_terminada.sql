{#- An obligation that the source still has in a facility, though the last one that covered it
    ended. -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
)

select
    'FACILIDAD_TERMINADA' as clase,
    cuentas.id_sujeto,
    cuentas.id_obligacion as id_registro,
    cuentas.saldo_total as valor,
    'La facilidad ' || facilidades.id_facilidad || ' terminó el '
    || cast(facilidades.fecha_terminacion as {{ dbt.type_string() }}) as evidencia
from {{ ref('int_cuenta_corte') }} as cuentas
inner join {{ ref('int_facilidad_vigente') }} as facilidades
    on cuentas.id_obligacion = facilidades.id_obligacion
    and facilidades.siguiente is null
inner join medicion
    on facilidades.fecha_terminacion <= medicion.fecha_corte
where cuentas.estado = 'EN_FACILIDAD'
    and cuentas.saldo_total > 0
