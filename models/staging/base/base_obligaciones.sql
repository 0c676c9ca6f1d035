{{ config(indexes=reparto.indices('id_sujeto') + reparto.indices('id_obligacion')) }}
{{ reparto.leer_fuente(
    'obligaciones',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
        'impuesto': ref('impuestos'),
        'estado': ref('estados_obligacion'),
    },
) }}
