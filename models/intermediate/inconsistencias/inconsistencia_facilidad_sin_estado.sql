{#- An obligation covered by a facility in force, the last one granted over it, that the source
    still calls open. -#}
select
    'FACILIDAD_SIN_ESTADO' as clase,
    cuentas.id_sujeto,
    cuentas.id_obligacion as id_registro,
    cuentas.saldo_total as valor,
    'La ampara la facilidad ' || facilidades.id_facilidad || ', otorgada el '
    || cast(facilidades.fecha_otorgamiento as {{ dbt.type_string() }}) as evidencia
from {{ ref('int_facilidad') }} as facilidades
inner join {{ ref('int_facilidad_vigente') }} as amparadas
    on facilidades.id_facilidad = amparadas.id_facilidad
    and amparadas.siguiente is null
inner join {{ ref('int_cuenta_corte') }} as cuentas
    on amparadas.id_obligacion = cuentas.id_obligacion
where facilidades.estado in ('AL_DIA', 'INCUMPLIDA')
    and cuentas.estado = 'ABIERTA'
    and cuentas.saldo_total > 0
