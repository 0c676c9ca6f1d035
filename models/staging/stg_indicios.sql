{{ reparto.leer_fuente(
    'indicios',
    catalogos={
        'tipo_documento': 'tipos_documento',
        'impuesto': 'impuestos',
    },
) }}
