{{ reparto.leer_fuente(
    'respuestas',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
