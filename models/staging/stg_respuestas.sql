{{ reparto.leer_fuente(
    'respuestas',
    catalogos={
        'tipo_documento': 'tipos_documento',
        'pregunta': 'preguntas',
    },
) }}
