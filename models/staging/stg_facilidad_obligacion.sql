{{ reparto.leer_fuente('facilidad_obligacion') }}
