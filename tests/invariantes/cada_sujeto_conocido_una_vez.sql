{#- Every subject of the four inputs is in asignacion_sujeto; the excluded have no office, nor have
    the archived without a title; the others have one. The data team mends it. -#}
with conocidos as (
    select id_sujeto from {{ ref('stg_contribuyentes') }}
    union
    select id_sujeto from {{ ref('stg_obligaciones') }}
    union
    select id_sujeto from {{ ref('stg_indicios') }}
    union
    select id_sujeto from {{ ref('stg_sujecion_objeto') }}
),

asignados as (
    select * from {{ ref('asignacion_sujeto') }}
)

select
    coalesce(conocidos.id_sujeto, asignados.id_sujeto) as id_sujeto,
    asignados.regla,
    asignados.oficina,
    omisos.estado
from conocidos
full join asignados
    on conocidos.id_sujeto = asignados.id_sujeto
left join {{ ref('asignacion_omiso') }} as omisos
    on asignados.id_sujeto = omisos.id_sujeto
where conocidos.id_sujeto is null
    or asignados.id_sujeto is null
    or (asignados.regla = 'EXCLUSION' and asignados.oficina is not null)
    or (
        asignados.oficina is null
        and asignados.regla <> 'EXCLUSION'
        and not (asignados.regla = 'OMISO_TOTAL' and omisos.estado = 'ARCHIVO')
    )
