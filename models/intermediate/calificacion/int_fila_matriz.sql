{{ config(materialized='table') }}
{#- Each measured subject's row of the matrix: size, class and count of the years in default
    (contract, 3.2 and 3.3). conteo_vigencia = actual_como_una: the current years count as one.
    por_anio: each counts; several current years and no earlier one have no row of their own and
    take that of VIGENCIA_ACTUAL_Y_ANTERIORES (celda_faltante). -#}
{%- set por_anio = reparto.lectura('conteo_vigencia') == 'por_anio' -%}
with sujetos as (
    select * from {{ ref('int_sujeto_incumplido') }}
),

rangos as (
    select * from {{ ref('int_rango_incumplimiento') }}
),

matriz as (
    {{ reparto.filas_de_la_norma('matriz_calificacion') }}
),

bandas as (
    select
        vigencias_incumplidas,
        desde,
        lead(desde) over (order by desde) as siguiente
    from ({{ reparto.filas_de_la_norma('bandas_vigencias') }}) as de_la_norma
),

contados as (
    {{ reparto.barrera() }}
    select
        sujetos.id_sujeto,
        sujetos.saldo_incumplido,
        rangos.incumplimiento,
        {% if por_anio %}
        case
            when sujetos.n_actuales = 0 then 'VIGENCIAS_ANTERIORES'
            when sujetos.n_actuales + sujetos.n_anteriores = 1 then 'VIGENCIA_ACTUAL'
            else 'VIGENCIA_ACTUAL_Y_ANTERIORES'
        end as clasificacion_anio,
        sujetos.n_actuales + sujetos.n_anteriores as n_vigencias,
        sujetos.n_actuales > 1 and sujetos.n_anteriores = 0 as celda_faltante
        {% else %}
        case
            when sujetos.n_actuales = 0 then 'VIGENCIAS_ANTERIORES'
            when sujetos.n_anteriores = 0 then 'VIGENCIA_ACTUAL'
            else 'VIGENCIA_ACTUAL_Y_ANTERIORES'
        end as clasificacion_anio,
        case when sujetos.n_actuales > 0 then 1 else 0 end + sujetos.n_anteriores as n_vigencias,
        false as celda_faltante
        {% endif %}
    from sujetos
    inner join rangos
        on sujetos.saldo_incumplido >= rangos.desde
        and (rangos.hasta is null or sujetos.saldo_incumplido < rangos.hasta)
),

clasificados as (
    select
        contados.*,
        bandas.vigencias_incumplidas
    from contados
    inner join bandas
        on contados.n_vigencias >= bandas.desde
        and (bandas.siguiente is null or contados.n_vigencias < bandas.siguiente)
)

select
    clasificados.id_sujeto,
    clasificados.saldo_incumplido,
    clasificados.incumplimiento,
    clasificados.clasificacion_anio,
    clasificados.vigencias_incumplidas,
    clasificados.celda_faltante,
    matriz.fila as fila_matriz
from clasificados
inner join matriz
    on clasificados.incumplimiento = matriz.incumplimiento
    and clasificados.clasificacion_anio = matriz.clasificacion_anio
    and clasificados.vigencias_incumplidas = matriz.vigencias_incumplidas
