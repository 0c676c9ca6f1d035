{{ config(materialized='table', indexes=reparto.indices('id_recibo')) }}
{#- The obligations that a pending receipt may have meant: of the same subject with at most one
    thing different; or, with everything else equal, of a document with one digit changed or two
    neighbours exchanged. -#}
with pendientes as (
    select
        *,
        coalesce(id_objeto, '') as objeto,
        {{ reparto.numero_de_sujeto('id_sujeto') }} as numero
    from {{ ref('int_recibo') }}
    where destino = 'PENDIENTE'
),

obligaciones as {{ reparto.en_linea() }} (
    select
        id_obligacion,
        id_sujeto,
        impuesto,
        anio_gravable,
        periodo,
        coalesce(id_objeto, '') as objeto,
        fecha_vencimiento,
        valor_impuesto
    from {{ ref('stg_obligaciones') }}
),

-- where tax, year, period and object are no obligation's, no other document is worth a look
posibles as (
    select *
    from pendientes
    where exists (
        select 1
        from obligaciones
        where pendientes.impuesto = obligaciones.impuesto
            and pendientes.anio_gravable = obligaciones.anio_gravable
            and pendientes.periodo = obligaciones.periodo
            and pendientes.objeto = obligaciones.objeto
    )
),

cifras as (
    {%- for n in range(1, 21) %}
    select {{ n }} as n{{ ' union all' if not loop.last }}
    {%- endfor %}
),

posiciones as (
    select
        posibles.*,
        cifras.n
    from posibles
    inner join cifras
        on cifras.n <= length(posibles.numero)
),

vecinos as (
    select
        posiciones.*,
        'DIGITO_EQUIVOCADO' as causa,
        substr(posiciones.numero, 1, posiciones.n - 1)
        || cast(cifras.n - 1 as {{ dbt.type_string() }})
        || substr(posiciones.numero, posiciones.n + 1) as otro_numero
    from posiciones
    inner join cifras
        on cifras.n <= 10
        and cast(cifras.n - 1 as {{ dbt.type_string() }})
            <> substr(posiciones.numero, posiciones.n, 1)

    union all

    select
        posiciones.*,
        'DIGITOS_TRANSPUESTOS' as causa,
        substr(posiciones.numero, 1, posiciones.n - 1)
        || substr(posiciones.numero, posiciones.n + 1, 1)
        || substr(posiciones.numero, posiciones.n, 1)
        || substr(posiciones.numero, posiciones.n + 2) as otro_numero
    from posiciones
    where posiciones.n < length(posiciones.numero)
        and substr(posiciones.numero, posiciones.n, 1)
            <> substr(posiciones.numero, posiciones.n + 1, 1)
),

propios as (
    select
        pendientes.id_recibo,
        pendientes.valor,
        obligaciones.id_obligacion,
        obligaciones.fecha_vencimiento,
        obligaciones.valor_impuesto,
        case
            when pendientes.impuesto <> obligaciones.impuesto then 'IMPUESTO_EQUIVOCADO'
            when pendientes.anio_gravable <> obligaciones.anio_gravable then 'ANIO_EQUIVOCADO'
            when pendientes.periodo <> obligaciones.periodo then 'PERIODO_EQUIVOCADO'
            when pendientes.objeto <> obligaciones.objeto then 'OBJETO_EQUIVOCADO'
            when pendientes.es_copia then 'DUPLICADO'
            when pendientes.nombra_otra then 'OBLIGACION_DISTINTA'
            else 'VARIAS_OBLIGACIONES'
        end as causa
    from pendientes
    inner join obligaciones
        on pendientes.id_sujeto = obligaciones.id_sujeto
    where case when pendientes.impuesto <> obligaciones.impuesto then 1 else 0 end
        + case when pendientes.anio_gravable <> obligaciones.anio_gravable then 1 else 0 end
        + case when pendientes.periodo <> obligaciones.periodo then 1 else 0 end
        + case when pendientes.objeto <> obligaciones.objeto then 1 else 0 end <= 1
),

ajenos as (
    select
        vecinos.id_recibo,
        vecinos.valor,
        obligaciones.id_obligacion,
        obligaciones.fecha_vencimiento,
        obligaciones.valor_impuesto,
        vecinos.causa
    from vecinos
    inner join obligaciones
        on {{ reparto.tipo_de_sujeto('vecinos.id_sujeto') }} || '-'
        || vecinos.otro_numero = obligaciones.id_sujeto
        and vecinos.impuesto = obligaciones.impuesto
        and vecinos.anio_gravable = obligaciones.anio_gravable
        and vecinos.periodo = obligaciones.periodo
        and vecinos.objeto = obligaciones.objeto
),

-- an exact one alone isn't one of several: what keeps the receipt is its decision
candidatos as (
    select
        id_recibo,
        valor,
        id_obligacion,
        fecha_vencimiento,
        valor_impuesto,
        case
            when causa = 'VARIAS_OBLIGACIONES'
                and count(*) over (partition by id_recibo, causa) = 1 then 'COINCIDENCIA_EXACTA'
            else causa
        end as causa
    from propios
    union all
    select * from ajenos
)

select
    candidatos.id_recibo,
    cast(row_number() over (
        partition by candidatos.id_recibo
        order by
            case when candidatos.valor = candidatos.valor_impuesto then 0 else 1 end,
            causas.orden,
            candidatos.fecha_vencimiento,
            {{ reparto.binario('candidatos.id_obligacion') }}
    ) as integer) as puesto,
    candidatos.id_obligacion,
    candidatos.causa,
    candidatos.valor = candidatos.valor_impuesto as coincide_valor,
    causas.descripcion
    || case
        when candidatos.valor = candidatos.valor_impuesto then '; el valor coincide con el impuesto'
        else ''
    end as razon
from candidatos
inner join {{ ref('causas_normalizacion') }} as causas
    on candidatos.causa = causas.causa
