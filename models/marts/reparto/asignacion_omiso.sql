{{ config(indexes=reparto.indices('id_sujeto')) }}
select
    id_sujeto,
    fuentes,
    puntaje_total,
    segmento_puntaje,
    segmento_fuentes,
    segmento,
    segmento_conflicto,
    monto_proyectado,
    oficina_paso_1,
    oficina_paso_2,
    paso,
    oficina,
    oficina_determinacion,
    regla,
    estado,
    campania,
    accion,
    articulo
from {{ ref('int_omiso_repartido') }}
