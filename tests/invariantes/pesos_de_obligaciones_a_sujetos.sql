{#- Pesos are conserved from obligations to subjects: each subject's sum and count, without what
    prescribed and waits to be declared so. The data team mends it. -#}
with por_obligacion as (
    select
        id_sujeto,
        sum(saldo) as saldo,
        count(*) as n
    from {{ ref('asignacion_obligacion') }}
    where estado <> 'PRESCRIPCION_POR_DECLARAR'
    group by id_sujeto
),

por_sujeto as (
    select * from {{ ref('asignacion_sujeto') }}
)

select
    coalesce(por_obligacion.id_sujeto, por_sujeto.id_sujeto) as id_sujeto,
    por_obligacion.saldo,
    por_sujeto.saldo as saldo_sujeto
from por_sujeto
full join por_obligacion
    on por_sujeto.id_sujeto = por_obligacion.id_sujeto
where por_sujeto.id_sujeto is null
    or por_sujeto.saldo <> coalesce(por_obligacion.saldo, 0)
    or por_sujeto.n_obligaciones <> coalesce(por_obligacion.n, 0)
