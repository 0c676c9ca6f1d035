{{ reparto.leer_fuente(
    'declaraciones',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
        'impuesto': ref('impuestos'),
    },
) }}
