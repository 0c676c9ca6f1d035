{{ reparto.leer_fuente('gestores') }}
