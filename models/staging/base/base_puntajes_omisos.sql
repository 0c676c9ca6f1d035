{{ reparto.leer_fuente(
    'puntajes_omisos',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
