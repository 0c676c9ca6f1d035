{{ reparto.leer_fuente(
    'gestiones',
    catalogos={
        'tipo_documento': 'tipos_documento',
        'codigo_resultado': 'resultados_gestion',
    },
) }}
