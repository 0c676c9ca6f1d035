with recibos as (
    select id_recibo from {{ ref('normalizacion_saldos') }}
),

candidatos as (
    select * from {{ ref('int_candidato_recibo') }}
)

select
    candidatos.id_recibo,
    candidatos.puesto,
    candidatos.id_obligacion,
    candidatos.causa,
    candidatos.coincide_valor,
    candidatos.razon
from candidatos
inner join recibos
    on candidatos.id_recibo = recibos.id_recibo
