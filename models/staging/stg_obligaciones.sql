{{ config(indexes=reparto.indices('id_sujeto') + reparto.indices('id_obligacion')) }}
{{ reparto.leer_fuente(
    'obligaciones',
    catalogos={
        'tipo_documento': 'tipos_documento',
        'impuesto': 'impuestos',
        'estado': 'estados_obligacion',
    },
) }}
