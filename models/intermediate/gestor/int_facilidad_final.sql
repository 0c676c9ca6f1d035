{#- The day on which each facility ended: what the input says, or the one from which others cover
    what it covered and isn't paid off, if that comes first; empty: it goes on. -#}
with reemplazadas as (
    select
        vigentes.id_facilidad,
        max(vigentes.siguiente) as fecha_reemplazo
    from {{ ref('int_facilidad_vigente') }} as vigentes
    inner join {{ ref('int_cuenta_corte') }} as cuentas
        on vigentes.id_obligacion = cuentas.id_obligacion
    group by vigentes.id_facilidad
    having count(vigentes.siguiente) > 0
        and count(*) = count(
            case
                when vigentes.siguiente is not null or cuentas.saldo_total = 0
                    then vigentes.id_obligacion
            end
        )
)

select
    facilidades.id_facilidad,
    least(
        coalesce(facilidades.fecha_terminacion, reemplazadas.fecha_reemplazo),
        coalesce(reemplazadas.fecha_reemplazo, facilidades.fecha_terminacion)
    ) as fecha_final
from {{ ref('stg_facilidades') }} as facilidades
left join reemplazadas
    on facilidades.id_facilidad = reemplazadas.id_facilidad
