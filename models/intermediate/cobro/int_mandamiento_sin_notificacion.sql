{#- The mandamientos issued up to the cut date whose notice isn't given: limitation counts from
    their issue, as an assumption. -#}
select distinct mandamientos.id_mandamiento
from {{ ref('stg_mandamientos_pago') }} as mandamientos
inner join {{ ref('int_medicion') }} as medicion
    on mandamientos.fecha_expedicion <= medicion.fecha_corte
where mandamientos.fecha_notificacion is null
