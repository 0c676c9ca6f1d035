{{ reparto.leer_fuente(
    'fidelizaciones',
    catalogos={
        'tipo_documento': 'tipos_documento',
    },
) }}
