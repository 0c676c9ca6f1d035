{{ reparto.leer_fuente(
    'flujo_caja',
    catalogos={
        'tipo_documento': 'tipos_documento',
    },
) }}
