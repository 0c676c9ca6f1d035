{{ reparto.leer_fuente(
    'exclusiones',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
