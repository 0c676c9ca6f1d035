{#- What each obligation owes at the end of each day: ask for one `fecha`. With `id_sujeto` too it
    reads that subject's rows by index. -#}
{{ reparto.estado_dia(ref('int_dia_mora')) }}
