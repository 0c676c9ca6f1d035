{#- What falls due from the cut date on and is not paid yet. -#}
select
    id_sujeto,
    id_obligacion,
    fecha_vencimiento,
    {{ reparto.dias_entre('fecha_corte', 'fecha_vencimiento') }} as dias,
    impuesto,
    anio_gravable,
    periodo,
    id_objeto,
    saldo_total
from {{ ref('estado_cuenta') }}
where fecha_vencimiento >= fecha_corte
    and situacion = 'NO_VENCIDA'
