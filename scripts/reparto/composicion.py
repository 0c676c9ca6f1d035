"""Laying out a document, as HTML and as PDF, from one content: what one says the other says.

The content is a dict of texts already written (documentos.py makes it). It travels inside both files, and its SHA-256 is the verification code
that both print: whoever has a file can ask whether it is the one that was written.
"""

import base64
import hashlib
import json
import re
import tempfile
import unicodedata
from datetime import date
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from types import ModuleType

import jinja2

from . import parciales, rutas
from .errores import ErrorDeUso
from .palabras import fecha

PLANTILLAS = Path(__file__).parent / "plantillas"
REGISTRO = rutas.DATOS / "documentos_emitidos.csv"
ADJUNTO = "contenido.json"
PARCIAL = ".documento-"
# what no page may carry: controls, private and unassigned characters, and the marks that turn the direction of what follows
SIN_FORMA = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")


def documento(clase: str, titulo: str, numero: str, oficina: dict, bloques: list[dict], impreso: date, horizontal: bool = False) -> dict:
    """The content of a document, clean and with its verification code."""
    contenido = _limpio(
        {
            "clase": clase,
            "titulo": titulo,
            "numero": numero,
            "oficina": oficina,
            "impreso": fecha(impreso),
            "dia": [impreso.year, impreso.month, impreso.day],
            "horizontal": horizontal,
            "bloques": bloques,
        }
    )
    return contenido | {"codigo": codigo(contenido)}


def codigo(contenido: dict) -> str:
    """The SHA-256 of a content, whatever code it carries."""
    sin_codigo = {clave: valor for clave, valor in contenido.items() if clave != "codigo"}
    return hashlib.sha256(_json(sin_codigo).encode()).hexdigest()


def _json(contenido: dict) -> str:
    return json.dumps(contenido, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _limpio(valor):
    if isinstance(valor, dict):
        return {clave: _limpio(v) for clave, v in valor.items()}
    if isinstance(valor, list | tuple):
        return [_limpio(v) for v in valor]
    if isinstance(valor, str):
        visible = "".join(c for c in unicodedata.normalize("NFC", valor) if c == "\n" or unicodedata.category(c) not in ("Cc", "Co", "Cn", "Cs"))
        return re.sub(r"\$ (?=\d)", "$\N{NO-BREAK SPACE}", SIN_FORMA.sub("", visible))
    return valor


@cache
def _plantilla() -> jinja2.Template:
    entorno = jinja2.Environment(loader=jinja2.FileSystemLoader(PLANTILLAS), autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
    entorno.filters["base64"] = lambda texto: base64.b64encode(texto.encode()).decode()
    return entorno.get_template("documento.html.j2")


def extra(modulo: str) -> ModuleType:
    """A module of the extra `documentos`. Errors: ErrorDeUso where it isn't installed."""
    try:
        return import_module(modulo)
    except ImportError as error:
        raise ErrorDeUso(f"falta {modulo}: instale reparto[documentos] (de un documento basta el HTML: --solo-html).") from error


def html(contenido: dict) -> str:
    """The page. `<` is written so that no text of the content ends the script that carries it."""
    return _plantilla().render(d=contenido, json=_json(contenido).replace("<", "\\u003c"))


def pdf(contenido: dict) -> bytes:
    """PDF/A-3a: tagged, with its fonts, and the content attached. What no font here can draw is drawn as □."""
    typst, faltan = extra("typst"), ""
    while True:
        try:
            return typst.compile(
                str(PLANTILLAS / "documento.typ"),
                sys_inputs={"contenido": _json(contenido), "faltan": faltan},
                pdf_standards=["a-3a"],
                ignore_system_fonts=True,
            )
        except typst.TypstError as error:
            sin_letra = re.search(r'the text `"(.+?)"` could not be displayed', str(error), re.S)
            nuevas = {c for c in sin_letra[1] if c not in faltan} if sin_letra else set()
            if "image" in str(error):
                raise ErrorDeUso("el logo de la oficina no es un SVG o PNG legible.") from error
            if not nuevas:
                raise
            faltan += "".join(sorted(nuevas))


def escribir(contenido: dict, base: Path, solo_html: bool) -> list[Path]:
    """base.html and base.pdf, both or none; what was there is replaced."""
    archivos = {base.with_name(base.name + ".html"): html(contenido).encode()}
    if not solo_html:
        archivos[base.with_name(base.name + ".pdf")] = pdf(contenido)
    _registrar(contenido, list(archivos.values()))
    with parciales.parcial(base.parent, PARCIAL) as parcial:
        for destino, cuerpo in archivos.items():
            (parcial / destino.name).write_bytes(cuerpo)
        for destino in archivos:
            (parcial / destino.name).replace(destino)
    return list(archivos)


def _registrar(contenido: dict, cuerpos: list[bytes]) -> None:
    """Notes the code of what this office wrote, and the SHA-256 of its files; no name, no document number."""
    REGISTRO.parent.mkdir(parents=True, exist_ok=True)
    dia = "-".join(f"{n:02d}" for n in contenido["dia"])
    with REGISTRO.open("a", encoding="utf-8") as archivo:
        archivo.write(",".join([contenido["codigo"], contenido["clase"], dia, *map(_suma, cuerpos)]) + "\n")


def _suma(cuerpo: bytes) -> str:
    return hashlib.sha256(cuerpo).hexdigest()


class _Texto(HTMLParser):
    def __init__(self):
        super().__init__()
        self.partes, self.oculto = [], 0

    def handle_starttag(self, tag, attrs):
        self.oculto += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.oculto -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.oculto:
            self.partes.append(data)


def texto(cuerpo: bytes) -> str:
    """What a reader sees of an HTML page or a PDF, spaces apart."""
    if cuerpo.startswith(b"%PDF"):
        with tempfile.NamedTemporaryFile(suffix=".pdf") as archivo:
            archivo.write(cuerpo)
            archivo.flush()
            crudo = "\n".join(pagina.extract_text() for pagina in extra("pypdf").PdfReader(archivo.name).pages)
    else:
        lector = _Texto()
        lector.feed(cuerpo.decode("utf-8", errors="replace"))
        crudo = " ".join(lector.partes)
    return " ".join(crudo.split())


def _contenido(ruta: Path, cuerpo: bytes) -> dict:
    ajeno = ErrorDeUso(f"{ruta.name} no es un documento escrito por reparto, o le quitaron su contenido.")
    if cuerpo.startswith(b"%PDF"):
        pypdf = extra("pypdf")
        try:
            adjunto = pypdf.PdfReader(ruta).attachments[ADJUNTO][0].decode("utf-8")
        except (KeyError, IndexError, ValueError, pypdf.errors.PyPdfError) as error:
            raise ajeno from error
    else:
        guion = re.search(r'<script type="application/json" id="contenido">(.*?)</script>', cuerpo.decode("utf-8", errors="replace"), re.S)
        adjunto = guion[1] if guion else ""
    try:
        contenido = json.loads(adjunto)
    except ValueError as error:
        raise ajeno from error
    if not isinstance(contenido, dict) or "codigo" not in contenido:
        raise ajeno
    return contenido


def verificar(ruta: Path) -> tuple[bool, str]:
    """Whether a file says what was written, and the sentence for who asks. Errors: ErrorDeUso for a file that is no document of these."""
    try:
        cuerpo = ruta.read_bytes()
    except OSError as error:
        raise ErrorDeUso(f"no se puede leer {ruta}.") from error
    contenido = _contenido(ruta, cuerpo)
    if codigo(contenido) != contenido["codigo"]:
        return False, "ALTERADO: el contenido no corresponde a su código de verificación."
    lineas = REGISTRO.read_text(encoding="utf-8").splitlines() if REGISTRO.exists() else []
    anotados = [linea.split(",") for linea in lineas if linea.startswith(contenido["codigo"] + ",")]
    expedido = f"expedido aquí el {fecha(date.fromisoformat(anotados[0][2]))}. Código {contenido['codigo']}." if anotados else ""
    if any(_suma(cuerpo) in a[3:] for a in anotados):  # by whatever edition
        return True, f"ÍNTEGRO y {expedido}"
    try:
        escrito = pdf(contenido) if cuerpo.startswith(b"%PDF") else html(contenido).encode()
    except (RuntimeError, jinja2.UndefinedError, TypeError, KeyError):  # a TypstError is a RuntimeError
        return False, "ALTERADO: el contenido no tiene la forma de un documento."
    if cuerpo != escrito and texto(cuerpo) != texto(escrito):
        if any(len(a) == 3 for a in anotados):  # of an edition that didn't note the file
            return False, f"NO SE SABE: lo que se lee no es lo que esta edición escribe: lo escribió otra, o lo alteraron. Su contenido es el {expedido}"
        return False, "ALTERADO: lo que se lee en el archivo no es lo que dice su contenido."
    igual = "ÍNTEGRO" if cuerpo == escrito else "ÍNTEGRO EN SU TEXTO (el archivo se volvió a guardar: mire que no le hayan puesto imágenes encima)"
    if not expedido:
        return True, f"{igual}, pero esta instalación no lo expidió: compare el código con el de la oficina que firma. Código {contenido['codigo']}."
    return True, f"{igual} y {expedido}"
