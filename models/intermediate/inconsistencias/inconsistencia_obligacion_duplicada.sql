{#- Several obligations of the same subject, tax, period and object: each but the first by id. -#}
with obligaciones as {{ reparto.en_linea() }} (
    select
        id_obligacion,
        id_sujeto,
        impuesto,
        anio_gravable,
        periodo,
        coalesce(id_objeto, '') as objeto,
        coalesce(id_acto, '') as acto,
        valor_impuesto
    from {{ ref('stg_obligaciones') }}
),

repetidas as (
    select
        id_sujeto,
        impuesto,
        anio_gravable,
        periodo,
        objeto,
        acto,
        {{ reparto.minimo_binario('id_obligacion') }} as primera
    from obligaciones
    group by id_sujeto, impuesto, anio_gravable, periodo, objeto, acto
    having count(*) > 1
)

select
    'OBLIGACION_DUPLICADA' as clase,
    obligaciones.id_sujeto,
    obligaciones.id_obligacion as id_registro,
    obligaciones.valor_impuesto as valor,
    'Mismo impuesto, periodo y objeto que ' || repetidas.primera as evidencia
from repetidas
inner join obligaciones
    on repetidas.id_sujeto = obligaciones.id_sujeto
    and repetidas.impuesto = obligaciones.impuesto
    and repetidas.anio_gravable = obligaciones.anio_gravable
    and repetidas.periodo = obligaciones.periodo
    and repetidas.objeto = obligaciones.objeto
    and repetidas.acto = obligaciones.acto
where obligaciones.id_obligacion <> repetidas.primera
