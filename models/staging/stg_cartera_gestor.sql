{{ reparto.leer_fuente(
    'cartera_gestor',
    catalogos={
        'tipo_documento': 'tipos_documento',
    },
) }}
