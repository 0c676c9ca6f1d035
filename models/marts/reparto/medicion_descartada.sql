{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns', meta={'persistente': true},
) }}
{#- The measurements that were thrown away, with who did it, when and why. A run writes nothing
    here: the operation descartar_medicion does. -#}
select
    medidas.*,
    cast(null as {{ dbt.type_timestamp() }}) as descartada_el,
    cast(null as {{ dbt.type_string() }}) as usuario,
    cast(null as {{ dbt.type_string() }}) as motivo
from {{ ref('calificacion_sujeto') }} as medidas
where 1 = 0
