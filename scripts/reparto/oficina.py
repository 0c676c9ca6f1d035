"""The bench's population: every input table of an office with N subjects, in an office's proportions, written by DuckDB.

Every value follows from the number of its row by a hash: the same files for the same version of DuckDB. Nobody in it exists.
"""

import hashlib
import tempfile
from pathlib import Path

import duckdb

from . import rutas

DOC = "case when i % 5 in (1, 3) then 'NIT' else 'CC' end as tipo_documento, 100000000 + i as numero_documento"

# what several tables speak of; h: 32 bits of chance of the row
COMUNES = """
    create macro suerte(a, b) as (hash(a, b) % 4294967296)::bigint;
    create table sujetos as select i, {doc}, suerte(i, 0) as h from range({n}) as t(i);
    create table deudas as
        select *,
            case when impuesto in ('PREDIAL', 'VEHICULOS') then 'OBJ' || (i * 5 + k) end as id_objeto,
            make_date(2008 + (i * 13 + k * 3) % 10, 1 + (i + k) % 12, 15) as vence,
            case when h % 10 = 0 then 0 else 20000 + h % 4000000 end * 100 as centavos
        from (
            select i, k, tipo_documento, numero_documento, 'OB' || (i * 5 + k) as id_obligacion, suerte(i, k + 1) as h,
                ['ICA', 'PREDIAL', 'PREDIAL', 'VEHICULOS', 'RETEICA', 'PREDIAL', 'ICA', 'DELINEACION'][1 + (i * 7 + k) % 8] as impuesto
            from sujetos, range(5) as u(k)
        );
"""
PERIODO = "case impuesto when 'ICA' then 'B' || (1 + h % 6) when 'RETEICA' then 'M' || lpad((1 + h % 12)::varchar, 2, '0') else 'ANUAL' end as periodo"
TABLAS = {
    "contribuyentes": """
        select tipo_documento, numero_documento, case tipo_documento when 'NIT' then 'J' else 'N' end as tipo_persona, 'NOMBRE ' || i as nombre,
            'Calle ' || (h % 170) || ' ' || (h % 90) as direccion, 'c' || i || '@ejemplo.invalid' as correo
        from sujetos""",
    "obligaciones": """
        select id_obligacion, tipo_documento, numero_documento, impuesto, year(vence) as anio_gravable,
            {periodo}, id_objeto, vence as fecha_vencimiento,
            case h % 20 when 0 then 'OMISO' when 1 then 'INEXACTO' else 'MORA' end as tipo_incumplimiento,
            (centavos / 100)::decimal(18, 2) as valor_impuesto,
            case when h % 9 = 0 then centavos // 1000 else 0 end::decimal(18, 2) as valor_sancion,
            case when h % 7 = 0 then true end as titulo_ejecutivo, case when h % 7 = 0 then vence + 200 end as fecha_titulo,
            case h % 50 when 0 then 'SUSPENDIDA' when 1 then 'PRESCRITA' when 2 then 'EN_FACILIDAD' else 'ABIERTA' end as estado
        from deudas""",
    # one to three receipts on 60 % of the obligations, before or after they fall due, that add up to the tax on half of them, to less on nine in twenty and to
    # more on one in twenty; one receipt in twenty names the wrong year and didn't migrate
    "pagos": """
        select 'R' || id_obligacion || '-' || r as id_recibo, tipo_documento, numero_documento, impuesto,
            year(vence) + case when g % 20 = 0 then 1 else 0 end as anio_gravable,
            {periodo}, id_objeto, least(vence - 30 + (g % 900)::integer, date '2017-06-29') as fecha_pago,
            (total * (r + 1) // n - total * r // n)::decimal(18, 2) as valor,
            g % 20 <> 0 as migrado, case when g % 20 <> 0 and g % 3 > 0 then id_obligacion end as id_obligacion
        from (
            select deudas.*, r, 1 + h % 3 as n, suerte(i * 8 + k, r + 100) as g,
                centavos // 100 * [120, 25, 40, 50, 60, 70, 75, 80, 90, 95, 100][1 + least(suerte(i * 8 + k, 50) % 20, 10)] // 100 as total
            from deudas, range(3) as t(r)
            where h % 10 between 1 and 6 and r <= h % 3
        )""",
    "respuestas": """
        select tipo_documento, numero_documento, p as pregunta, [1, 0, 1, 0.5][1 + (i * 3 + p * 5) % 4]::decimal(3, 2) as respuesta
        from sujetos, range(1, 11) as u(p)""",
    # two subjects liable for each object, a predio that its first one owes tax on: chains of communities
    "sujecion_objeto": """
        select id_objeto, case impuesto when 'PREDIAL' then 'PREDIO' else 'VEHICULO' end as tipo_objeto, sujetos.tipo_documento, sujetos.numero_documento,
            50 as porcentaje
        from deudas, range(2) as t(lado), sujetos
        where deudas.id_objeto is not null and deudas.h % 5 = 0 and sujetos.i = case lado when 0 then deudas.i else (deudas.i * 7919 + 13) % {n} end""",
    "grandes_contribuyentes": "select tipo_documento, numero_documento, date '2017-01-01' as vigente_desde from sujetos where i % 1000 = 0",
    "mandamientos_pago": """
        select 'MP' || i as id_mandamiento, tipo_documento, numero_documento, date '2014-05-02' + (h % 900)::integer as fecha_expedicion
        from sujetos where i % 50 = 0""",
    # a return for each ICA whose debtor filed, one in ten corrected, one in fifty with another tax than the obligation's
    "declaraciones": """
        select 'D' || id_obligacion || '-' || d as id_declaracion, tipo_documento, numero_documento, impuesto, year(vence) as anio_gravable, {periodo},
            vence - 10 + (h % 30)::integer + (200 * d)::integer as fecha_presentacion, case when d = 1 then 'CORRECCION' else 'INICIAL' end as tipo,
            (centavos // 100 + case when h % 50 = 7 then 50000 else 0 end)::decimal(18, 2) as valor
        from deudas, range(2) as t(d) where impuesto = 'ICA' and h % 20 > 0 and (d = 0 or h % 10 = 3)""",
    "expedientes": """
        select 'E' || i as id_expediente, id_obligacion, ['CONTROL_MASIVO', 'FISCALIZACION_GENERAL', 'COBRO_COACTIVO'][1 + i % 3] as oficina,
            ['EMPLAZAMIENTO', 'REQUERIMIENTO_ESPECIAL', 'MANDAMIENTO_PAGO'][1 + i % 3] as actuacion, date '2015-06-01' as fecha_apertura,
            case when h % 7 = 0 then date '2016-01-15' end as fecha_cierre
        from deudas where h % 40 = 0""",
    "indicios": """
        select 'FUENTE_' || f as fuente, tipo_documento, numero_documento, 2016 as anio, (100000 * (1 + f))::decimal(18, 2) as valor_estimado
        from sujetos, range(10) as t(f) where i % 20 = 7 and f <= h % 8""",
    "puntajes_omisos": """
        select tipo_documento, numero_documento, h % 20 as puntaje_indicio, h % 5 as puntaje_cobrabilidad from sujetos where i % 20 = 7 and h % 3 > 0""",
    "exclusiones": "select tipo_documento, numero_documento, 'TODO' as ambito, 'Fallecido sin sucesión' as motivo from sujetos where i % 200 = 3",
    "normalizaciones": """
        select 'R' || id_obligacion || '-0' as id_recibo, ['APLICAR', 'RECHAZAR', 'DEVOLVER'][1 + h % 3] as decision,
            case when h % 3 = 0 then id_obligacion end as id_obligacion, 'F01' as funcionario, date '2017-03-01' as fecha, 'Año equivocado' as motivo
        from deudas where h % 500 = 5""",
    "tramites": """
        select 'T' || i as id_tramite, ['CORRECCION_MENOR_VALOR', 'REVOCATORIA', 'CADUCIDAD'][1 + h % 3] as tipo_tramite, tipo_documento, numero_documento,
            date '2017-05-02' as fecha_radicacion
        from sujetos where i % 500 = 9""",
    "solicitudes_devolucion": """
        select 'S' || i as id_solicitud, tipo_documento, numero_documento, date '2017-05-15' as fecha_solicitud,
            ['SALDO_A_FAVOR', 'PAGO_EN_EXCESO', 'PAGO_DE_LO_NO_DEBIDO'][1 + h % 3] as origen, (500000 + i)::decimal(18, 2) as valor_solicitado
        from sujetos where i % 200 = 11""",
    "gestores": "select 'G' || g as id_gestor, 'GESTOR ' || g as nombre, true as activo from range(1 + {n} // 2000) as t(g)",
    "cartera_gestor": """
        select 'G' || (i // 20 % (1 + {n} // 2000)) as id_gestor, tipo_documento, numero_documento, date '2017-01-01' as desde from sujetos where i % 20 = 0""",
    "gestiones": """
        select 'GE' || i as id_gestion, 'G' || (i // 20 % (1 + {n} // 2000)) as id_gestor, tipo_documento, numero_documento,
            ['VISITA', 'CITACION_VIRTUAL', 'LLAMADA', 'CORREO'][1 + h % 4] as tipo, date '2017-04-03' + (h % 80)::integer as fecha, 'Promete pagar' as resultado
        from sujetos where i % 20 = 0""",
    "flujo_caja": "select tipo_documento, numero_documento, (100000 + h % 900000)::decimal(18, 2) as capacidad_mensual from sujetos where i % 40 = 0",
    "correcciones_calificacion": """
        select tipo_documento, numero_documento, 2017 as vigencia_calificacion, '4.3' as prioridad, 'F03' as funcionario, date '2017-05-31' as fecha,
            'Respuesta mal digitada' as motivo
        from sujetos where i % 1000 = 17""",
    "fidelizaciones": """
        select tipo_documento, numero_documento, date '2017-02-01' as fecha_inicio, date '2017-04-30' as fecha_fin,
            ['PRESENTO', 'NO_PRESENTO', 'SIN_CONTACTO'][1 + h % 3] as resultado
        from sujetos where i % 200 = 7""",
    "reasignaciones": """
        select 'RA' || id_obligacion as id_reasignacion, id_obligacion, 'CONTROL_MASIVO' as oficina, 'F04' as funcionario, 'Carga de trabajo' as motivo,
            date '2017-05-01' as desde
        from deudas where h % 5000 = 4""",
    "facilidades": """
        select 'FP' || i as id_facilidad, tipo_documento, numero_documento, date '2016-09-01' as fecha_otorgamiento, 'RES-' || i as resolucion
        from sujetos where i % 100 = 21""",
    "facilidad_obligacion": "select 'FP' || i as id_facilidad, id_obligacion from deudas where i % 100 = 21 and k < 2",
    "cuotas_facilidad": """
        select 'FP' || i as id_facilidad, c as cuota, (date '2016-09-01' + to_months(c::integer))::date as fecha_vencimiento,
            (100000 + h % 900000)::decimal(18, 2) as valor
        from sujetos, range(1, 13) as t(c) where i % 100 = 21""",
}


def poblacion(n: int) -> Path:
    """The folder with the files of an office of n subjects; made once."""
    marca = hashlib.sha256(repr((COMUNES, TABLAS, DOC, PERIODO)).encode()).hexdigest()[:8]
    carpeta = rutas.DATOS / "bench" / f"{n}-{marca}"
    if not carpeta.exists():
        carpeta.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=carpeta.parent) as temporal, duckdb.connect(f"{temporal}/poblacion.duckdb") as conexion:
            parcial = Path(temporal) / "archivos"
            parcial.mkdir()
            conexion.execute(COMUNES.format(doc=DOC, n=n))
            for tabla, consulta in TABLAS.items():
                conexion.execute(f"copy ({consulta.format(periodo=PERIODO, n=n)}) to '{parcial / tabla}.csv' (header)")
            parcial.rename(carpeta)
    return carpeta
