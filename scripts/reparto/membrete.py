"""The office's own data (oficina.yml): letterhead, who signs, where to pay. Errors are the user's, in one sentence."""

import base64
import struct
from pathlib import Path

import yaml

from .errores import ErrorDeUso

INVENTADA = Path(__file__).with_name("oficina_inventada.yml")
TEXTOS = ("entidad", "dependencia", "nit", "direccion", "ciudad", "telefono", "correo", "sitio", "horario", "enlace_citacion")


def leer(ruta: Path | None) -> dict:
    """The settings of a file (default: oficina.yml of the working folder, else the invented one, which says that it is)."""
    if ruta is None:
        ruta = Path("oficina.yml") if Path("oficina.yml").is_file() else INVENTADA
    try:
        datos = yaml.safe_load(ruta.read_text(encoding="utf-8"))
    except OSError as error:
        raise ErrorDeUso(f"no se puede leer el archivo del membrete {ruta}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ErrorDeUso(f"{ruta.name}: no es un YAML legible.") from error
    if not isinstance(datos, dict):
        raise ErrorDeUso(f"{ruta.name}: debe tener las claves de oficina_inventada.yml.")
    if sobran := sorted(set(datos) - {*TEXTOS, "inventado", "logo", "certifica", "pago"}):
        raise ErrorDeUso(f"{ruta.name}: no conoce la clave {sobran[0]}.")
    for clave in ("entidad", "ciudad", "certifica", "pago"):
        if not datos.get(clave) or not _texto(datos[clave]):
            raise ErrorDeUso(f"{ruta.name}: falta la clave {clave}.")
    firma, pago = datos["certifica"], datos["pago"]
    if (
        not isinstance(firma, dict)
        or set(firma) != {"nombre", "cargo"}
        or not isinstance(pago, list)
        or any(isinstance(valor, dict | list) for valor in (*firma.values(), *pago, *(datos.get(clave) for clave in TEXTOS)))
    ):
        raise ErrorDeUso(f"{ruta.name}: «certifica» lleva nombre y cargo; «pago», una lista de frases; lo demás es texto, entre comillas si tiene dos puntos.")
    firma, pago = {clave: _texto(valor) for clave, valor in firma.items()}, [*filter(None, map(_texto, pago))]
    if not (firma["cargo"] and pago):
        raise ErrorDeUso(f"{ruta.name}: «certifica» dice el cargo de quien firma; «pago», al menos una frase.")
    return {
        **{clave: _texto(datos.get(clave)) for clave in TEXTOS},
        "inventado": bool(datos.get("inventado")),
        "logo": _logo(ruta.parent / str(datos["logo"])) if datos.get("logo") else "",
        "certifica": firma,
        "pago": pago,
    }


def _texto(valor) -> str:
    return "" if valor is None else str(valor).strip()


def _logo(ruta: Path) -> str:
    """The logo as SVG text; a PNG is put inside one."""
    try:
        contenido = ruta.read_bytes()
    except OSError as error:
        raise ErrorDeUso(f"no se puede leer el logo {ruta}.") from error
    if contenido.startswith(b"\x89PNG\r\n\x1a\n") and len(contenido) >= 24:
        ancho, alto = struct.unpack(">II", contenido[16:24])
        imagen = base64.b64encode(contenido).decode()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ancho} {alto}"><image width="{ancho}" height="{alto}" '
            f'href="data:image/png;base64,{imagen}"/></svg>'
        )
    if b"<svg" not in contenido:
        raise ErrorDeUso(f"el logo {ruta.name} no es SVG ni PNG.")
    return contenido.decode("utf-8", errors="replace")
