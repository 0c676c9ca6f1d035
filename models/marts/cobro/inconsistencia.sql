{#- What the sources say and can't all be true: each kind is a model of
    models/intermediate/inconsistencias and a row of the seed. Nothing is mended by itself. -#}
{%- set clases = [
    'declaracion_distinta', 'obligacion_duplicada', 'sin_titulo_con_declaracion', 'recibo_mayor',
    'dos_documentos', 'porcentajes_objeto', 'facilidad_sin_estado', 'facilidad_terminada',
] -%}
with halladas as (
    {%- for clase in clases %}
    select
        clase,
        id_sujeto,
        id_registro,
        valor,
        evidencia
    from {{ ref('inconsistencia_' ~ clase) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    halladas.clase,
    halladas.id_registro,
    halladas.id_sujeto,
    cast(halladas.valor as numeric(28, 2)) as valor,
    halladas.evidencia,
    clases.arreglo as arreglo_sugerido,
    clases.articulo
from halladas
inner join {{ ref('clases_inconsistencia') }} as clases
    on halladas.clase = clases.clase
