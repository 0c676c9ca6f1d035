{#- The last return up to the cut date says another tax than the only obligation of its period. -#}
with declaraciones as (
    select
        declaraciones.*,
        row_number() over (
            partition by
                declaraciones.id_sujeto,
                declaraciones.impuesto,
                declaraciones.anio_gravable,
                declaraciones.periodo
            order by
                declaraciones.fecha_presentacion desc,
                {{ reparto.binario('declaraciones.id_declaracion') }} desc
        ) as puesto
    from {{ ref('stg_declaraciones') }} as declaraciones
    inner join {{ ref('int_medicion') }} as medicion
        on declaraciones.fecha_presentacion <= medicion.fecha_corte
    where declaraciones.valor is not null
),

obligaciones as (
    select
        id_sujeto,
        impuesto,
        anio_gravable,
        periodo,
        min(id_obligacion) as id_obligacion,
        min(valor_impuesto) as valor_impuesto
    from {{ ref('stg_obligaciones') }}
    group by id_sujeto, impuesto, anio_gravable, periodo
    having count(*) = 1
)

select
    'DECLARACION_DISTINTA' as clase,
    obligaciones.id_sujeto,
    obligaciones.id_obligacion as id_registro,
    cast(abs(declaraciones.valor - obligaciones.valor_impuesto) as numeric(18, 2)) as valor,
    'La declaración ' || declaraciones.id_declaracion || ' dice '
    || {{ reparto.dinero('declaraciones.valor') }}
    || ' y la obligación '
    || {{ reparto.dinero('obligaciones.valor_impuesto') }} as evidencia
from declaraciones
inner join obligaciones
    on declaraciones.id_sujeto = obligaciones.id_sujeto
    and declaraciones.impuesto = obligaciones.impuesto
    and declaraciones.anio_gravable = obligaciones.anio_gravable
    and declaraciones.periodo = obligaciones.periodo
where declaraciones.puesto = 1
    and declaraciones.valor <> obligaciones.valor_impuesto
