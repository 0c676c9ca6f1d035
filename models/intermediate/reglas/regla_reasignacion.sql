{#- REASIGNACION: what an official moved by hand stays where it was put while the reassignment is in
    force and nothing keeps it from there. Of several, the last to begin. An office of determination
    determines too; a collection office leaves determination where its risk code has it. -#}
with movidas as (
    {{ reparto.reasignaciones_en_vigor('id_obligacion', 'id_obligacion is not null') }}
),

sujetos as (
    select * from {{ ref('int_sujeto') }}
),

rutas as (
    select * from {{ ref('int_ruta_riesgo') }}
)

select
    movidas.id_obligacion,
    movidas.id_sujeto,
    movidas.regla,
    movidas.campania,
    movidas.accion,
    movidas.articulo,
    coalesce(movidas.oficina_determinacion, rutas.oficina_determinacion) as oficina_determinacion,
    false as sigue_etapa,
    movidas.oficina as oficina_propia,
    movidas.estado,
    'SUJ:' || movidas.id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    movidas.motivo
from movidas
inner join sujetos
    on movidas.id_sujeto = sujetos.id_sujeto
left join rutas
    on sujetos.codigo_riesgo = rutas.codigo_riesgo
