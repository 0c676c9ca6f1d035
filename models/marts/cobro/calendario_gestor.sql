{#- When each tax of each subject of a portfolio has to be filed or paid in the year of the cut
    date, by the calendar of that year and the last digit of the document (one, or the last two). A
    tax whose year the calendar doesn't have says so: no date is invented. -#}
with sujetos as (
    select distinct id_sujeto
    from {{ ref('int_cartera') }}
),

impuestos as (
    select
        obligaciones.id_sujeto,
        obligaciones.impuesto
    from {{ ref('int_cuenta_corte') }} as obligaciones
    inner join sujetos
        on obligaciones.id_sujeto = sujetos.id_sujeto
    group by obligaciones.id_sujeto, obligaciones.impuesto
),

esperados as (
    select
        impuestos.id_sujeto,
        impuestos.impuesto,
        cast(extract(year from medicion.fecha_corte) as integer) as anio,
        medicion.fecha_corte
    from impuestos
    cross join {{ ref('int_medicion') }} as medicion
)

select
    esperados.id_sujeto,
    esperados.impuesto,
    esperados.anio,
    calendario.anio_gravable,
    calendario.periodo,
    calendario.fecha,
    case
        when calendario.fecha is null then 'SIN_CALENDARIO'
        when calendario.fecha < esperados.fecha_corte then 'PASADO'
        else 'POR_VENIR'
    end as estado,
    coalesce(calendario.es_supuesto, true) as es_supuesto,
    calendario.fuente
from esperados
left join {{ ref('calendario_tributario') }} as calendario
    on esperados.anio = calendario.anio
    and esperados.impuesto = calendario.impuesto
    and right(esperados.id_sujeto, length(coalesce(calendario.ultimo_digito, '')))
        = coalesce(calendario.ultimo_digito, '')
