{{ reparto.leer_fuente(
    'pagos',
    catalogos={
        'tipo_documento': 'tipos_documento',
        'impuesto': 'impuestos',
    },
) }}
