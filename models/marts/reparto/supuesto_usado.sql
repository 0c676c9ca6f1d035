with medicion as (
    select * from {{ ref('int_medicion') }}
),

supuestos as (
    select
        'normas' as tabla,
        'La fecha de corte está fuera de la vigencia de ' || norma || '; se aplica por ser la más cercana' as descripcion
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
        'UVT sin verificar o de un año anterior: ' || cast(anio as {{ dbt.type_string() }}) as descripcion
    from {{ ref('int_uvt') }}
    where es_supuesto

    union all

    select
        'costos_ciclo' as tabla,
        'Costo del ciclo por prioridad, que la resolución no fija' as descripcion
    from {{ ref('costos_ciclo') }} as costos
    inner join medicion
        on costos.norma = medicion.norma
    where costos.es_supuesto

    union all

    select
        'capacidades' as tabla,
        'Capacidad de las oficinas, que la resolución no fija; sin cifra, ilimitada' as descripcion
    from {{ ref('int_capacidad') }}
    where es_supuesto
)

select
    tabla,
    descripcion,
    cast(count(*) as integer) as filas
from supuestos
group by tabla, descripcion
