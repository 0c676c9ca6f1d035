{{ reparto.leer_fuente(
    'contribuyentes',
    catalogos={
        'tipo_documento': 'tipos_documento',
    },
) }}
