{{ reparto.leer_fuente(
    'normalizaciones',
    catalogos={},
) }}
