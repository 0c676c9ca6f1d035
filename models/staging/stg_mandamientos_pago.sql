{{ reparto.leer_fuente(
    'mandamientos_pago',
    catalogos={
        'tipo_documento': 'tipos_documento',
    },
) }}
