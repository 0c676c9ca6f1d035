{{ reparto.leer_fuente(
    'puntajes_omisos',
    catalogos={
        'tipo_documento': 'tipos_documento',
    },
) }}
