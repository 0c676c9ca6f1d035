{{ reparto.leer_fuente(
    'sujecion_objeto',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
