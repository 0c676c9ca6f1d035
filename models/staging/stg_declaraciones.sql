{{ reparto.leer_fuente(
    'declaraciones',
    catalogos={
        'tipo_documento': 'tipos_documento',
        'impuesto': 'impuestos',
    },
) }}
