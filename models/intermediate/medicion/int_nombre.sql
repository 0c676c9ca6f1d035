{#- Names that people read: of the taxes and states of any norm, that of the norm in force where it
    has one; of the kinds of identity document. -#}
with de_normas as (
    select
        'IMPUESTO' as clase,
        norma,
        impuesto as codigo,
        nombre
    from {{ ref('impuestos') }}

    union all

    select
        'ESTADO' as clase,
        norma,
        estado as codigo,
        nombre
    from {{ ref('estados_obligacion') }}
),

ordenados as (
    select
        de_normas.clase,
        de_normas.codigo,
        de_normas.nombre,
        row_number() over (
            partition by de_normas.clase, de_normas.codigo
            order by
                case when de_normas.norma = medicion.norma then 0 else 1 end,
                de_normas.norma
        ) as puesto
    from de_normas
    cross join {{ ref('int_medicion') }} as medicion
)

select
    clase,
    codigo,
    nombre
from ordenados
where puesto = 1

union all

select
    'DOCUMENTO' as clase,
    tipo_documento as codigo,
    nombre
from {{ ref('tipos_documento') }}
