{#- The instalments of the recommended term of each subject that has one. -#}
select
    cuotas.id_sujeto,
    cuotas.meses,
    cuotas.cuota,
    cuotas.fecha,
    {{ reparto.pesos('cuotas.impuesto') }} as impuesto,
    {{ reparto.pesos('cuotas.interes') }} as interes,
    {{ reparto.pesos('cuotas.sancion') }} as sancion,
    {{ reparto.pesos('cuotas.financiacion') }} as financiacion,
    {{ reparto.pesos(
        'cuotas.impuesto + cuotas.interes + cuotas.sancion + cuotas.financiacion'
    ) }} as valor
from {{ ref('int_cuota_facilidad') }} as cuotas
inner join {{ ref('simulacion_facilidad') }} as simulaciones
    on cuotas.id_sujeto = simulaciones.id_sujeto
    and cuotas.meses = simulaciones.meses
where simulaciones.es_recomendado
