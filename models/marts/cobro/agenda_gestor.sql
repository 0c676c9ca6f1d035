{#- Whom each gestor has to see and why: the rules that a subject meets add up their points, and the
    one with most points says how. A gran contribuyente without gestor is listed without one, to be
    given one. -#}
with carteras as (
    select * from {{ ref('int_cartera') }}
),

cumplidas as (
    select
        metricas.id_sujeto,
        reglas.regla,
        reglas.puntos,
        reglas.accion,
        reglas.razon,
        row_number() over (
            partition by metricas.id_sujeto order by reglas.puntos desc, reglas.regla
        ) as puesto
    from {{ ref('int_metrica_cartera') }} as metricas
    cross join {{ ref('int_uvt') }} as uvt
    inner join {{ ref('reglas_agenda') }} as reglas
        on metricas.metrica = reglas.metrica
        and metricas.valor >= reglas.desde * case
            when reglas.metrica = 'DEUDA_UVT' then uvt.valor
            else 1
        end
        and (
            reglas.hasta is null
            or metricas.valor < reglas.hasta * case
                when reglas.metrica = 'DEUDA_UVT' then uvt.valor
                else 1
            end
        )
),

agendas as (
    select
        id_sujeto,
        sum(puntos) as puntos,
        max(case when puesto = 1 then accion end) as accion,
        {{ reparto.unir('razon', '; ', 'puesto') }} as razones
    from cumplidas
    group by id_sujeto
),

deudas as (
    select
        id_sujeto,
        valor
    from {{ ref('int_metrica_cartera') }}
    where metrica = 'DEUDA_UVT'
),

filas as (
    select
        carteras.id_gestor,
        carteras.id_sujeto,
        coalesce(agendas.puntos, 0) as puntos,
        case
            when carteras.id_gestor is null then 'ASIGNAR_GESTOR'
            else agendas.accion
        end as accion,
        case
            when carteras.id_gestor is null
                then 'Gran contribuyente sin gestor' || coalesce('; ' || agendas.razones, '')
            else agendas.razones
        end as razones,
        coalesce(deudas.valor, 0) as saldo_exigible
    from carteras
    left join agendas
        on carteras.id_sujeto = agendas.id_sujeto
    left join deudas
        on carteras.id_sujeto = deudas.id_sujeto
    where carteras.id_gestor is null
        or agendas.id_sujeto is not null
)

select
    filas.id_gestor,
    cast(row_number() over (
        partition by filas.id_gestor
        order by
            filas.puntos desc, filas.saldo_exigible desc, {{ reparto.binario('filas.id_sujeto') }}
    ) as integer) as puesto,
    filas.id_sujeto,
    filas.accion,
    cast(filas.puntos as integer) as puntos,
    filas.razones,
    cast(filas.saldo_exigible as numeric(28, 2)) as saldo_exigible
from filas
