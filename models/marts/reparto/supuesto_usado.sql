with medicion as (
    select * from {{ ref('int_medicion') }}
),

impuestos as (
    {{ reparto.filas_de_la_norma('impuestos') }}
),

supuestos as (
    select
        'normas' as tabla,
        'La fecha de corte está fuera de la vigencia de ' || norma
        || '; se aplica por ser la más cercana' as descripcion
    from medicion
    where not norma_en_vigor

    union all

    select
        'vigencias_actuales' as tabla,
        'Vigencia actual no declarada; se tomaron los dos años anteriores' as descripcion
    from {{ ref('int_vigencia_actual') }}
    where es_supuesto

    union all

    select
        'rangos_incumplimiento' as tabla,
        'Límites de GRANDE, MEDIANO y PEQUENO que la resolución no fija' as descripcion
    from {{ ref('int_rango_incumplimiento') }}
    where es_supuesto

    union all

    select
        'uvt' as tabla,
        'UVT sin verificar o de un año anterior: '
        || cast(anio as {{ dbt.type_string() }}) as descripcion
    from {{ ref('int_uvt') }}
    where es_supuesto

    union all

    select
        'costos_ciclo' as tabla,
        'Costo del ciclo por prioridad, que la resolución no fija' as descripcion
    from {{ ref('int_costo_ciclo') }}
    where es_supuesto
        and costo is not null

    union all

    select
        'costos_ciclo' as tabla,
        'Prioridades sin costo del ciclo: el artículo de costo y beneficio no las alcanza '
        || '(variable costos o semilla costos_ciclo)' as descripcion
    from {{ ref('int_costo_ciclo') }}
    where costo is null

    union all

    select
        'capacidades' as tabla,
        'Capacidad de las oficinas, que la resolución no fija; sin cifra, ilimitada' as descripcion
    from {{ ref('int_capacidad') }}
    where es_supuesto

    union all

    select
        'tasas_mora' as tabla,
        'Tasas de mora sin verificar, o prolongadas después de la última publicada, '
        || 'en días anteriores a la fecha de corte' as descripcion
    from {{ ref('int_dia_corte') }}
    where dias_supuestos > 0

    union all

    select distinct
        'ipc' as tabla,
        'Inflación sin verificar en la actualización de sanciones' as descripcion
    from {{ ref('int_libro') }} as libro
    inner join medicion
        on libro.fecha <= medicion.fecha_corte
    where libro.supuestos_total > 0
        and libro.reajuste > 0

    union all

    select distinct
        'tasas_transitorias' as tabla,
        'Normas transitorias cuyo texto no se ha leído: ' || libro.norma_transitoria as descripcion
    from {{ ref('int_libro') }} as libro
    inner join medicion
        on libro.fecha <= medicion.fecha_corte
    inner join {{ ref('int_alivio') }} as alivios
        on libro.norma_transitoria = alivios.norma_transitoria
    where alivios.es_supuesto
        and libro.rebaja_impuesto + libro.rebaja_interes + libro.rebaja_sancion > 0

    union all

    select
        'impuestos' as tabla,
        'Deudas vencidas de impuestos que la norma en vigor no nombra: '
        || 'no se reparten' as descripcion
    from {{ ref('int_saldo_obligacion') }} as saldos
    inner join medicion
        on saldos.fecha_vencimiento < medicion.fecha_corte
    left join impuestos
        on saldos.impuesto = impuestos.impuesto
    where impuestos.impuesto is null
        and saldos.saldo + saldos.saldo_sancion > 0

    union all

    select
        'expedientes' as tabla,
        'Expedientes abiertos en oficinas que la norma en vigor no nombra: '
        || 'no retienen nada' as descripcion
    from {{ ref('int_expediente_abierto') }} as expedientes
    left join {{ ref('int_oficina') }} as oficinas
        on expedientes.oficina = oficinas.oficina
    where oficinas.oficina is null

    union all

    select
        'mandamientos_pago' as tabla,
        'Notificación del mandamiento que no se dio: '
        || 'la prescripción se cuenta desde su expedición' as descripcion
    from {{ ref('int_mandamiento_sin_notificacion') }}

    union all

    select
        'reglas_agenda' as tabla,
        'Reglas de la agenda del gestor, que ninguna norma fija' as descripcion
    from {{ ref('reglas_agenda') }}
    where es_supuesto
        and exists (select 1 from {{ ref('int_metrica_cartera') }})

    union all

    select
        'plazos_facilidad' as tabla,
        'Plazos que se simulan de una facilidad de pago' as descripcion
    from {{ ref('plazos_facilidad') }}
    where es_supuesto
        and exists (select 1 from {{ ref('int_cuota_facilidad') }})

    union all

    select
        'parametros_cobro' as tabla,
        'Días que vale una certificación de deuda' as descripcion
    from {{ ref('parametros_cobro') }}
    where parametro = 'DIAS_VIGENCIA_CERTIFICACION'
        and es_supuesto
        and exists (select 1 from {{ ref('int_solicitud') }})
)

select
    tabla,
    descripcion,
    cast(count(*) as integer) as filas
from supuestos
group by tabla, descripcion
