{#- Names that a document prints: of the taxes of any norm, that of the norm in force where it has
    one; of the kinds of identity document. -#}
with impuestos as (
    select
        impuestos.impuesto as codigo,
        impuestos.nombre,
        row_number() over (
            partition by impuestos.impuesto
            order by
                case when impuestos.norma = medicion.norma then 0 else 1 end,
                impuestos.norma
        ) as puesto
    from {{ ref('impuestos') }} as impuestos
    cross join {{ ref('int_medicion') }} as medicion
)

select
    'IMPUESTO' as clase,
    codigo,
    nombre
from impuestos
where puesto = 1

union all

select
    'DOCUMENTO' as clase,
    tipo_documento as codigo,
    nombre
from {{ ref('tipos_documento') }}
