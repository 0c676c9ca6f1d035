{#- REASIGNACION: what an official moved by hand stays where it was put while the reassignment is in
    force and nothing keeps it from there. Of several, the last to begin. An office of determination
    determines too; a collection office leaves determination where its risk code has it. -#}
with ordenadas as (
    select
        *,
        row_number() over (
            partition by id_obligacion
            order by desde desc, {{ reparto.binario('id_reasignacion') }} desc
        ) as puesto
    from {{ ref('int_reasignacion') }}
    where id_obligacion is not null
        and impedimento is null
),

resultados as (
    {{ reparto.resultados('REASIGNACION') }}
),

oficinas as (
    {{ reparto.filas_de_la_norma('oficinas') }}
),

sujetos as (
    select * from {{ ref('int_sujeto') }}
),

rutas as (
    select * from {{ ref('int_ruta_riesgo') }}
)

select
    ordenadas.id_obligacion,
    ordenadas.id_sujeto,
    resultados.regla,
    resultados.campania,
    resultados.accion,
    resultados.articulo,
    case
        when oficinas.etapa = 'DETERMINACION' then ordenadas.oficina
        else rutas.oficina_determinacion
    end as oficina_determinacion,
    false as sigue_etapa,
    ordenadas.oficina as oficina_propia,
    resultados.estado,
    'SUJ:' || ordenadas.id_sujeto as id_caso,
    cast(null as {{ dbt.type_string() }}) as id_expediente,
    {{ reparto.frase('resultados.motivo', {
        'reasignacion': 'ordenadas.id_reasignacion',
        'funcionario': 'ordenadas.funcionario',
        'motivo': 'ordenadas.motivo',
    }) }} as motivo
from ordenadas
inner join resultados
    on resultados.caso = 'EN_VIGOR'
inner join oficinas
    on ordenadas.oficina = oficinas.oficina
inner join sujetos
    on ordenadas.id_sujeto = sujetos.id_sujeto
left join rutas
    on sujetos.codigo_riesgo = rutas.codigo_riesgo
where ordenadas.puesto = 1
