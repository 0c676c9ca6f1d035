{#- The one place where an obligation's outstanding principal is computed: its tax less what was paid on it, never under zero. -#}
with obligaciones as (
    select * from {{ ref('stg_obligaciones') }}
),

pagos as (
    select * from {{ ref('int_pago_imputado') }}
)

select
    obligaciones.id_obligacion,
    obligaciones.id_sujeto,
    obligaciones.impuesto,
    obligaciones.id_objeto,
    obligaciones.fecha_vencimiento,
    obligaciones.tipo_incumplimiento,
    obligaciones.titulo_ejecutivo,
    obligaciones.estado,
    obligaciones.valor_impuesto,
    obligaciones.valor_sancion,
    cast(greatest(obligaciones.valor_impuesto - coalesce(pagos.valor, 0), 0) as numeric(18, 2)) as saldo
from obligaciones
left join pagos
    on obligaciones.id_obligacion = pagos.id_obligacion
