{{ reparto.leer_fuente(
    'facilidades',
    catalogos={
        'tipo_documento': 'tipos_documento',
    },
) }}
