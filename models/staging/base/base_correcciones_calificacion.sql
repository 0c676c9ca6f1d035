{{ reparto.leer_fuente(
    'correcciones_calificacion',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
