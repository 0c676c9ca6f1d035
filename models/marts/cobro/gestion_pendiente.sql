{#- What a gestor has to do and by when: what he planned and has no result yet, and the next step
    that the rules (seed pasos_gestion) take from what happened. It is for whom has the subject in
    his portfolio, whoever planned or did it; the same gestor if he still has it. -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
),

carteras as (
    select
        id_sujeto,
        {{ reparto.minimo_binario('id_gestor') }} as id_gestor
    from {{ ref('int_cartera') }}
    group by id_sujeto
),

pendientes as (
    select
        'PROGRAMADA' as origen,
        gestiones.id_gestion as id_origen,
        gestiones.id_gestor,
        gestiones.id_sujeto,
        gestiones.tipo as accion,
        gestiones.fecha_programada as fecha_limite,
        gestiones.numero_citacion,
        'Programada por el gestor' as razon
    from {{ ref('int_gestion_programada') }} as gestiones

    union all

    select
        hechos.origen,
        hechos.id_origen,
        hechos.id_gestor,
        hechos.id_sujeto,
        pasos.accion,
        coalesce(limites.fecha, hechos.fecha) as fecha_limite,
        cast(null as {{ dbt.type_string() }}) as numero_citacion,
        pasos.razon
    from {{ ref('int_hecho_gestion') }} as hechos
    inner join {{ ref('pasos_gestion') }} as pasos
        on hechos.hecho = pasos.hecho
    left join {{ ref('int_dia_habil') }} as inicios
        on hechos.fecha = inicios.fecha
    left join {{ ref('int_dia_habil') }} as limites
        on limites.es_habil
        and inicios.habiles + pasos.dias_habiles = limites.habiles
)

select
    pendientes.origen,
    pendientes.id_origen,
    coalesce(propias.id_gestor, carteras.id_gestor) as id_gestor,
    pendientes.id_sujeto,
    pendientes.accion,
    pendientes.fecha_limite,
    {{ reparto.dias_entre('medicion.fecha_corte', 'pendientes.fecha_limite') }} as dias,
    case
        when pendientes.fecha_limite < medicion.fecha_corte then 'VENCIDA'
        when pendientes.fecha_limite = medicion.fecha_corte then 'PARA_HOY'
        else 'PROXIMA'
    end as estado,
    pendientes.numero_citacion,
    pendientes.razon
from pendientes
cross join medicion
left join {{ ref('int_cartera') }} as propias
    on pendientes.id_gestor = propias.id_gestor
    and pendientes.id_sujeto = propias.id_sujeto
left join carteras
    on pendientes.id_sujeto = carteras.id_sujeto
