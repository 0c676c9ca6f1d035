"""The documents that a taxpayer takes away, as HTML and PDF. The figures are the warehouse's; here they are only laid out."""

import logging
import re
import shutil
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import jinja2

from .consultas import exigir_tabla, lectura
from .errores import ErrorDeUso
from .explicacion import en_pesos, sujeto_normal
from .resumen import numero

SIN_PDF = (
    "el PDF necesita la biblioteca Pango del sistema, que aquí no está: instálela (paquete libpango-1.0-0 y libpangoft2-1.0-0, o «pango») "
    "o pida solo el HTML con --solo-html."
)


CON_TILDE = {"Compensacion": "Compensación", "Devolucion": "Devolución", "Sin titulo": "Sin título", "Prescripcion por declarar": "Prescripción por declarar"}


def _rotulo(codigo: str) -> str:
    """PAGO_EN_EXCESO as «Pago en exceso», with its accents."""
    texto = codigo.replace("_", " ").capitalize()
    return CON_TILDE.get(texto, texto)


def _pesos(valor: Decimal) -> str:
    return ("−" if valor < 0 else "") + numero(abs(valor))


def _plantillas() -> jinja2.Environment:
    entorno = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "plantillas"), autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
    )
    entorno.filters |= {
        "pesos": _pesos,
        "sum": lambda filas, columna: sum((f[columna] for f in filas), Decimal(0)),
        "rotulo": _rotulo,
        "cifra": lambda valor: str(valor).replace(".", ","),
        "en_pesos": en_pesos,
    }
    return entorno


def _filas(conexion, consulta: str) -> list[dict]:
    cursor = conexion.execute(consulta)
    nombres = [c[0] for c in cursor.description]
    return [dict(zip(nombres, fila, strict=True)) for fila in cursor.fetchall()]


def _nombre(conexion, sujeto: str) -> str | None:
    filas = _filas(conexion, f"select nombre from reparto_staging.stg_contribuyentes where id_sujeto = '{sujeto}'")
    return filas[0]["nombre"] if filas else None


def _escribir(plantilla: str, datos: dict, base: Path, solo_html: bool) -> list[Path]:
    """base.html and base.pdf, both or none. Errors: ErrorDeUso where one is there already or the PDF can't be made."""
    destinos = [base.with_name(base.name + x) for x in ([".html"] if solo_html else [".html", ".pdf"])]
    for destino in destinos:
        if destino.exists():
            raise ErrorDeUso(f"el archivo {destino} ya existe: indique otra carpeta.")
    html = _plantillas().get_template(plantilla).render(datos)
    base.parent.mkdir(parents=True, exist_ok=True)
    parcial = Path(tempfile.mkdtemp(prefix=".documento-", dir=base.parent))
    try:
        (parcial / destinos[0].name).write_text(html, encoding="utf-8")
        if not solo_html:
            try:
                import weasyprint

                logging.getLogger("weasyprint").setLevel(logging.ERROR)
            except OSError as error:
                raise ErrorDeUso(SIN_PDF) from error
            weasyprint.HTML(string=html).write_pdf(parcial / destinos[1].name)
        for destino in destinos:
            (parcial / destino.name).rename(destino)
    finally:
        shutil.rmtree(parcial, ignore_errors=True)
    return destinos


def cuenta(conexion, sujeto: str, dia: date) -> dict:
    """What the statement of a subject on a day shows, by index: {"cuentas": [...], "movimientos": {id_obligacion: [...]}}."""
    cuentas = _filas(
        conexion,
        f"select * from reparto_intermedio.int_cuenta_dia where id_sujeto = '{sujeto}' and fecha = date '{dia}' order by fecha_vencimiento, id_obligacion",
    )
    movimientos: dict[str, list[dict]] = {c["id_obligacion"]: [] for c in cuentas}
    for fila in _filas(
        conexion,
        f"""
        select id_obligacion, orden, fecha, id_recibo, impuesto, interes, sancion, detalle
        from reparto_intermedio.int_movimiento where id_sujeto = '{sujeto}' and (fecha <= date '{dia}' or tipo = 'CARGO')
        union all
        select id_obligacion, orden, fecha, id_recibo, impuesto, interes, sancion, detalle
        from reparto_intermedio.int_cierre where id_sujeto = '{sujeto}' and fecha = date '{dia}'
        order by 1, 2
        """,
    ):
        movimientos[fila["id_obligacion"]].append(fila)
    return {"cuentas": cuentas, "movimientos": movimientos}


def estado_cuenta(id_sujeto: str, dia: date | None, target: str, carpeta: Path, solo_html: bool) -> list[Path]:
    """Writes the account statement on a day (default: the run's cut date). Errors: ErrorDeUso, also for a subject that nobody knows."""
    sujeto = sujeto_normal(id_sujeto)
    with lectura(target) as conexion:
        exigir_tabla(conexion, "cobro", "estado_cuenta")
        corte = conexion.execute("select fecha_corte from reparto_intermedio.int_medicion").fetchone()[0]
        dia = dia or corte
        if not _filas(conexion, f"select 1 as uno from reparto_intermedio.int_sujeto where id_sujeto = '{sujeto}'"):
            raise ErrorDeUso("ningún contribuyente con ese documento está en la última corrida.")
        datos = cuenta(conexion, sujeto, dia)
        recibos = _filas(
            conexion,
            f"""
            select *, valor - valor_aplicado as sin_aplicar from cobro.normalizacion_saldos
            where id_sujeto = '{sujeto}' and valor > valor_aplicado and fecha_pago <= date '{dia}' order by fecha_pago, id_recibo""",
        )
        desde = min((c["fecha_vencimiento"] for c in datos["cuentas"] if c["interes_causado"]), default=None)
        tasas = desde and _filas(conexion, f"select * from reparto_norma.tasas_mora where hasta > date '{desde}' and desde <= date '{dia}' order by desde")
        datos |= {
            "titulo": "Estado de cuenta",
            "sujeto": sujeto,
            "nombre": _nombre(conexion, sujeto),
            "fecha": dia,
            "fecha_corte": corte,
            "hay_supuesto": any(c["es_supuesto"] for c in datos["cuentas"]),
            "recibos": recibos,
            "tasas": tasas,
            "ultima_tasa": conexion.execute("select max(hasta) from reparto_norma.tasas_mora").fetchone()[0],
        }
    return _escribir("estado_cuenta.html.j2", datos, carpeta / f"estado-cuenta-{sujeto}-{dia}", solo_html)


def certificacion(id_solicitud: str, target: str, carpeta: Path, solo_html: bool) -> list[Path]:
    """Writes the debt certificate of a request. Errors: ErrorDeUso, also for a request that the last run doesn't have."""
    with lectura(target) as conexion:
        exigir_tabla(conexion, "cobro", "certificacion_deuda")
        clave = "'" + id_solicitud.replace("'", "''") + "'"
        filas = _filas(conexion, f"select * from cobro.certificacion_deuda where id_solicitud = {clave}")
        if not filas:
            raise ErrorDeUso("ninguna solicitud con ese número está en la última corrida.")
        (fila,) = filas
        datos = {
            "titulo": "Certificación de deuda",
            "c": fila,
            "nombre": _nombre(conexion, fila["id_sujeto"]),
            "detalle": _filas(
                conexion, f"select * from cobro.certificacion_deuda_detalle where id_solicitud = {clave} order by fecha_vencimiento, id_obligacion"
            ),
            "destinos": _filas(conexion, f"select * from cobro.destino_saldo_a_favor where id_solicitud = {clave} order by orden"),
        }
    return _escribir("certificacion.html.j2", datos, carpeta / re.sub(r"[^A-Za-z0-9-]", "_", fila["numero"]), solo_html)
