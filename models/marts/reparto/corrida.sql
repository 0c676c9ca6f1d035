{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns', meta={'persistente': true},
) }}
{#- The runs that were published. No model writes here: macros/corrida does, as a run ends. -#}
select
    cast(null as integer) as id_corrida,
    cast(null as date) as fecha_corte,
    cast(null as integer) as vigencia_calificacion,
    cast(null as {{ dbt.type_string() }}) as norma,
    cast(null as {{ dbt.type_string() }}) as usuario,
    cast(null as {{ dbt.type_timestamp() }}) as inicio,
    cast(null as numeric(12, 1)) as segundos,
    cast(null as {{ dbt.type_string() }}) as version,
    cast(null as {{ dbt.type_string() }}) as huella_codigo,
    cast(null as {{ dbt.type_string() }}) as motor,
    cast(null as {{ dbt.type_string() }}) as variables,
    cast(null as bigint) as filas_entrada,
    cast(null as bigint) as filas_salida,
    cast(null as integer) as pruebas_pasadas,
    cast(null as integer) as pruebas_con_aviso
where 1 = 0
