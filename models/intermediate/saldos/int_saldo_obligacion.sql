{#- The one place where the score reads an obligation's outstanding tax and sanction: the ledger's, on the cut date. -#}
select
    id_obligacion,
    id_sujeto,
    impuesto,
    id_objeto,
    fecha_vencimiento,
    tipo_incumplimiento,
    titulo_ejecutivo,
    estado,
    saldo_impuesto as saldo,
    saldo_sancion
from {{ ref('int_estado_corte') }}
