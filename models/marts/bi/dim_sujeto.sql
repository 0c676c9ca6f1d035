select
    claves.clave_sujeto,
    claves.tipo_persona,
    personas.nombre as nombre_tipo_persona,
    claves.es_gran_contribuyente,
    claves.es_omiso_total,
    claves.esta_excluido,
    claves.tiene_contacto
from {{ ref('int_clave_sujeto') }} as claves
left join ({{ reparto.etiquetas_de('tipo_persona') }}) as personas
    on claves.tipo_persona = personas.codigo
