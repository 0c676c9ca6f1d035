{{ reparto.leer_fuente('normalizaciones') }}
