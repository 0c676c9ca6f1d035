{{ config(materialized='view') }}
{#- Why each subject and each obligation is where it is, step by step, in words for the taxpayer. A view: it stores nothing, and a question about
    one subject reads that subject's rows by index: a table that several steps read is no CTE here, because PostgreSQL would read it whole. -#}
with medicion as (
    select * from {{ ref('int_medicion') }}
),

rangos as (
    select * from {{ ref('int_rango_incumplimiento') }}
),

prioridades as (
    select * from {{ ref('int_prioridad') }}
),

precedencia as (
    {{ reparto.filas_de_la_norma('precedencia') }}
),

rutas as (
    select * from {{ ref('int_ruta_riesgo') }}
),

-- each step's article
pasos_norma as (
    select
        filas.regla as paso,
        filas.articulo
    from ({{ reparto.filas_de_la_norma('resultados_regla') }}) as filas
    where filas.caso = 'PASO'
),

pasos as (
    select
        sujetos.id_sujeto,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        10 as orden,
        'EXCLUSION' as paso,
        cast(null as {{ dbt.type_string() }}) as articulo,
        'Tiene una marca de exclusión vigente en la fecha de corte' as entrada,
        'Exclusión de ámbito TODO' as umbral,
        'Queda fuera del reparto' as resultado,
        true as decide
    from {{ ref('int_sujeto') }} as sujetos
    where sujetos.esta_excluido

    union all

    select
        calificaciones.id_sujeto,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        20 as orden,
        'TAMANO' as paso,
        null as articulo,
        'Impuesto pendiente de las obligaciones medidas: $ ' || cast(calificaciones.saldo_incumplido as {{ dbt.type_string() }}) as entrada,
        calificaciones.incumplimiento || ' desde $ ' || cast(rangos.desde as {{ dbt.type_string() }}) as umbral,
        'Incumplimiento ' || calificaciones.incumplimiento as resultado,
        false as decide
    from {{ ref('int_calificacion_medida') }} as calificaciones
    inner join rangos
        on calificaciones.incumplimiento = rangos.incumplimiento

    union all

    select
        calificaciones.id_sujeto,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        30 as orden,
        'FILA' as paso,
        null as articulo,
        'Años de presentación: ' || calificaciones.clasificacion_anio || '; vigencias incumplidas: ' || calificaciones.vigencias_incumplidas as entrada,
        'Fila ' || cast(calificaciones.fila_matriz as {{ dbt.type_string() }}) || ' de la matriz' as umbral,
        'Puntaje máximo ' || cast(cast(calificaciones.puntaje_maximo as numeric(10, 2)) as {{ dbt.type_string() }}) as resultado,
        false as decide
    from {{ ref('int_calificacion_medida') }} as calificaciones

    union all

    select
        calificaciones.id_sujeto,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        40 as orden,
        'PUNTAJE' as paso,
        null as articulo,
        case
            when calificaciones.peso_respuestas is null then 'No tiene respuestas: le corresponde el puntaje máximo'
            else 'Suma de pesos por respuestas: ' || cast(calificaciones.peso_respuestas as {{ dbt.type_string() }})
        end as entrada,
        'Puntaje máximo por la suma de pesos y respuestas' as umbral,
        'Puntaje ' || cast(calificaciones.puntaje as {{ dbt.type_string() }}) as resultado,
        false as decide
    from {{ ref('int_calificacion_medida') }} as calificaciones

    union all

    select
        calificaciones.id_sujeto,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        50 as orden,
        'PRIORIDAD' as paso,
        prioridades.articulo,
        'Puntaje ' || cast(calificaciones.puntaje as {{ dbt.type_string() }}) as entrada,
        'Calificación ' || prioridades.calificacion as umbral,
        'Prioridad ' || calificaciones.prioridad as resultado,
        true as decide
    from {{ ref('int_calificacion_medida') }} as calificaciones
    inner join prioridades
        on calificaciones.prioridad = prioridades.prioridad

    union all

    select
        correcciones.id_sujeto,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        55 as orden,
        'CORRECCION' as paso,
        null as articulo,
        'Corrección de ' || correcciones.funcionario || ' del ' || cast(correcciones.fecha as {{ dbt.type_string() }}) || ': ' || correcciones.motivo as entrada,
        'Se midió ' || correcciones.prioridad_medida as umbral,
        'Prioridad ' || correcciones.prioridad_nueva as resultado,
        true as decide
    from {{ ref('correccion_calificacion') }} as correcciones
    where correcciones.es_vigente

    union all

    select
        sujetos.id_sujeto,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        60 as orden,
        'RIESGO' as paso,
        rutas.articulo,
        case when sujetos.es_gran_contribuyente then 'Es gran contribuyente en la fecha de corte' else 'No es gran contribuyente en la fecha de corte' end as entrada,
        'Tabla de asignación de poblaciones' as umbral,
        'Código de riesgo ' || sujetos.codigo_riesgo as resultado,
        false as decide
    from {{ ref('int_sujeto') }} as sujetos
    inner join rutas
        on sujetos.codigo_riesgo = rutas.codigo_riesgo

    union all

    select
        omisos.id_sujeto,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        70 as orden,
        'OMISO' as paso,
        omisos.articulo,
        'No presentó declaraciones; fuentes de información: ' || cast(omisos.fuentes as {{ dbt.type_string() }}) || coalesce('; suma de puntajes: ' || cast(omisos.puntaje_total as {{ dbt.type_string() }}), '') as entrada,
        'Segmento por puntaje ' || coalesce(omisos.segmento_puntaje, 'sin puntaje') || ', por fuentes ' || omisos.segmento_fuentes as umbral,
        'Segmento ' || omisos.segmento || ', ' || omisos.estado as resultado,
        true as decide
    from {{ ref('asignacion_omiso') }} as omisos

    union all

    select
        costosos.id_sujeto,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        80 as orden,
        'COSTO_BENEFICIO' as paso,
        null as articulo,
        'Impuesto y sanción pendientes: $ ' || cast(costosos.ingreso as {{ dbt.type_string() }}) as entrada,
        'Costo del ciclo de su prioridad: $ ' || cast(cast(costosos.costo as numeric(18, 2)) as {{ dbt.type_string() }}) as umbral,
        'Cuesta más de lo que rinde' as resultado,
        false as decide
    from {{ ref('int_costo_sujeto') }} as costosos

    union all

    select
        muestra.id_sujeto,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        85 as orden,
        'MUESTRA' as paso,
        null as articulo,
        'Puesto ' || cast(muestra.orden as {{ dbt.type_string() }}) || ' del sorteo reproducible ' || muestra.hash as entrada,
        'Tasa de muestra {{ reparto.tasa_muestra() }}, semilla {{ reparto.semilla_muestra() }}' as umbral,
        'Sale a ' || muestra.oficina as resultado,
        true as decide
    from {{ ref('muestra_costo_beneficio') }} as muestra

    union all

    select
        asignados.id_sujeto,
        cast(null as {{ dbt.type_string() }}) as id_obligacion,
        90 as orden,
        'SUJETO' as paso,
        null as articulo,
        'Regla que se muestra: ' || asignados.regla as entrada,
        'La primera en la precedencia' as umbral,
        coalesce('Oficina ' || asignados.oficina, 'Sin oficina') as resultado,
        false as decide
    from {{ ref('asignacion_sujeto') }} as asignados

    union all

    select
        incumplidas.id_sujeto,
        incumplidas.id_obligacion,
        100 as orden,
        'INCUMPLIDA' as paso,
        null as articulo,
        'Venció el ' || cast(incumplidas.fecha_vencimiento as {{ dbt.type_string() }}) || '; impuesto pendiente: $ ' || cast(incumplidas.saldo as {{ dbt.type_string() }}) as entrada,
        'Vencida antes de la fecha de corte y sin pagar' as umbral,
        case incumplidas.medicion
            when 'ACTUAL' then 'Se mide como vigencia actual'
            when 'ANTERIOR' then 'Se mide como vigencia anterior'
            when 'OMISO_TOTAL' then 'No se mide: la omitió un omiso total'
            else 'No se mide: es posterior a las vigencias actuales'
        end as resultado,
        false as decide
    from {{ ref('int_obligacion_incumplida') }} as incumplidas

    union all

    select
        candidatas.id_sujeto,
        candidatas.id_obligacion,
        110 + candidatas.orden as orden,
        'REGLA_' || candidatas.regla as paso,
        candidatas.articulo,
        candidatas.motivo as entrada,
        'Precedencia ' || cast(candidatas.orden as {{ dbt.type_string() }}) as umbral,
        case
            when candidatas.regla <> asignaciones.regla then 'Cede ante ' || asignaciones.regla
            else coalesce('Determina ' || candidatas.oficina_determinacion, 'Sin oficina')
        end as resultado,
        candidatas.regla = asignaciones.regla as decide
    from {{ ref('int_regla_candidata') }} as candidatas
    inner join {{ ref('asignacion_obligacion') }} as asignaciones
        on candidatas.id_obligacion = asignaciones.id_obligacion
        and candidatas.id_sujeto = asignaciones.id_sujeto

    union all

    select
        generales.id_sujeto,
        generales.id_obligacion,
        110 + precedencia.orden as orden,
        'REGLA_PRIORIDAD' as paso,
        generales.articulo,
        'Código de riesgo ' || generales.codigo_riesgo as entrada,
        'Precedencia ' || cast(precedencia.orden as {{ dbt.type_string() }}) as umbral,
        case
            when asignaciones.regla <> 'PRIORIDAD' then 'Cede ante ' || asignaciones.regla
            else 'Determina ' || generales.oficina_determinacion
        end as resultado,
        asignaciones.regla = 'PRIORIDAD' as decide
    from {{ ref('regla_prioridad') }} as generales
    inner join precedencia
        on generales.regla = precedencia.regla
    inner join {{ ref('asignacion_obligacion') }} as asignaciones
        on generales.id_obligacion = asignaciones.id_obligacion
        and generales.id_sujeto = asignaciones.id_sujeto

    union all

    select
        asignaciones.id_sujeto,
        asignaciones.id_obligacion,
        200 as orden,
        'OFICINA' as paso,
        asignaciones.articulo,
        'Etapa ' || asignaciones.etapa as entrada,
        'Con título ejecutivo cobra ' || asignaciones.oficina_cobro || ', sin él determina ' || coalesce(asignaciones.oficina_determinacion, 'nadie') as umbral,
        coalesce('Oficina ' || asignaciones.oficina, 'Sin oficina') || ', ' || asignaciones.estado || ', caso ' || asignaciones.id_caso as resultado,
        true as decide
    from {{ ref('asignacion_obligacion') }} as asignaciones
)

select
    pasos.id_sujeto,
    pasos.id_obligacion,
    cast(pasos.orden as integer) as orden,
    pasos.paso,
    medicion.norma,
    coalesce(pasos.articulo, pasos_norma.articulo) as articulo,
    pasos.entrada,
    pasos.umbral,
    pasos.resultado,
    pasos.decide
from pasos
cross join medicion
left join pasos_norma
    on pasos.paso = pasos_norma.paso
