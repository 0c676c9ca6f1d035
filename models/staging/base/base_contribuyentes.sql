{{ reparto.leer_fuente(
    'contribuyentes',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
