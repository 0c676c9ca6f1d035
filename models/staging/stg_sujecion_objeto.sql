{{ reparto.leer_fuente(
    'sujecion_objeto',
    catalogos={
        'tipo_documento': 'tipos_documento',
    },
) }}
