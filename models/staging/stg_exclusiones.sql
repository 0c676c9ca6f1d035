{{ reparto.leer_fuente(
    'exclusiones',
    catalogos={
        'tipo_documento': 'tipos_documento',
    },
) }}
