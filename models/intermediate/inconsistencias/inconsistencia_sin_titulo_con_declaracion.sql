{#- A debt without title though its return is there: the return is the title (ET 828) of what it
    declares; not of the greater tax that an INEXACTO discusses, nor of a sanction alone. -#}
with declaradas as (
    select
        declaraciones.id_sujeto,
        declaraciones.impuesto,
        declaraciones.anio_gravable,
        declaraciones.periodo,
        min(declaraciones.fecha_presentacion) as fecha_presentacion
    from {{ ref('stg_declaraciones') }} as declaraciones
    inner join {{ ref('int_medicion') }} as medicion
        on declaraciones.fecha_presentacion <= medicion.fecha_corte
    group by
        declaraciones.id_sujeto,
        declaraciones.impuesto,
        declaraciones.anio_gravable,
        declaraciones.periodo
)

select
    'SIN_TITULO_CON_DECLARACION' as clase,
    cuentas.id_sujeto,
    cuentas.id_obligacion as id_registro,
    cuentas.saldo_total as valor,
    'Hay declaración presentada el '
    || cast(declaradas.fecha_presentacion as {{ dbt.type_string() }}) as evidencia
from {{ ref('int_cuenta_corte') }} as cuentas
inner join declaradas
    on cuentas.id_sujeto = declaradas.id_sujeto
    and cuentas.impuesto = declaradas.impuesto
    and cuentas.anio_gravable = declaradas.anio_gravable
    and cuentas.periodo = declaradas.periodo
inner join {{ ref('stg_obligaciones') }} as obligaciones
    on cuentas.id_obligacion = obligaciones.id_obligacion
where not cuentas.titulo_ejecutivo
    and cuentas.saldo_total > 0
    and obligaciones.tipo_incumplimiento <> 'INEXACTO'
    and obligaciones.valor_impuesto > 0
