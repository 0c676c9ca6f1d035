{{ reparto.leer_fuente(
    'flujo_caja',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
