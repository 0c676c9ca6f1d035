{{ reparto.leer_fuente(
    'cartera_gestor',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
