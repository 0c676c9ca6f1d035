{{ reparto.leer_fuente(
    'expedientes',
    catalogos={
        'oficina': 'oficinas',
        'actuacion': 'actuaciones',
    },
) }}
