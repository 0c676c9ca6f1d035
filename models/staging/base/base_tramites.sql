{{ reparto.leer_fuente(
    'tramites',
    catalogos={
        'tipo_tramite': ref('procedimientos_especiales'),
        'tipo_documento': ref('tipos_documento'),
    },
) }}
