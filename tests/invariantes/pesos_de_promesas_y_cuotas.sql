{#- No peso counts twice: what promises took of an obligation's receipts, and what instalments took
    of theirs, is never more than what the ledger applied; what a facility collected is the sum of
    its instalments, and each instalment is its paid part and its balance. The collection team mends
    it. -#}
with pagos as (
    select
        id_sujeto,
        sum(valor) as valor
    from {{ ref('int_pago_obligacion') }}
    group by id_sujeto
),

promesas as (
    select
        id_sujeto,
        sum(valor_pagado) as valor
    from {{ ref('promesa') }}
    group by id_sujeto
),

cuotas as (
    select
        id_facilidad,
        id_sujeto,
        sum(valor_pagado) as pagado,
        sum(valor) as pactado,
        sum(saldo) as saldo,
        min(saldo) as menor_saldo
    from {{ ref('cuota_facilidad') }}
    group by id_facilidad, id_sujeto
),

por_sujeto as (
    select
        id_sujeto,
        sum(pagado) as valor
    from cuotas
    group by id_sujeto
),

cobrado as (
    select
        id_facilidad,
        max(hasta) as valor
    from {{ ref('int_pago_facilidad') }}
    group by id_facilidad
),

cuentas as (
    select
        id_sujeto,
        sum(pago_impuesto + pago_interes + pago_sancion) as valor
    from {{ ref('estado_cuenta') }}
    group by id_sujeto
)

select
    promesas.id_sujeto as identificador,
    promesas.valor,
    pagos.valor as otro_valor
from promesas
left join pagos
    on promesas.id_sujeto = pagos.id_sujeto
where promesas.valor > coalesce(pagos.valor, 0)

union all

select
    por_sujeto.id_sujeto as identificador,
    por_sujeto.valor,
    pagos.valor as otro_valor
from por_sujeto
left join pagos
    on por_sujeto.id_sujeto = pagos.id_sujeto
where por_sujeto.valor > coalesce(pagos.valor, 0)

union all

select
    cuentas.id_sujeto as identificador,
    cuentas.valor,
    pagos.valor as otro_valor
from cuentas
left join pagos
    on cuentas.id_sujeto = pagos.id_sujeto
where cuentas.valor <> coalesce(pagos.valor, 0)

union all

select
    cuotas.id_facilidad as identificador,
    cuotas.pagado as valor,
    cobrado.valor as otro_valor
from cuotas
left join cobrado
    on cuotas.id_facilidad = cobrado.id_facilidad
inner join {{ ref('facilidad') }} as facilidades
    on cuotas.id_facilidad = facilidades.id_facilidad
where cuotas.pagado <> least(cuotas.pactado, coalesce(cobrado.valor, 0))
    or cuotas.pactado <> cuotas.pagado + cuotas.saldo
    or cuotas.menor_saldo < 0
    or facilidades.valor_pagado <> cuotas.pagado
