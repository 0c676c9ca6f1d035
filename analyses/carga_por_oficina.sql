{#- A director's question: subjects, obligations and pesos of each office, by stage and rule. -#}
select
    oficina,
    etapa,
    regla,
    count(distinct id_sujeto) as sujetos,
    count(*) as obligaciones,
    sum(saldo) as saldo
from {{ ref('asignacion_obligacion') }}
group by oficina, etapa, regla
order by oficina, etapa, regla
