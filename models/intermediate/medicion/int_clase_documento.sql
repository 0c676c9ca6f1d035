{#- The documents that the office hands over, as the norm in force titles and founds them. -#}
{{ reparto.filas_de_la_norma('clases_documento') }}
