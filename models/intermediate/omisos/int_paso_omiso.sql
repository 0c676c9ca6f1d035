{#- Whom step 1 of Art. 6 no longer holds: it ended before the cut date with another result than a
    return. -#}
select distinct fidelizaciones.id_sujeto
from {{ ref('stg_fidelizaciones') }} as fidelizaciones
inner join {{ ref('int_medicion') }} as medicion
    on fidelizaciones.fecha_fin < medicion.fecha_corte
where fidelizaciones.resultado <> 'PRESENTO'
