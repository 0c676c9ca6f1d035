{#- The last return up to the cut date says another tax than the only obligation of its period. The
    greater tax of an INEXACTO and a sanction alone aren't what a return says. -#}
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
                case when declaraciones.tipo = 'CORRECCION' then 0 else 1 end,
                {{ reparto.binario('declaraciones.id_declaracion') }} desc
        ) as puesto
    from {{ ref('stg_declaraciones') }} as declaraciones
    inner join {{ ref('int_medicion') }} as medicion
        on declaraciones.fecha_presentacion <= medicion.fecha_corte
    where declaraciones.valor is not null
),

-- only those of a return are counted
obligaciones as (
    select
        declaraciones.id_declaracion,
        min(declaraciones.valor) as declarado,
        min(obligaciones.id_sujeto) as id_sujeto,
        min(obligaciones.id_obligacion) as id_obligacion,
        min(obligaciones.valor_impuesto) as valor_impuesto
    from declaraciones
    inner join {{ ref('stg_obligaciones') }} as obligaciones
        on declaraciones.id_sujeto = obligaciones.id_sujeto
        and declaraciones.impuesto = obligaciones.impuesto
        and declaraciones.anio_gravable = obligaciones.anio_gravable
        and declaraciones.periodo = obligaciones.periodo
    where declaraciones.puesto = 1
        and obligaciones.tipo_incumplimiento <> 'INEXACTO'
        and obligaciones.valor_impuesto > 0
    group by declaraciones.id_declaracion
    having count(*) = 1
)

select
    'DECLARACION_DISTINTA' as clase,
    id_sujeto,
    id_obligacion as id_registro,
    cast(abs(declarado - valor_impuesto) as numeric(18, 2)) as valor,
    'La declaración ' || id_declaracion || ' dice '
    || {{ reparto.dinero('declarado') }}
    || ' y la obligación '
    || {{ reparto.dinero('valor_impuesto') }} as evidencia
from obligaciones
where declarado <> valor_impuesto
