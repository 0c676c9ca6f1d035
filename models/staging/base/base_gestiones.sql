{{ reparto.leer_fuente(
    'gestiones',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
