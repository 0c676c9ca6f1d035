{{ reparto.leer_fuente('cuotas_facilidad') }}
