{{ reparto.leer_fuente(
    'obligaciones',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
        'impuesto': ref('impuestos'),
        'estado': ref('estados_obligacion'),
    },
) }}
