{{ reparto.leer_fuente(
    'solicitudes_devolucion',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
