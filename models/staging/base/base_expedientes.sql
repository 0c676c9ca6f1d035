{{ reparto.leer_fuente(
    'expedientes',
    catalogos={
        'oficina': ref('oficinas'),
        'actuacion': ref('actuaciones'),
    },
) }}
