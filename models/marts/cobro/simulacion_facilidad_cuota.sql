{#- The instalments of the recommended term of each subject that has one. -#}
select
    cuotas.id_sujeto,
    cuotas.meses,
    cuotas.cuota,
    cuotas.fecha,
    {{ reparto.pesos('cuotas.impuesto', 28) }} as impuesto,
    {{ reparto.pesos('cuotas.interes', 28) }} as interes,
    {{ reparto.pesos('cuotas.sancion', 28) }} as sancion,
    {{ reparto.pesos('cuotas.financiacion', 28) }} as financiacion,
    {{ reparto.pesos(
        'cuotas.impuesto + cuotas.interes + cuotas.sancion + cuotas.financiacion', 28
    ) }} as valor
from {{ ref('int_cuota_facilidad') }} as cuotas
inner join {{ ref('simulacion_facilidad') }} as simulaciones
    on cuotas.id_sujeto = simulaciones.id_sujeto
    and cuotas.meses = simulaciones.meses
where simulaciones.es_recomendado
