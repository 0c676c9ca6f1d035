{#- An object whose shares in force on the cut date, all of them given, don't add up to 100,
    but for what three thirds lose by rounding (half a hundredth each). `valor` is what is owed on
    the object. -#}
with cuotas as (
    select
        sujeciones.id_objeto,
        min(sujeciones.id_sujeto) as id_sujeto,
        count(distinct sujeciones.id_sujeto) as n_sujetos,
        sum(sujeciones.porcentaje) as suma
    from {{ ref('stg_sujecion_objeto') }} as sujeciones
    inner join {{ ref('int_medicion') }} as medicion
        on {{ reparto.en_vigor(
            'sujeciones.vigente_desde', 'sujeciones.vigente_hasta', 'medicion.fecha_corte'
        ) }}
    group by sujeciones.id_objeto
    having count(*) = count(sujeciones.porcentaje)
        and abs(sum(sujeciones.porcentaje) - 100) > 0.005 * count(*)
),

deudas as (
    select
        id_objeto,
        sum(saldo_total) as saldo
    from {{ ref('int_cuenta_corte') }}
    where id_objeto is not null
    group by id_objeto
)

select
    'PORCENTAJES_OBJETO' as clase,
    cuotas.id_sujeto,
    cuotas.id_objeto as id_registro,
    cast(coalesce(deudas.saldo, 0) as numeric(28, 2)) as valor,
    case
        when cuotas.n_sujetos = 1 then 'El único sujeto del objeto tiene '
        else
            'Los ' || cast(cuotas.n_sujetos as {{ dbt.type_string() }})
            || ' sujetos del objeto suman '
    end
    || cast(cast(cuotas.suma as numeric(28, 2)) as {{ dbt.type_string() }}) || ' %' as evidencia
from cuotas
left join deudas
    on cuotas.id_objeto = deudas.id_objeto
