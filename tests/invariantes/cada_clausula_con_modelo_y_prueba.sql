{#- Every clause of the resolution that commands a computation has a model and a test. The rules'
    authors mend it. -#}
select
    clausula,
    articulo,
    estado
from {{ ref('cobertura_norma') }}
where estado not in ('CUBIERTA', 'DE_PERSONAS', 'NO_OPERATIVA')
