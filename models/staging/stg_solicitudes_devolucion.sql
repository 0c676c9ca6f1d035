{{ reparto.leer_fuente(
    'solicitudes_devolucion',
    catalogos={
        'tipo_documento': 'tipos_documento',
        'impuesto': 'impuestos',
    },
) }}
