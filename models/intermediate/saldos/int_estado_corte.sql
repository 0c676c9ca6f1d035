{#- What each obligation owes at the end of the cut date. -#}
{{ reparto.estado_dia(ref('int_dia_corte'), entera=true) }}
