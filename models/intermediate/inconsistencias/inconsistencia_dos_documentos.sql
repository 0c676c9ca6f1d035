{#- A person known both by the CC and by the NIT of the same number (a natural person's NIT is the
    number of the CC). -#}
with saldos as {{ reparto.en_linea() }} (
    select
        id_sujeto,
        sum(saldo_total) as saldo
    from {{ ref('int_cuenta_corte') }}
    group by id_sujeto
)

select
    'DOS_DOCUMENTOS' as clase,
    cedulas.id_sujeto,
    nits.id_sujeto as id_registro,
    cast(coalesce(saldo_cedula.saldo, 0) + coalesce(saldo_nit.saldo, 0) as numeric(28, 2)) as valor,
    'La cédula y el NIT tienen el mismo número' as evidencia
from {{ ref('int_sujeto') }} as cedulas
inner join {{ ref('int_sujeto') }} as nits
    on {{ dbt.concat(["'NIT-'", reparto.numero_de_sujeto('cedulas.id_sujeto')]) }} = nits.id_sujeto
left join saldos as saldo_cedula
    on cedulas.id_sujeto = saldo_cedula.id_sujeto
left join saldos as saldo_nit
    on nits.id_sujeto = saldo_nit.id_sujeto
where {{ reparto.tipo_de_sujeto('cedulas.id_sujeto') }} = 'CC'
