{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns', meta={'persistente': true},
) }}
{#- The measurements that were thrown away, with who did it, when and why. A run writes nothing
    here: the operation descartar_medicion does. The columns are calificacion_sujeto's by its
    contract, whatever its table has that another edition made. -#}
-- depends_on: {{ ref('calificacion_sujeto') }}
select
    cast(null as integer) as vigencia_calificacion,
    cast(null as {{ dbt.type_string() }}) as id_sujeto,
    cast(null as {{ dbt.type_string() }}) as norma,
    cast(null as date) as fecha_corte,
    cast(null as boolean) as es_gran_contribuyente,
    cast(null as numeric(28, 2)) as saldo_incumplido,
    cast(null as {{ dbt.type_string() }}) as incumplimiento,
    cast(null as {{ dbt.type_string() }}) as clasificacion_anio,
    cast(null as {{ dbt.type_string() }}) as vigencias_incumplidas,
    cast(null as boolean) as celda_faltante,
    cast(null as integer) as fila_matriz,
    cast(null as numeric(10, 6)) as puntaje_maximo,
    cast(null as numeric(6, 4)) as peso_respuestas,
    cast(null as numeric(10, 6)) as puntaje,
    cast(null as {{ dbt.type_string() }}) as prioridad,
    cast(null as {{ dbt.type_string() }}) as codigo_riesgo,
    cast(null as boolean) as sensible_a_redondeo,
    cast(null as boolean) as respuestas_incompletas,
    cast(null as {{ dbt.type_timestamp() }}) as descartada_el,
    cast(null as {{ dbt.type_string() }}) as usuario,
    cast(null as {{ dbt.type_string() }}) as motivo
where 1 = 0
