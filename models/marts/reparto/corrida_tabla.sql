{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns', meta={'persistente': true},
) }}
{#- What each run read and left, by its digest. No model writes here: macros/corrida does. -#}
select
    cast(null as integer) as id_corrida,
    cast(null as {{ dbt.type_string() }}) as clase,
    cast(null as {{ dbt.type_string() }}) as tabla,
    cast(null as bigint) as filas,
    cast(null as {{ dbt.type_string() }}) as huella
where 1 = 0
