{#- The codes of the norm in force with their names: its taxes, acts and rules. -#}
select
    'IMPUESTO' as clase,
    impuestos.impuesto as codigo,
    impuestos.nombre
from ({{ reparto.filas_de_la_norma('impuestos') }}) as impuestos

union all

select
    'ACTUACION' as clase,
    actuaciones.actuacion as codigo,
    actuaciones.nombre
from ({{ reparto.filas_de_la_norma('actuaciones') }}) as actuaciones

union all

select
    'REGLA' as clase,
    precedencia.regla as codigo,
    precedencia.descripcion as nombre
from ({{ reparto.filas_de_la_norma('precedencia') }}) as precedencia
