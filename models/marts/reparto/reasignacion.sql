with reasignaciones as (
    select
        id_reasignacion,
        oficina,
        funcionario,
        motivo,
        desde,
        hasta,
        esta_en_vigor,
        min(impedimento) as impedimento,
        count(id_sujeto) as n_alcanzados,
        count(impedimento) as n_impedidos,
        count(id_obligacion) as n_obligaciones,
        count(case when id_obligacion is not null then impedimento end) as n_rechazadas
    from {{ ref('int_reasignacion') }}
    group by
        id_reasignacion,
        oficina,
        funcionario,
        motivo,
        desde,
        hasta,
        esta_en_vigor
),

estados as (
    select
        *,
        case
            when not esta_en_vigor then 'NO_RIGE'
            when n_alcanzados = 0 then 'SIN_OBLIGACIONES'
            when n_impedidos = 0 then 'APLICADA'
            when n_impedidos < n_alcanzados then 'RECHAZADA_EN_PARTE'
            else 'RECHAZADA'
        end as estado
    from reasignaciones
),

resultados as (
    {{ reparto.resultados('REASIGNACION') }}
)

select
    estados.id_reasignacion,
    estados.oficina,
    estados.funcionario,
    estados.motivo,
    estados.desde,
    estados.hasta,
    estados.estado,
    cast(estados.n_obligaciones as integer) as n_obligaciones,
    cast(estados.n_rechazadas as integer) as n_rechazadas,
    estados.impedimento,
    resultados.articulo
from estados
left join resultados
    on estados.impedimento = resultados.caso
