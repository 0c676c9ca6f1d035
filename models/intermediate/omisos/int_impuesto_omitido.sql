{#- The taxes of which a subject has an obligation marked OMISO and filed no return. -#}
with omisiones as (
    select distinct
        id_sujeto,
        impuesto
    from {{ ref('stg_obligaciones') }}
    where tipo_incumplimiento = 'OMISO'
),

declarados as (
    select distinct
        id_sujeto,
        impuesto
    from {{ ref('stg_declaraciones') }}
)

select
    omisiones.id_sujeto,
    omisiones.impuesto
from omisiones
left join declarados
    on omisiones.id_sujeto = declarados.id_sujeto
    and omisiones.impuesto = declarados.impuesto
where declarados.id_sujeto is null
