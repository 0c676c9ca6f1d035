{#- Every gran contribuyente is in some active gestor's portfolio or listed as without one. The
    collection team mends it. -#}
select grandes.id_sujeto
from {{ ref('int_gran_contribuyente') }} as grandes
left join {{ ref('int_cartera') }} as carteras
    on grandes.id_sujeto = carteras.id_sujeto
left join {{ ref('agenda_gestor') }} as agendas
    on grandes.id_sujeto = agendas.id_sujeto
    and agendas.id_gestor is null
where carteras.id_sujeto is null
    or (carteras.id_gestor is null and agendas.id_sujeto is null)
