{#- The one place where the score reads an obligation's outstanding tax, sanction and interest: the
    ledger's, on the cut date. -#}
select
    id_obligacion,
    id_sujeto,
    impuesto,
    anio_gravable,
    id_objeto,
    fecha_vencimiento,
    tipo_incumplimiento,
    titulo_ejecutivo,
    estado,
    saldo_impuesto as saldo,
    saldo_sancion,
    saldo_interes
from {{ ref('int_cuenta_corte') }}
