{{ reparto.leer_fuente(
    'pagos',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
        'impuesto': ref('impuestos'),
    },
) }}
