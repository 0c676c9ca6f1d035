{#- A receipt larger than what its debt was that day. -#}
select
    'RECIBO_MAYOR_QUE_DEUDA' as clase,
    libro.id_sujeto,
    libro.id_recibo as id_registro,
    {{ reparto.pesos('libro.exceso') }} as valor,
    'Se aplicó a ' || libro.id_obligacion || ' y sobraron '
    || {{ reparto.dinero(reparto.pesos('libro.exceso')) }} as evidencia
from {{ ref('int_libro') }} as libro
inner join {{ ref('int_medicion') }} as medicion
    on libro.fecha <= medicion.fecha_corte
where libro.exceso > 0
