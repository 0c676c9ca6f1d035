{#- REASIGNACION: what an official moved by hand stays where it was put while the reassignment is in
    force and nothing keeps it from there. Of several, the last to begin. An office of determination
    determines too; a collection office leaves determination where the next rule has it. -#}
with movidas as (
    {{ reparto.reasignaciones_en_vigor('id_obligacion', 'id_obligacion is not null') }}
)

select
    id_obligacion,
    id_sujeto,
    regla,
    campania,
    accion,
    articulo,
    oficina_determinacion,
    false as sigue_etapa,
    oficina as oficina_propia,
    estado,
    'SUJ:' || id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    motivo
from movidas
