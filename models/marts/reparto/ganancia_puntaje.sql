{#- The subjects measured at a past cut in ten equal parts, from the highest score down (ties by
    lot: a hash of who they are), and what each part paid afterwards. The same with the largest
    balance first, to compare the score with. -#}
with asignaciones as (
    select * from {{ ref('historia_asignacion') }}
    where puntaje is not null
        and estado <> 'PRESCRIPCION_POR_DECLARAR'
),

recaudos as (
    select * from {{ ref('recaudo_obligacion') }}
),

medicion as (
    select * from {{ ref('int_medicion') }}
),

horizontes as (
    select distinct
        fecha_corte,
        horizonte,
        esta_completo
    from {{ ref('recaudo_posterior') }}
),

sujetos as (
    select
        asignaciones.fecha_corte,
        asignaciones.id_sujeto,
        max(asignaciones.puntaje) as puntaje,
        sum(asignaciones.saldo) as saldo
    from asignaciones
    inner join medicion
        on asignaciones.fecha_corte < medicion.fecha_corte
    group by asignaciones.fecha_corte, asignaciones.id_sujeto
),

recaudos_de_sujeto as (
    select
        fecha_corte,
        horizonte,
        id_sujeto,
        sum(recaudado) as recaudado
    from recaudos
    group by fecha_corte, horizonte, id_sujeto
),

-- each in heaps: by one order of all its subjects a cut would be one task's work
{% set suerte = [reparto.binario('md5(id_sujeto)'), reparto.binario('id_sujeto')] | join(', ') -%}
por_puntaje as (
    {{ reparto.puestos(
        'sujetos',
        ['fecha_corte', 'puntaje'],
        'puntaje desc',
        suerte,
        'fecha_corte',
    ) }}
),

{% set centenas_de_mil = reparto.division_entera('cast(saldo as bigint)', 100000) -%}
por_saldo as (
    {{ reparto.puestos(
        'sujetos',
        ['fecha_corte', centenas_de_mil],
        [centenas_de_mil, 'desc'] | join(' '),
        ['saldo desc', suerte] | join(', '),
        'fecha_corte',
    ) }}
),

cortes as (
    select
        fecha_corte,
        count(*) as n
    from sujetos
    group by fecha_corte
),

posiciones as (
    {% for criterio in ('PUNTAJE', 'SALDO') -%}
    select
        fecha_corte,
        id_sujeto,
        saldo,
        '{{ criterio }}' as criterio,
        puesto
    from por_{{ criterio | lower }}{{ ' union all' if not loop.last }}
    {% endfor %}
),

con_decil as (
    select
        posiciones.*,
        cast(
            {{ reparto.division_entera('10 * (posiciones.puesto - 1)', 'cortes.n') }} as integer
        ) + 1 as decil
    from posiciones
    inner join cortes
        on posiciones.fecha_corte = cortes.fecha_corte
),

deciles as (
    select
        con_decil.fecha_corte,
        horizontes.horizonte,
        con_decil.criterio,
        con_decil.decil,
        horizontes.esta_completo,
        count(*) as sujetos,
        sum(con_decil.saldo) as saldo,
        count(recaudos_de_sujeto.id_sujeto) as sujetos_con_recaudo,
        coalesce(sum(recaudos_de_sujeto.recaudado), 0) as recaudado
    from con_decil
    inner join horizontes
        on con_decil.fecha_corte = horizontes.fecha_corte
    left join recaudos_de_sujeto
        on con_decil.fecha_corte = recaudos_de_sujeto.fecha_corte
        and con_decil.id_sujeto = recaudos_de_sujeto.id_sujeto
        and horizontes.horizonte = recaudos_de_sujeto.horizonte
    group by
        con_decil.fecha_corte,
        horizontes.horizonte,
        con_decil.criterio,
        con_decil.decil,
        horizontes.esta_completo
),

sumados as (
    select
        *,
        sum(recaudado) over (
            partition by fecha_corte, horizonte, criterio order by decil rows unbounded preceding
        ) as recaudado_acumulado,
        sum(recaudado) over (partition by fecha_corte, horizonte, criterio) as recaudado_total
    from deciles
)

select
    fecha_corte,
    horizonte,
    criterio,
    decil,
    esta_completo,
    cast(sujetos as integer) as sujetos,
    cast(saldo as numeric(28, 2)) as saldo,
    cast(sujetos_con_recaudo as integer) as sujetos_con_recaudo,
    cast(recaudado as numeric(28, 2)) as recaudado,
    cast(recaudado_acumulado as numeric(28, 2)) as recaudado_acumulado,
    case
        when recaudado_total > 0
            then cast(
                {{ reparto.proporcion(
                    'recaudado_acumulado * 100', '10000', 'recaudado_total * 100'
                ) }} * 0.0001 as numeric(6, 4)
            )
    end as participacion_acumulada
from sumados
