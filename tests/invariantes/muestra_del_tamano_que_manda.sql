{#- Art. 5: the sample never passes 1 % of those whom the rule wins, nor one more than the rate
    asks, and none is missing from it that both allow; whoever is in it has left the office of the
    rest. The rules' authors mend it. -#}
with poblacion as (
    select count(distinct id_sujeto) as n from {{ ref('int_regla_especial') }}
    where regla = 'COSTO_BENEFICIO'
),

muestra as (
    select count(*) as n from {{ ref('muestra_costo_beneficio') }}
),

en_cultura as (
    select count(*) as n from {{ ref('asignacion_obligacion') }} as asignaciones
    inner join ({{ reparto.resultados('COSTO_BENEFICIO') }}) as resultados
        on asignaciones.oficina = resultados.oficina
        and resultados.caso = 'VIGENCIA_ACTUAL'
    where asignaciones.en_muestra
)

select
    poblacion.n as poblacion,
    muestra.n as muestra,
    en_cultura.n as en_cultura
from poblacion
cross join muestra
cross join en_cultura
where 100 * muestra.n > poblacion.n
    or muestra.n > {{ reparto.tasa_muestra() }} * poblacion.n + 1
    or (
        muestra.n < {{ reparto.tasa_muestra() }} * poblacion.n
        and 100 * (muestra.n + 1) <= poblacion.n
    )
    or en_cultura.n > 0
