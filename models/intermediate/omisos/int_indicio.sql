{#- The evidence that counts for Art. 6: a tax that is billed has no return to omit (D-61); with
    omiso_ventana, none older than so many years before the cut. -#}
{%- set ventana = reparto.lectura('omiso_ventana') -%}
-- depends_on: {{ ref('int_medicion') }}
with indicios as (
    select * from {{ ref('stg_indicios') }}
),

facturados as (
    {{ reparto.filas_de_la_norma('impuestos') }}
    where filas.modo_liquidacion = 'factura'
)

select
    indicios.id_sujeto,
    indicios.fuente,
    indicios.anio,
    indicios.impuesto,
    indicios.valor_estimado
from indicios
{% if ventana != 'sin_limite' -%}
inner join {{ ref('int_medicion') }} as medicion
    on indicios.anio >= extract(year from medicion.fecha_corte) - {{ ventana }}
{% endif -%}
left join facturados
    on indicios.impuesto = facturados.impuesto
where facturados.impuesto is null
