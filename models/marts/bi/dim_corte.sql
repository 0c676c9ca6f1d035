select
    medicion.fecha_corte,
    medicion.vigencia_calificacion,
    medicion.norma,
    normas.nombre as nombre_norma,
    medicion.norma_en_vigor
from {{ ref('int_medicion') }} as medicion
inner join {{ ref('normas') }} as normas
    on medicion.norma = normas.norma
