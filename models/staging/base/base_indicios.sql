{{ reparto.leer_fuente(
    'indicios',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
