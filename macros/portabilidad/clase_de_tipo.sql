{% macro clase_de_tipo(tipo) %}
    {%- set nombre = tipo | lower -%}
    {%- set clases = namespace(clase='otra') -%}
    {%- for clase, comienzos in {
        'relleno': ['char', 'bpchar'],
        'texto': ['text', 'character varying', 'varchar', 'string'],
        'entero': [
            'integer', 'bigint', 'smallint', 'tinyint', 'int', 'hugeint', 'uint', 'ubigint',
            'usmallint', 'utinyint', 'long', 'short', 'byte',
        ],
        'decimal': ['numeric', 'decimal'],
        'fecha': ['date'],
        'momento': ['timestamp'],
        'booleano': ['bool'],
    }.items() -%}
        {%- for comienzo in comienzos
                if nombre.startswith(comienzo)
                and not nombre.endswith('[]')
                and not nombre.startswith('interval') -%}
            {%- set clases.clase = clase -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(clases.clase) -}}
{% endmacro %}
