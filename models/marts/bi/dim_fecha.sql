{#- Every day from 1990 to 2049: the days that a debt, a receipt or an appointment of today's
    portfolios can have. -#}
with cifras as (
    {% for n in range(10) -%}
    select {{ n }} as n{{ ' union all' if not loop.last }}
    {% endfor %}
),

numeros as (
    select
        decenas_de_mil.n * 10000 + miles.n * 1000 + centenas.n * 100 + decenas.n * 10
        + unidades.n as n
    from cifras as unidades
    cross join cifras as decenas
    cross join cifras as centenas
    cross join cifras as miles
    cross join cifras as decenas_de_mil
    where decenas_de_mil.n <= 2
),

dias as (
    select cast({{ dbt.dateadd('day', 'n', "cast('1990-01-01' as date)") }} as date) as fecha
    from numeros
),

fechas as (
    select
        fecha,
        cast(extract(year from fecha) as integer) as anio,
        cast(extract(month from fecha) as integer) as mes,
        cast(extract(day from fecha) as integer) as dia
    from dias
)

select
    fechas.fecha,
    fechas.anio,
    cast({{ reparto.division_entera('fechas.mes + 2', '3') }} as integer) as trimestre,
    fechas.mes,
    meses.nombre as nombre_mes,
    fechas.dia,
    fechas.anio * 100 + fechas.mes as anio_mes
from fechas
inner join ({{ reparto.etiquetas_de('mes') }}) as meses
    on cast(fechas.mes as {{ dbt.type_string() }}) = meses.codigo
where fechas.anio <= 2049
