{#- The terms of a payment facility for each subject that says what it can pay a month: which fit,
    with what guarantee, and why the others don't. A subject without debt that can be collected has
    one row without term. -#}
with flujos as (
    select * from {{ ref('int_capacidad_pago') }}
),

limites as (
    select
        uvt.valor * max(
            case when parametros.parametro = 'UVT_GARANTIA_PERSONAL' then parametros.valor end
        ) as garantia_personal,
        max(
            case when parametros.parametro = 'MESES_SIN_GARANTIA' then parametros.valor end
        ) as meses_sin_garantia
    from {{ ref('parametros_cobro') }} as parametros
    cross join {{ ref('int_uvt') }} as uvt
    group by uvt.valor
),

cuotas as (
    select
        *,
        impuesto + interes + sancion + financiacion as valor
    from {{ ref('int_cuota_facilidad') }}
),

planes as (
    select
        id_sujeto,
        meses,
        {{ reparto.pesos('sum(impuesto + interes + sancion)', 28) }} as deuda,
        {{ reparto.pesos('sum(financiacion)', 28) }} as interes_financiacion,
        {{ reparto.pesos('max(case when cuota = 1 then valor end)', 28) }} as primera_cuota,
        {{ reparto.pesos('max(case when cuota = meses then valor end)', 28) }} as ultima_cuota,
        {{ reparto.pesos('min(coalesce(capacidad, 0))') }} as capacidad_mensual,
        min(case when valor > coalesce(capacidad, 0) then cuota end) as primera_que_no_cabe,
        min(case when valor > coalesce(capacidad, 0) then fecha end) as fecha_que_no_cabe,
        min(case when capacidad is null then cuota end) as primera_sin_dato,
        {{ reparto.pesos('max(greatest(valor - coalesce(capacidad, 0), 0))', 28) }} as faltante
    from cuotas
    group by id_sujeto, meses
),

simulaciones as (
    select
        flujos.id_sujeto,
        coalesce(planes.capacidad_mensual, flujos.capacidad_mensual) as capacidad_mensual,
        planes.meses,
        coalesce(planes.deuda, flujos.impuesto + flujos.interes + flujos.sancion, 0) as deuda,
        planes.interes_financiacion,
        planes.primera_cuota,
        planes.ultima_cuota,
        planes.primera_que_no_cabe is null as cabe,
        planes.primera_que_no_cabe,
        planes.fecha_que_no_cabe,
        planes.primera_que_no_cabe = planes.primera_sin_dato as no_lo_dijo,
        planes.faltante,
        plazos.es_especial,
        case
            when planes.meses <= limites.meses_sin_garantia
                then 'SIN_GARANTIA_CON_BIENES_DENUNCIADOS'
            when planes.deuda <= limites.garantia_personal then 'PERSONAL'
            else 'REAL_BANCARIA_O_DE_SEGUROS'
        end as garantia
    from flujos
    cross join limites
    left join planes
        on flujos.id_sujeto = planes.id_sujeto
    left join {{ ref('plazos_facilidad') }} as plazos
        on planes.meses = plazos.meses
),

ordenadas as (
    select
        *,
        min(case when cabe and not es_especial then meses end)
            over (partition by id_sujeto) as menor_plazo
    from simulaciones
)

select
    id_sujeto,
    meses,
    capacidad_mensual,
    cast(deuda as numeric(28, 2)) as deuda,
    interes_financiacion,
    primera_cuota,
    ultima_cuota,
    coalesce(meses is not null and cabe, false) as cabe,
    coalesce(meses = menor_plazo, false) as es_recomendado,
    case when meses is not null then garantia end as garantia,
    case
        when meses is null and deuda > 0 then 'La deuda pasa de la que se puede simular'
        when meses is null then 'No tiene deuda que se pueda cobrar'
        when no_lo_dijo
            then 'El flujo de caja no dice cuánto puede pagar en '
            || substr(cast(fecha_que_no_cabe as {{ dbt.type_string() }}), 1, 7)
        when primera_que_no_cabe = 1 then 'La primera cuota pasa de la capacidad mensual'
        when not cabe
            then 'La cuota de ' || substr(cast(fecha_que_no_cabe as {{ dbt.type_string() }}), 1, 7)
            || ' pasa de lo que puede pagar ese mes'
        when es_especial then 'Pasa de cinco años: solo lo concede el Director'
        else 'Cabe en la capacidad mensual'
    end as motivo,
    fecha_que_no_cabe,
    faltante
from ordenadas
