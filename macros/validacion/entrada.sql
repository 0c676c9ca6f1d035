{% macro validar_entrada() %}
    {%- if execute and reparto.hay_modelos() -%}
        {%- for fuente in graph.sources.values() if fuente.package_name == 'reparto' -%}
            {%- set relacion = adapter.get_relation(
                fuente.database, fuente.schema, fuente.identifier
            ) -%}
            {%- if relacion is none -%}
                {%- if fuente.config.meta.get('requerida') -%}
                    {{- reparto.error_de_uso(
                        "falta la tabla obligatoria " ~ fuente.name
                        ~ " (" ~ fuente.schema ~ "." ~ fuente.identifier ~ ")."
                    ) -}}
                {%- endif -%}
            {%- else -%}
                {%- set presentes = reparto.columnas_presentes(relacion) -%}
                {%- for columna in fuente.columns.values()
                        if columna.config.meta.get('requerida')
                        and columna.name not in presentes -%}
                    {{- reparto.error_de_uso(
                        "a la tabla " ~ fuente.name
                        ~ " le falta la columna obligatoria " ~ columna.name ~ "."
                    ) -}}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{% macro informar() %}
    {%- if execute and reparto.hay_modelos() -%}
        {%- do reparto.limpiar_retiradas(reparto.esquemas_propios()) -%}
        {%- set rechazos = reparto.relacion_de('rechazos') -%}
        {%- set supuestos = reparto.relacion_de('supuesto_usado') -%}
        {%- if rechazos is not none -%}
            {%- set consulta = "select tabla, count(*) from "
                ~ "(select distinct tabla, fila, copia from " ~ rechazos ~ ") as filas "
                ~ "group by tabla order by tabla" -%}
            {%- for fila in run_query(consulta).rows -%}
                {%- do log(
                    "reparto: " ~ fila[0] ~ ": " ~ fila[1] ~ " filas rechazadas (tabla rechazos)",
                    info=true,
                ) -%}
            {%- endfor -%}
        {%- endif -%}
        {%- if supuestos is not none -%}
            {%- for fila in run_query(
                "select tabla, descripcion from " ~ supuestos ~ " order by tabla, descripcion"
            ).rows -%}
                {%- do log("reparto: supuesto (" ~ fila[0] ~ "): " ~ fila[1], info=true) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{% macro relacion_de(modelo) %}
    {%- set nodo = graph.nodes['model.reparto.' ~ modelo] -%}
    {{- return(adapter.get_relation(nodo.database, nodo.schema, nodo.alias)) -}}
{% endmacro %}
