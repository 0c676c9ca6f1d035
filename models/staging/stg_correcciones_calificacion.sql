{{ reparto.leer_fuente(
    'correcciones_calificacion',
    catalogos={
        'tipo_documento': 'tipos_documento',
        'prioridad': 'prioridades',
    },
) }}
