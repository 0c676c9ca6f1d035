{#- Several obligations of the same subject, tax, period and object: each but the first by id. -#}
with obligaciones as (
    select
        id_obligacion,
        id_sujeto,
        valor_impuesto,
        row_number() over por_periodo as copia,
        first_value(id_obligacion) over por_periodo as primera
    from {{ ref('stg_obligaciones') }}
    window por_periodo as (
        partition by
            id_sujeto,
            impuesto,
            anio_gravable,
            periodo,
            coalesce(id_objeto, ''),
            coalesce(id_acto, '')
        order by {{ reparto.binario('id_obligacion') }}
    )
)

select
    'OBLIGACION_DUPLICADA' as clase,
    id_sujeto,
    id_obligacion as id_registro,
    valor_impuesto as valor,
    'Mismo impuesto, periodo y objeto que ' || primera as evidencia
from obligaciones
where copia > 1
