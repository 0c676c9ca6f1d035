{% macro filas_de_la_norma(semilla) -%}
    select filas.* from {{ ref(semilla) }} as filas
    inner join {{ ref('int_medicion') }} as medicion
        on filas.norma = medicion.norma
{%- endmacro %}

{% macro resultados(regla) -%}
    {{ reparto.filas_de_la_norma('resultados_regla') }}
    where filas.regla = '{{ regla }}'
{%- endmacro %}

{% macro campanias_de_oficina() -%}
    select
        oficina,
        min(etapa_campania) as campania
    from ({{ reparto.filas_de_la_norma('reparto_riesgo') }}) as rutas
    where etapa = 'DETERMINACION'
    group by oficina
    having count(distinct etapa_campania) = 1
{%- endmacro %}

{% macro reasignaciones_en_vigor(clave, donde) -%}
    select
        ordenadas.id_obligacion,
        ordenadas.id_sujeto,
        ordenadas.oficina,
        case
            when oficinas.etapa = 'DETERMINACION' then ordenadas.oficina
        end as oficina_determinacion,
        resultados.regla,
        resultados.estado,
        resultados.campania,
        resultados.accion,
        resultados.articulo,
        {{ reparto.frase('resultados.motivo', {
            'reasignacion': 'ordenadas.id_reasignacion',
            'funcionario': 'ordenadas.funcionario',
            'motivo': 'ordenadas.motivo',
        }) }} as motivo
    from (
        select
            *,
            row_number() over (
                partition by {{ clave }}
                order by desde desc, {{ reparto.binario('id_reasignacion') }} desc
            ) as puesto
        from {{ ref('int_reasignacion') }}
        where {{ donde }}
            and impedimento is null
    ) as ordenadas
    inner join ({{ reparto.resultados('REASIGNACION') }}) as resultados
        on resultados.caso = 'EN_VIGOR'
    inner join ({{ reparto.filas_de_la_norma('oficinas') }}) as oficinas
        on ordenadas.oficina = oficinas.oficina
    where ordenadas.puesto = 1
{%- endmacro %}

{% macro calificaciones_repartidas() -%}
    select calificaciones.*
    from {{ ref('int_calificacion_medida') }} as calificaciones
    inner join {{ ref('int_sujeto') }} as sujetos
        on calificaciones.id_sujeto = sujetos.id_sujeto
        and not sujetos.esta_excluido
{%- endmacro %}
