{{ reparto.leer_fuente(
    'gestores',
    catalogos={},
) }}
