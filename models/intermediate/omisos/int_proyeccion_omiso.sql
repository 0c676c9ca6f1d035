{#- What each subject would owe by the evidence (D-55): of each source, what it estimates for the
    latest year that it knows. -#}
with indicios as (
    select
        id_sujeto,
        anio,
        valor_estimado,
        max(anio) over (partition by id_sujeto, fuente) as ultimo_anio
    from {{ ref('int_indicio') }}
)

select
    id_sujeto,
    cast(sum(coalesce(valor_estimado, 0)) as numeric(28, 2)) as monto_proyectado
from indicios
where anio = ultimo_anio
group by id_sujeto
