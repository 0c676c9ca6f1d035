{#- What carries each clause. The model is looked up in the project itself, so that one renamed or
    deleted leaves its clause uncovered; dbt does not show its unit tests to models:
    tests/python/test_proyecto.py looks those up, and make mutantes breaks each clause and sees them
    red. -#}
with clausulas as (
    select * from {{ ref('clausulas_norma') }}
),

modelos as (
    {% for nodo in graph.nodes.values()
        if execute and nodo.resource_type == 'model' and nodo.package_name == 'reparto' -%}
    select '{{ nodo.name }}' as modelo
    union all
    {% endfor -%}
    select '' as modelo
)

select
    clausulas.norma,
    clausulas.clausula,
    clausulas.articulo,
    clausulas.texto,
    clausulas.regla,
    clausulas.modelo,
    clausulas.prueba,
    case
        when clausulas.clase = 'PERSONAS' then 'DE_PERSONAS'
        when clausulas.clase <> 'OPERATIVA' then 'NO_OPERATIVA'
        when modelos.modelo is null then 'SIN_MODELO'
        when clausulas.prueba is null then 'SIN_PRUEBA'
        else 'CUBIERTA'
    end as estado
from clausulas
left join modelos
    on clausulas.modelo = modelos.modelo
