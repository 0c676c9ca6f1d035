{{ reparto.leer_fuente(
    'grandes_contribuyentes',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
