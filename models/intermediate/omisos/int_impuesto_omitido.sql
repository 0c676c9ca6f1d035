{#- The taxes that a subject omitted: an obligation marked OMISO or evidence names them, and there
    is no return. What is billed has no return to omit (D-61). -#}
with omisiones as (
    select
        obligaciones.id_sujeto,
        obligaciones.impuesto
    from {{ ref('stg_obligaciones') }} as obligaciones
    inner join ({{ reparto.filas_de_la_norma('impuestos') }}) as impuestos
        on obligaciones.impuesto = impuestos.impuesto
        and impuestos.modo_liquidacion = 'declaracion'
    where obligaciones.tipo_incumplimiento = 'OMISO'

    union

    select
        id_sujeto,
        impuesto
    from {{ ref('int_indicio') }}
    where impuesto is not null
),

declarados as (
    select * from {{ ref('int_declarado') }}
)

select
    omisiones.id_sujeto,
    omisiones.impuesto
from omisiones
left join declarados
    on omisiones.id_sujeto = declarados.id_sujeto
    and omisiones.impuesto = declarados.impuesto
where declarados.id_sujeto is null
