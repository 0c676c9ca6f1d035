{#- The account statement of every obligation on each day: ask for one `fecha` and one `id_sujeto`;
    it is read by index. -#}
{{ reparto.cuenta_dia(ref('int_estado_dia')) }}
