{{ reparto.leer_fuente(
    'tramites',
    catalogos={
        'tipo_tramite': 'procedimientos_especiales',
        'tipo_documento': 'tipos_documento',
    },
) }}
