{#- What is imputed never exceeds what was paid up to the cut date. Whoever keeps the ledger mends it. -#}
with imputado as (
    select coalesce(sum(valor), 0) as valor from {{ ref('int_pago_imputado') }}
),

pagado as (
    select coalesce(sum(pagos.valor), 0) as valor
    from {{ ref('stg_pagos') }} as pagos
    inner join {{ ref('int_medicion') }} as medicion
        on pagos.fecha_pago <= medicion.fecha_corte
)

select
    imputado.valor as imputado,
    pagado.valor as pagado
from imputado
cross join pagado
where imputado.valor > pagado.valor
