{#- The taxes of which each subject had filed a return by the cut date: a later one ends no
    omission. -#}
select distinct
    declaraciones.id_sujeto,
    declaraciones.impuesto
from {{ ref('stg_declaraciones') }} as declaraciones
inner join {{ ref('int_medicion') }} as medicion
    on declaraciones.fecha_presentacion <= medicion.fecha_corte
