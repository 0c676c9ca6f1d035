"""How a figure, a date, a period and a code are written: one way, wherever a person reads them."""

import hashlib
import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

MESES = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
ACENTOS = {
    "habiles": "hábiles",
    "titulo": "título", "llamada": "llamada telefónica", "correo": "correo electrónico", "garantia": "garantía", "proxima": "próxima", "dia": "día",
    "gestion": "gestión", "atraccion": "de atracción", "entro": "entró", "salio": "salió", "numero": "número", "codigo": "código", "digito": "dígito",
    "anio": "año",
}  # fmt: skip


def numero(valor) -> str:
    """Colombian format: 1.234.567 for an integer and $ 1.234.567,89 for money, with the sign before."""
    signo = "−" if valor < 0 else ""
    if isinstance(valor, int):
        return signo + f"{abs(valor):,}".replace(",", ".")
    return signo + "$ " + f"{abs(valor):,.2f}".translate(str.maketrans(",.", ".,"))


def concordar(frase: str, *valores) -> str:
    """«{} [caso espera|casos esperan] cupo»: each {} is a value as people write it, and each [one|many] agrees with the integer before it."""
    cuantos, restan = 0, iter(valores)

    def parte(m: re.Match) -> str:
        nonlocal cuantos
        if m[0] != "{}":
            return m["uno"] if cuantos == 1 else m["varios"]
        valor = next(restan)
        cuantos = valor if isinstance(valor, int) else cuantos
        return valor if isinstance(valor, str) else fecha(valor) if isinstance(valor, date) else numero(valor)

    return re.sub(r"\{\}|\[(?P<uno>[^|]*)\|(?P<varios>[^]]*)\]", parte, frase)


def en_archivo(clave: str) -> str:
    """A key as part of a file's name: another key is never the same name, whatever characters it has."""
    limpio = re.sub(r"[^A-Za-z0-9_-]", "_", clave)[:80]
    return limpio if limpio == clave else f"{limpio}-{hashlib.sha256(clave.encode()).hexdigest()[:8]}"


def decimal(valor: Decimal) -> str:
    """3.500000 as 3,5; 1234.50 as 1.234,5."""
    return f"{valor.normalize():,f}".translate(str.maketrans(",.", ".,"))


def porcentaje(valor: Decimal) -> str:
    """31.5 as 31,50 %."""
    return f"{valor:.2f} %".replace(".", ",")


def en_prosa(texto: str) -> str:
    """A sentence of the warehouse: $ 1234567.89 as $ 1.234.567,89; 3.500000 as 3,5; 2017-06-30 as 30 de junio de 2017.

    Only a decimal that the sentences of frases_decision bring is one: any other (4.1, file 2016.1234) is somebody's code or number, and stays."""

    def escrito(m: re.Match) -> str:
        if m["dia"]:
            try:
                return fecha(date.fromisoformat(m["dia"]))
            except ValueError:  # somebody's number, not a day
                return m["dia"]
        return numero(Decimal(m["pesos"])) if m["pesos"] else m["que"] + decimal(Decimal(m["decimal"]))

    return re.sub(
        r"(?<![\w-])(?P<dia>\d{4}-\d\d-\d\d)(?![\w-])|\$ (?P<pesos>\d+(?:\.\d\d)?)(?!\d|\.\d)|"
        r"(?P<que>(?:\b(?:[Pp]untajes?:?|máximo|respuestas:|[Tt]asa(?: de muestra)?|suma)|[<>=≤≥]) )(?P<decimal>\d+\.\d+)(?![\d.])",
        escrito,
        texto,
    )


def fecha(dia: date) -> str:
    """30 de junio de 2017; 1.º for the first of a month."""
    return f"{'1.º' if dia.day == 1 else dia.day} de {MESES[dia.month - 1]} de {dia.year}"


def fecha_corta(dia: date | None) -> str:
    """30/06/2017, for a column."""
    return f"{dia:%d/%m/%Y}" if dia else ""


def hoy() -> date:
    """Bogotá's, wherever the machine is."""
    return datetime.now(ZoneInfo("America/Bogota")).date()


def periodo(anio: int, codigo: str) -> str:
    """ANUAL as año 2016; B1 as enero y febrero de 2016; M01 as enero de 2016."""
    if codigo.startswith("B"):
        primero = 2 * int(codigo[1:]) - 2
        return f"{MESES[primero]} y {MESES[primero + 1]} de {anio}"
    return f"{MESES[int(codigo[1:]) - 1]} de {anio}" if codigo.startswith("M") else f"año {anio}"


def minuscula(texto: str) -> str:
    """What goes in the middle of a sentence: its first letter small, but that of an acronym (NIT)."""
    return texto if texto[1:2].isupper() else texto[:1].lower() + texto[1:]


def con_articulo(oficina: str) -> str:
    """«la Oficina de Tal»; nobody says the gender of another name (Grupo de Cobro), which goes alone."""
    return f"la {oficina}" if oficina.startswith("Oficina ") else oficina


def rotulo(codigo: str) -> str:
    """PAGO_EN_EXCESO as «Pago en exceso», with its accents."""
    texto = " ".join(ACENTOS.get(p) or re.sub("(?<=[cs])ion$", "ión", p) for p in codigo.lower().split("_"))
    return texto[:1].upper() + texto[1:]
