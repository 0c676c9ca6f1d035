"""The board: one HTML file that needs no network, from the public marts. What it shows is data (plantillas/tablero.yml); no name or document is asked for."""

import json
import os
import tempfile
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import lecturas
from .consultas import exigir_columna, exigir_tabla, lectura
from .errores import ErrorDeUso
from .palabras import fecha, rotulo
from .retrospectiva import intervalo_exacto

PLANTILLAS = Path(__file__).parent / "plantillas"
CORTES = 12  # the latest ones, so that the file stays light
PARTES = {"pesos": 100, "segundos": 10}  # what the page counts in
MARCA = "<!doctype html><!-- tablero de reparto -->"


@cache
def contenido() -> dict:
    """What the board shows: its sections with their panels, and its headline figures."""
    return yaml.safe_load((PLANTILLAS / "tablero.yml").read_text(encoding="utf-8"))


def paneles() -> list[dict]:
    return [panel for seccion in contenido()["secciones"] for panel in seccion["paneles"]]


@cache
def _biblioteca() -> str:
    """Vega, Vega-Lite and their embedding, as the wheel carries them. Errors: ErrorDeUso where it isn't installed."""
    try:
        import vl_convert
    except ModuleNotFoundError as error:
        raise ErrorDeUso("el tablero necesita la biblioteca vl-convert-python: instale «reparto[tablero]».") from error
    return vl_convert.javascript_bundle()  # type: ignore[call-arg]  # its stub asks for what it doesn't need


def _dato(valor, medida: str | None):
    """A value as the page reads it: pesos in cents and seconds in tenths, integers; a date as text. What a double doesn't hold exactly goes as text."""
    if medida is not None:
        entero = int(valor * PARTES.get(medida, 1)) if valor is not None else None
        return str(entero) if entero is not None and abs(entero) >= 2**53 else entero
    return valor.isoformat() if isinstance(valor, date) else int(valor) if isinstance(valor, Decimal) else valor


def consulta(panel: dict, desde: date, hasta: date) -> str:
    return panel["sql"].replace("{desde}", desde.isoformat()).replace("{hasta}", hasta.isoformat()).strip()


def _tabla(panel: dict, columnas: list[str], filas: list[tuple]) -> dict:
    """Rows of numbers; the texts of a column once each."""
    rotulos, datos = panel.get("rotulos", ()), []
    textos: dict[str, dict[str, int]] = {}
    for fila in filas:
        nueva = []
        for columna, valor in zip(columnas, fila, strict=True):
            dato = _dato(valor, panel["medidas"].get(columna))
            if isinstance(dato, str) and columna not in panel["medidas"]:
                lista = textos.setdefault(columna, {})
                dato = lista.setdefault(rotulo(dato) if columna in rotulos else dato, len(lista))
            nueva.append(dato)
        datos.append(nueva)
    return {"columnas": columnas, "textos": {c: list(lista) for c, lista in textos.items()}, "filas": datos}


def _con_intervalo(columnas: list[str], filas: list[tuple]) -> tuple[list[str], list[tuple]]:
    """Each row of a proportion with its interval's ends, in ten-thousandths; the rest, who are everybody else, have none."""
    grupo, n, k = (columnas.index(c) for c in ("grupo", "sujetos", "con_recaudo"))

    def extremos(f: tuple) -> tuple:
        return tuple(int(x * 10_000) for x in intervalo_exacto(f[k], f[n])) if f[grupo] == "Muestra" else (None, None)

    return [*columnas, "desde", "a"], [(*f, *extremos(f)) for f in filas]


def _sensibilidad(target: str) -> dict | None:
    """What the command `sensibilidad` measured, where it did of this run."""
    guardada = lecturas.guardada(target)
    if guardada is None:
        return None
    filas = [(f"{f['variable']} = {f['valor']}", f["sujetos"], f["obligaciones"], Decimal(f["saldo"])) for f in guardada if f["sujetos"]]
    panel = next(p for p in paneles() if p.get("archivo") == "sensibilidad")
    return _tabla(panel, ["lectura", "sujetos", "obligaciones", "saldo"], filas)


def datos(target: str) -> dict:
    """Everything that the page shows. Errors: ErrorDeUso where nothing was built."""
    tablas: dict[str, dict] = {}
    with lectura(target) as conexion:
        exigir_tabla(conexion, "reparto", "ganancia_puntaje")
        exigir_columna(conexion, "reparto", "corrida", "pruebas_con_aviso")
        corte, norma = conexion.execute("select fecha_corte, nombre_norma from bi.dim_corte").fetchone()
        # the public one is shown always: nobody may be in default at it, and others may be newer
        anteriores = "select distinct fecha_corte from reparto.historia_asignacion where fecha_corte < $1 order by 1 desc"
        cortes = [corte, *(f for (f,) in conexion.execute(anteriores, [corte]).fetchall())][:CORTES]
        for panel in paneles():
            if "sql" in panel:
                sql = consulta(panel, cortes[-1], corte)
                cursor = conexion.execute(sql)
                columnas, filas = [d[0] for d in cursor.description], cursor.fetchall()
                if panel["grafica"] == "intervalo":
                    columnas, filas = _con_intervalo(columnas, filas)
                tablas[panel["id"]] = _tabla(panel, columnas, filas) | {"sql": sql}
    if sensibilidad := _sensibilidad(target):
        tablas["sensibilidad"] = sensibilidad | {"sql": "reparto sensibilidad"}
    presentes = [p | {"sql": None} for p in paneles() if p.get("de", p["id"]) in tablas]
    return {
        "corte": corte.isoformat(),
        "cortes": [c.isoformat() for c in cortes],
        "norma": norma,
        "paneles": {p["id"]: p for p in presentes},
        "tablas": tablas,
        "cifras": contenido()["cifras"],
        "partes": PARTES,
    }


def escribir(ruta: Path, target: str) -> int:
    """Writes the board, complete or not at all; over another board, never over anything else: its bytes.
    Errors: ErrorDeUso where nothing was built or the file is something else."""
    if ruta.exists() and (not ruta.is_file() or not ruta.read_text(encoding="utf-8", errors="replace").startswith(MARCA)):
        raise ErrorDeUso(f"{ruta} ya existe y no es un tablero: indique otro archivo.")
    todo = datos(target)
    ambiente = Environment(loader=FileSystemLoader(PLANTILLAS), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    secciones = [s | {"paneles": [p for p in s["paneles"] if p["id"] in todo["paneles"]]} for s in contenido()["secciones"]]
    texto = ambiente.get_template("tablero.html.j2").render(
        marca=MARCA,
        biblioteca=_biblioteca().replace("</script", "<\\/script"),
        datos=json.dumps(todo, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/"),
        corte=fecha(date.fromisoformat(todo["corte"])),
        norma=todo["norma"],
        secciones=secciones,
        tablas=todo["tablas"],
        cortes=[(c, fecha(date.fromisoformat(c))) for c in todo["cortes"]],
    )
    ruta.parent.mkdir(parents=True, exist_ok=True)
    descriptor, parcial = tempfile.mkstemp(prefix=f".{ruta.name}-", dir=ruta.parent)
    try:
        with open(descriptor, "w", encoding="utf-8") as archivo:
            archivo.write(texto)
        os.replace(parcial, ruta)
    except BaseException:
        Path(parcial).unlink(missing_ok=True)
        raise
    return len(texto.encode())
