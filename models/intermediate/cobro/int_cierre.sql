{#- The interest from the last event of each account to each day: ask for one `fecha` and one
    `id_sujeto`. -#}
{{ reparto.cierre(ref('int_cuenta_dia')) }}
