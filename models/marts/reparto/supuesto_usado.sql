{#- The assumed rows of a seed that something of the run used: seed, which rows, in words, who used
    them, and how one knows. -#}
{%- set de_semillas = [
    (
        'regimenes_imputacion', 'desde is null', 'Imputación de los pagos anteriores a 2006',
        'int_recibo', "destino = 'APLICADO' and fecha_pago < cast('2006-01-01' as date)",
    ),
    (
        'reglas_agenda', '1 = 1', 'Reglas de la agenda del gestor, que ninguna norma fija',
        'int_metrica_cartera', '1 = 1',
    ),
    (
        'pasos_gestion', '1 = 1', 'Pasos que se sugieren al gestor y sus plazos',
        'gestion_pendiente', "origen <> 'PROGRAMADA'",
    ),
    (
        'plazos_facilidad', '1 = 1', 'Plazos que se simulan de una facilidad de pago',
        'int_cuota_facilidad', '1 = 1',
    ),
    (
        'parametros_cobro', "parametro = 'DIAS_VIGENCIA_CERTIFICACION'",
        'Días que vale una certificación de deuda', 'int_solicitud', '1 = 1',
    ),
    (
        'parametros_cobro', "parametro = 'DIAS_PRESCRIPCION_PROXIMA'",
        'Días desde los que una prescripción está próxima',
        'int_prescripcion_corte', "prescripcion = 'PROXIMA'",
    ),
    (
        'parametros_cobro', "parametro = 'DIAS_PROMESA'",
        'Plazo de una promesa que no dice su día', 'promesa', 'es_supuesto',
    ),
    (
        'parametros_cobro', "parametro in ('DIAS_DEVOLUCION', 'DIAS_DEVOLUCION_GARANTIA')",
        'Días hábiles para resolver una devolución', 'int_termino_solicitud', 'es_supuesto',
    ),
    (
        'semaforo_plazos', '1 = 1', 'Colores de los plazos por los días que faltan',
        'plazo_solicitud', '1 = 1',
    ),
] -%}
with medicion as (
    select * from {{ ref('int_medicion') }}
),

impuestos as (
    {{ reparto.filas_de_la_norma('impuestos') }}
),

riesgos as (
    {{ reparto.filas_de_la_norma('riesgos') }}
),

actuaciones as (
    {{ reparto.filas_de_la_norma('actuaciones') }}
),

procedimientos as (
    {{ reparto.filas_de_la_norma('procedimientos_especiales') }}
),

segmentos as (
    {{ reparto.filas_de_la_norma('segmentos_omisos') }}
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

    select
        'ipc' as tabla,
        'Falta la inflación del año anterior al corte: no se actualizó ninguna sanción por ella'
            as descripcion
    from medicion
    where extract(year from medicion.fecha_corte) - 1 > (
            select max(ipc.anio) from {{ ref('ipc') }} as ipc
        )
        and exists (
            select 1 from {{ ref('int_saldo_obligacion') }} as saldos
            where saldos.saldo_sancion > 0
        )

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
        'reasignaciones' as tabla,
        'Reasignaciones en vigor a oficinas que la norma en vigor no nombra: '
        || 'no mueven nada' as descripcion
    from {{ ref('reasignacion') }} as reasignaciones
    left join {{ ref('int_oficina') }} as oficinas
        on reasignaciones.oficina = oficinas.oficina
    where reasignaciones.estado <> 'NO_RIGE'
        and oficinas.oficina is null

    union all

    select
        'procedimientos_especiales' as tabla,
        'Oficina de los trámites de los que calla la norma' as descripcion
    from procedimientos
    where es_supuesto
        and articulo in (
            select tramites.articulo from {{ ref('tramite_asignado') }} as tramites
        )

    union all

    select
        'segmentos_omisos' as tabla,
        'Oficina de los omisos totales grandes contribuyentes de un segmento del que calla la norma'
            as descripcion
    from segmentos
    where es_supuesto
        {%- if reparto.lectura('gc_omiso') == 'literal' %}
        and gc_en_el_texto
        {%- endif %}
        and segmento in (
            select omisos.segmento
            from {{ ref('int_omiso_repartido') }} as omisos
            inner join {{ ref('int_gran_contribuyente') }} as grandes
                on omisos.id_sujeto = grandes.id_sujeto
        )

    union all

    select
        'mandamientos_pago' as tabla,
        'Notificación del mandamiento que no se dio: '
        || 'la prescripción se cuenta desde su expedición' as descripcion
    from {{ ref('int_mandamiento_sin_notificacion') }}

    union all

    select
        'riesgos' as tabla,
        'Contribuyentes sin calificación ni riesgo dado: se toman por ' || sujetos.codigo_riesgo
            as descripcion
    from {{ ref('int_sujeto') }} as sujetos
    inner join riesgos
        on riesgos.riesgo = 'SIN_RIESGO'
        and riesgos.es_supuesto
    where sujetos.sin_riesgo
        and not sujetos.esta_excluido

    union all

    select
        'actuaciones' as tabla,
        'Actuaciones que se tienen por de fondo y abren expediente' as descripcion
    from actuaciones
    where es_supuesto
        and actuacion in (
            select abiertos.actuacion from {{ ref('int_expediente_abierto') }} as abiertos
        )
    {%- for tabla, filas, descripcion, modelo, uso in de_semillas %}

    union all

    select
        '{{ tabla }}' as tabla,
        '{{ descripcion }}' as descripcion
    from {{ ref(tabla) }}
    where es_supuesto
        and {{ filas }}
        and exists (
            select 1 from {{ ref(modelo) }}
            where {{ uso }}
        )
    {%- endfor %}
)

select
    tabla,
    descripcion,
    cast(count(*) as integer) as filas
from supuestos
group by tabla, descripcion
