{{ reparto.leer_fuente(
    'reasignaciones',
    catalogos={
        'tipo_documento': 'tipos_documento',
        'oficina': 'oficinas',
    },
) }}
