{{ reparto.leer_fuente(
    'mandamientos_pago',
    catalogos={
        'tipo_documento': ref('tipos_documento'),
    },
) }}
