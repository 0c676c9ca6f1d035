with general as (
    select * from {{ ref('regla_prioridad') }}
),

especial as (
    select * from {{ ref('int_regla_especial') }}
),

oficinas as (
    select * from {{ ref('oficinas') }}
),

decididas as (
    select
        general.id_obligacion,
        general.id_sujeto,
        general.impuesto,
        general.familia,
        general.id_objeto,
        general.saldo,
        general.prioridad,
        general.codigo_riesgo,
        coalesce(especial.regla, general.regla) as regla,
        coalesce(especial.articulo, general.articulo) as articulo,
        case when general.titulo_ejecutivo then 'COBRO' else 'DETERMINACION' end as etapa,
        coalesce(especial.oficina_determinacion, general.oficina_determinacion) as oficina_determinacion,
        case when general.va_a_coactivo then 'COBRO_COACTIVO' else 'COBRO_PREJURIDICO' end as oficina_cobro
    from general
    left join especial
        on general.id_obligacion = especial.id_obligacion
)

select
    decididas.id_obligacion,
    decididas.id_sujeto,
    decididas.impuesto,
    decididas.familia,
    decididas.id_objeto,
    decididas.saldo,
    decididas.prioridad,
    decididas.codigo_riesgo,
    decididas.regla,
    decididas.articulo,
    decididas.etapa,
    decididas.oficina_determinacion,
    oficinas.oficina_liquidacion,
    decididas.oficina_cobro,
    case when decididas.etapa = 'COBRO' then decididas.oficina_cobro else decididas.oficina_determinacion end as oficina,
    'ASIGNADA' as estado,
    'SUJ:' || decididas.id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    false as en_muestra
from decididas
inner join oficinas
    on decididas.oficina_determinacion = oficinas.oficina
