{{ reparto.leer_fuente(
    'grandes_contribuyentes',
    catalogos={
        'tipo_documento': 'tipos_documento',
    },
) }}
