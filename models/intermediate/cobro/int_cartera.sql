{{ config(materialized='table') }}
{#- Whom each active gestor has in his portfolio on the cut date, and the grandes contribuyentes
    whom nobody has (id_gestor null). -#}
with carteras as (
    select
        carteras.id_gestor,
        carteras.id_sujeto,
        min(carteras.desde) as desde
    from {{ ref('stg_cartera_gestor') }} as carteras
    inner join {{ ref('stg_gestores') }} as gestores
        on carteras.id_gestor = gestores.id_gestor
        and gestores.activo
    inner join {{ ref('int_medicion') }} as medicion
        on {{ reparto.en_vigor('carteras.desde', 'carteras.hasta', 'medicion.fecha_corte') }}
    group by carteras.id_gestor, carteras.id_sujeto
)

select
    id_gestor,
    id_sujeto,
    desde
from carteras

union all

select
    cast(null as {{ dbt.type_string() }}) as id_gestor,
    grandes.id_sujeto,
    cast(null as date) as desde
from {{ ref('int_gran_contribuyente') }} as grandes
where grandes.id_sujeto not in (select carteras.id_sujeto from carteras)
