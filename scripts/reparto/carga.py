"""Loading a folder: each file is read once, by DuckDB, and goes to the engine whole; all files or none.

A column whose every value is written as the contract says (contrato.patrones) arrives typed; any other, as text, for staging to look at value by value.
"""

import csv
import gzip
import re
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from . import contrato, motores, parciales
from .errores import SIN_MEMORIA, ErrorDeUso
from .motores import identificador, literal

LINEA_MAXIMA = 2**20
csv.field_size_limit(LINEA_MAXIMA)
BLOQUE = 2**20
FINALES = (".csv", ".csv.gz", ".parquet")
# how a file begins that is no text, whatever its name says
DE_UTF_16 = "no es un texto en UTF-8; conviértalo, por ejemplo con «iconv -f utf-16 -t utf-8»."
NO_ES_TEXTO = {
    b"PK\x03\x04": "es un libro de Excel o un zip, no un texto; guárdelo como CSV en UTF-8.",
    b"\xd0\xcf\x11\xe0": "es un libro de Excel, no un texto; guárdelo como CSV en UTF-8.",
    b"\x1f\x8b": "está comprimido; póngale un nombre que termine en .csv.gz.",
    b"\xff\xfe": DE_UTF_16,
    b"\xfe\xff": DE_UTF_16,
}
# a file with a table's name that isn't read, but what people keep beside data: pagos.xlsx, pagos (1).csv, pagos_2026-06.txt, copia de pagos.csv
PARECIDO = (
    r"(?:cop(?:ia|y)[ _-](?:de|of)[ _-])?([a-z_]*?[a-z])[ _()\d-]*(?:t\d+)?(?:cop(?:ia|y))?[ _()\d-]*"
    r"(?:\.\w+)*\.(?!(?:md|pdf|docx?|sql|py|ya?ml|log|sha256|md5|html?|png|jpe?g)$)\w+"
)
SEPARADORES = {",": "comas", ";": "punto y coma", "\t": "tabuladores", "|": "barras"}
# meta.tipo: the type of a column of good values
TIPOS = {
    "fecha": "date", "dinero": "numeric(18,2)", "decimal": "numeric(18,6)", "respuesta": "numeric(3,2)", "anio": "integer", "entero": "integer",
    "ordinal": "integer", "booleano": "boolean",
}  # fmt: skip
IMPOSIBLES = {
    "un byte nulo": "contains({0}, chr(0))",
    "un valor de más de 1 MiB; revise las comillas sin cerrar": f"strlen({{0}}) > {LINEA_MAXIMA}",
}
SIN_ACCESO = "no se puede leer; revise sus permisos y el disco."
MAL_FORMADA = "la fila no tiene las columnas del encabezado o sus comillas no cierran."
LEIDO = "leido_por_reparto"
# a folder called fecha=2017-06-30 says nothing of what a file in it brings; what some write as bytes is text
PARQUET = "hive_partitioning = false, binary_as_string = true"


@dataclass
class Leida:
    """A file that was read: `consulta` gives its rows on the reader's connection; columnas: [(name, SQL type)]."""

    tabla: str
    columnas: list[tuple[str, str]]
    consulta: str
    filas: int


class Archivo:
    """One input file: its table, its columns, how it is separated."""

    def __init__(self, ruta: Path, tabla: str):
        self.ruta, self.tabla, self.separador = ruta, tabla, ","
        if not ruta.is_file():
            raise ErrorDeUso(f"{ruta.name}: no es un archivo que se pueda leer.")
        self.es_parquet, self.es_gzip = (ruta.suffix.lower() == final for final in (".parquet", ".gz"))
        self.encabezado = self._de_parquet() if self.es_parquet else self._de_csv()
        nombres = [n.strip().lower() for n in self.encabezado]
        if not any(nombres):
            raise ErrorDeUso(f"{ruta.name}: está vacío, sin encabezado.")
        repetidas = sorted({n for n in nombres if nombres.count(n) > 1})
        if repetidas or "" in nombres:
            raise ErrorDeUso(f"{ruta.name}: el encabezado tiene columnas repetidas o sin nombre: {_lista(repetidas) or '(vacía)'}.")
        propias = contrato.tablas()[tabla]["columnas"]
        for columna, requerida in propias.items():
            if requerida and columna not in nombres:
                raise ErrorDeUso(f"{ruta.name}: le falta la columna obligatoria {columna}.")
        self.columnas = {n: original for n, original in zip(nombres, self.encabezado, strict=True) if n in propias}
        self.ignoradas = [n for n in nombres if n not in propias]

    @property
    def avisos(self) -> list[str]:
        avisos = [f"columnas que el contrato no conoce, se ignoran: {_lista(self.ignoradas)}."] if self.ignoradas else []
        if self.separador != ",":
            avisos.append(f"está separado por {SEPARADORES[self.separador]}, no por comas; así se leyó.")
        return [f"{self.ruta.name}: {aviso}" for aviso in avisos]

    @property
    def patron(self) -> str:
        """The path as DuckDB takes it: no character of it stands for others."""
        return re.sub(r"([*?\[])", r"[\1]", str(self.ruta.absolute()))

    def _de_parquet(self) -> list[str]:
        try:
            return [f[0] for f in duckdb.execute(f"describe from read_parquet(?, {PARQUET})", [self.patron]).fetchall()]
        except duckdb.Error as error:
            raise ErrorDeUso(f"{self.ruta.name}: no es un archivo Parquet legible.") from error

    def _de_csv(self) -> list[str]:
        """The header's names as DuckDB's own reader gives them: a file of one line."""
        if not self.es_gzip:
            try:
                with open(self.ruta, "rb") as archivo:
                    inicio = archivo.read(4)
            except OSError as error:
                raise ErrorDeUso(f"{self.ruta.name}: {SIN_ACCESO}") from error
            for marca, que in NO_ES_TEXTO.items():
                if inicio.startswith(marca):
                    raise ErrorDeUso(f"{self.ruta.name}: {que}")
        try:
            crudo = duckdb.execute(
                f"select content from read_csv(?, columns = {{content: 'varchar'}}, header = false, auto_detect = false, delim = '\\x1f', quote = '', "
                f"escape = '', strict_mode = false, ignore_errors = false, hive_partitioning = false, compression = '{'gzip' if self.es_gzip else 'none'}', "
                f"max_line_size = {LINEA_MAXIMA}) limit 1",
                [self.patron],
            ).fetchone()
        except duckdb.Error as error:
            raise _falla(self, error) from error
        linea = (crudo[0] or "") if crudo else ""
        linea = linea.removeprefix("\ufeff").splitlines()[0] if linea.strip() else ""
        if "\0" in linea:
            raise ErrorDeUso(f"{self.ruta.name}: {DE_UTF_16}")
        propias = contrato.tablas()[self.tabla]["columnas"]
        opciones = {s: next(csv.reader([linea], delimiter=s), []) for s in SEPARADORES}
        self.separador = max(opciones, key=lambda s: sum(n.strip().lower() in propias for n in opciones[s]))
        return opciones[self.separador]

    def origen(self, ruta: str) -> str:
        """The rows, every column of a text file as text, as a relation of DuckDB."""
        if self.es_parquet:
            return f"read_parquet({literal(ruta)}, {PARQUET})"
        columnas = "{" + ", ".join(f"{literal(c)}: 'varchar'" for c in self.encabezado) + "}"
        return (
            f"read_csv({literal(ruta)}, columns = {columnas}, header = true, delim = {literal(self.separador)}, quote = '\"', escape = '\"', "
            f"auto_detect = false, strict_mode = true, null_padding = false, hive_partitioning = false, max_line_size = {LINEA_MAXIMA})"
        )


def _lista(nombres: list[str]) -> str:
    """Some names, so that a sentence stays one."""
    visibles = ["".join(x for x in n if x.isprintable())[:40] for n in nombres[:10]]
    return ", ".join(visibles) + (f" y {len(nombres) - 10} más" if len(nombres) > 10 else "")


def _falla(archivo: Archivo, error: duckdb.Error) -> ErrorDeUso:
    """What DuckDB says of a file, in one sentence without its values."""
    mensaje, nombre = str(error), archivo.ruta.name
    encontrada = re.search(r"[Ll]ine:? (\d+)", mensaje)
    donde = f"{nombre}, línea {encontrada[1]}" if encontrada else nombre
    if isinstance(error, duckdb.OutOfMemoryException):
        return ErrorDeUso(f"{nombre}: {SIN_MEMORIA}, al leerlo.")
    if archivo.es_parquet:
        return ErrorDeUso(f"{nombre}: no es un archivo Parquet legible.")
    if "gzip" in mensaje.lower():
        return ErrorDeUso(f"{nombre}: el archivo comprimido está dañado o incompleto.")
    if "unicode" in mensaje.lower() or "utf-8" in mensaje.lower():
        return ErrorDeUso(f"{donde}: no está en UTF-8; conviértalo, por ejemplo con «iconv -f latin1 -t utf-8».")
    if "Maximum line size" in mensaje or "Parallel CSV Reader" in mensaje:
        return ErrorDeUso(f"{donde}: mide más de 1 MiB; revise las comillas sin cerrar.")
    if isinstance(error, duckdb.IOException):
        return ErrorDeUso(f"{nombre}: {SIN_ACCESO}")
    return ErrorDeUso(f"{donde}: {MAL_FORMADA}")


def _archivos(carpeta: Path) -> tuple[list[Archivo], list[str]]:
    """The folder's input files, and the names of those that are none."""
    if not carpeta.is_dir():
        raise ErrorDeUso(f"la carpeta {carpeta} no existe.")
    encontrados: dict[str, Path] = {}
    ajenos = []
    for ruta in sorted(carpeta.iterdir()):
        nombre = ruta.name.lower()
        tabla = next((nombre.removesuffix(f) for f in FINALES if nombre.endswith(f)), None)
        if tabla not in contrato.tablas():
            ajenos.append(ruta.name)
        elif tabla in encontrados:
            raise ErrorDeUso(f"hay dos archivos para la tabla {tabla}: {encontrados[tabla].name} y {ruta.name}.")
        else:
            encontrados[tabla] = ruta
    for nombre in ajenos:  # pagos.xlsx: to go on without it would be to load no payments
        parecida = re.fullmatch(PARECIDO, nombre.lower())
        if parecida and (tabla := parecida[1]) in contrato.tablas() and tabla not in encontrados and (carpeta / nombre).is_file():
            raise ErrorDeUso(f"{_lista([nombre])}: así no se lee la tabla {tabla}; guárdela como {tabla}.csv, .csv.gz o .parquet, o quite el archivo.")
    for tabla, forma in contrato.tablas().items():
        if forma["requerida"] and tabla not in encontrados:
            raise ErrorDeUso(f"en {carpeta} falta la tabla obligatoria {tabla} ({tabla}.csv, .csv.gz o .parquet).")
    return [Archivo(ruta, tabla) for tabla, ruta in encontrados.items()], ajenos


def _valor(nombre: str, tipo: str) -> tuple[str, str]:
    """(expression, SQL type) of a source column of a DuckDB type: dates, whole numbers, decimals and booleans stay; a moment is its day (one with a
    zone, its day in UTC); a double of a whole number is that number in digits; anything else is its text."""
    columna = identificador(nombre)
    if tipo in ("DATE", "BOOLEAN", "INTEGER", "BIGINT", "SMALLINT") or tipo.startswith("DECIMAL"):
        return columna, tipo.lower().replace("decimal", "numeric")
    if tipo in ("TINYINT", "UTINYINT", "USMALLINT", "UINTEGER"):
        return f"cast({columna} as bigint)", "bigint"
    if tipo in ("UBIGINT", "HUGEINT", "UHUGEINT"):
        return f"cast({columna} as varchar)", "text"
    if tipo == "TIMESTAMP WITH TIME ZONE":  # the same day on whatever machine
        return f"cast({columna} at time zone 'UTC' as date)", "date"
    if tipo.startswith("TIMESTAMP"):
        return f"cast({columna} as date)", "date"
    if tipo in ("DOUBLE", "FLOAT"):
        entero = f"{columna} = trunc({columna}) and abs({columna}) < 1e15"
        return f"case when {entero} then cast(cast({columna} as bigint) as varchar) else cast({columna} as varchar) end", "text"
    return f"cast({columna} as varchar)", "text"


def _leer(archivo: Archivo, lector: duckdb.DuckDBPyConnection, temporal: Path) -> Leida:
    """Reads a file into the reader's temporary table and says which of its columns are typed. Errors: ErrorDeUso."""
    crear = f"create or replace temp table {LEIDO} as select {', '.join(identificador(c) for c in archivo.columnas.values())} from "
    try:
        lector.execute(crear + archivo.origen(archivo.patron if archivo.es_parquet else _preparado(archivo, temporal)))
    except duckdb.Error as error:
        raise _falla(archivo, error) from error
    tipos = {f[0]: f[1] for f in lector.execute(f"describe {LEIDO}").fetchall()}
    textos = [(n, c) for n, c in archivo.columnas.items() if tipos[c] == "VARCHAR"]
    hallado = lector.execute(f"select count(*), {', '.join(_examen(archivo.tabla, n, c) for n, c in textos) or 'null'} from {LEIDO}").fetchall()[0]
    examen = dict(zip((n for n, _ in textos), hallado[1:], strict=False))
    salida, columnas = [], []
    for nombre, original in archivo.columnas.items():
        expresion, tipo = _valor(original, tipos[original])
        if nombre in examen:
            if examen[nombre] in IMPOSIBLES:
                raise ErrorDeUso(f"{archivo.ruta.name}: la columna {nombre} tiene {examen[nombre]}.")
            if examen[nombre] == "BUENO":
                tipo = TIPOS[contrato.tablas()[archivo.tabla]["tipos"][nombre]]
                expresion = f"cast(nullif({expresion}, '') as {tipo})"
        salida.append(f"{expresion} as {identificador(nombre)}")
        columnas.append((nombre, tipo))
    return Leida(archivo.tabla, columnas, f"select {', '.join(salida)} from {LEIDO}", hallado[0])


def _examen(tabla: str, nombre: str, original: str) -> str:
    """SQL: what a text column is: BUENO (every value is a good one of its type), TEXTO, or why it can't be loaded."""
    tipo, columna = contrato.tablas()[tabla]["tipos"][nombre], identificador(original)
    bueno = "false"
    if tipo in TIPOS:
        bueno = f"regexp_matches({columna}, {literal(contrato.patrones()[tipo])}) and try_cast({columna} as {TIPOS[tipo]}) is not null"
        bueno = f"bool_and(coalesce({columna}, '') = '' or ({bueno}))"
    malo = "".join(f" when bool_or({prueba.format(columna)}) then {literal(frase)}" for frase, prueba in IMPOSIBLES.items())
    return f"case when {bueno} then 'BUENO'{malo} else 'TEXTO' end"


def _bloques(ruta: Path) -> Iterator[bytes]:
    """The bytes of a text file, unzipped; no block ends within a line's end."""
    with open(ruta, "rb") as crudo, gzip.open(crudo) if ruta.suffix.lower() == ".gz" else crudo as archivo:
        try:
            while bloque := archivo.read(BLOQUE):
                while bloque.endswith(b"\r") and (mas := archivo.read(1)):
                    bloque += mas
                yield bloque
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise ErrorDeUso(f"{ruta.name}: el archivo comprimido está dañado o incompleto.") from error


def _preparado(archivo: Archivo, temporal: Path) -> str:
    """A text file as DuckDB reads it: itself, or a copy unzipped or of which the lines, that end now in one way, now in another, end in one."""
    ruta, patron = archivo.ruta, archivo.patron
    if archivo.es_gzip:
        ruta = _escribir(temporal / f"{archivo.tabla}.csv", _bloques(ruta))
        patron = str(ruta)
    crlf = lf = cr = 0
    for bloque in _bloques(ruta):
        crlf, lf, cr = crlf + bloque.count(b"\r\n"), lf + bloque.count(b"\n"), cr + bloque.count(b"\r")
    if sum(n > 0 for n in (crlf, lf - crlf, cr - crlf)) > 1:
        ruta = _escribir(temporal / f"{archivo.tabla}.lf.csv", (b.replace(b"\r\n", b"\n").replace(b"\r", b"\n") for b in _bloques(ruta)))
        patron = str(ruta)
    _exigir_ultima_linea(archivo, ruta)
    return patron


def _escribir(destino: Path, bloques: Iterator[bytes]) -> Path:
    with open(destino, "wb") as copia:
        copia.writelines(bloques)
    return destino


def _exigir_ultima_linea(archivo: Archivo, ruta: Path) -> None:
    """DuckDB leaves out, in silence, a last line without end that is larger than its buffer."""
    with open(ruta, "rb") as crudo:
        crudo.seek(max(0, ruta.stat().st_size - LINEA_MAXIMA - 1))
        final = crudo.read()
    if len(final) > LINEA_MAXIMA and not re.search(rb"[\r\n]", final):
        raise ErrorDeUso(f"{archivo.ruta.name}: la última línea mide más de 1 MiB; revise las comillas sin cerrar.")


def _leidas(archivos: list[Archivo], avance: Callable) -> Callable[[duckdb.DuckDBPyConnection], Iterator[Leida]]:
    def leer(lector: duckdb.DuckDBPyConnection) -> Iterator[Leida]:
        with parciales.parcial(parciales.TEMPORAL, parciales.DE_CARGA) as temporal:
            for archivo in archivos:
                yield _leer(archivo, lector, temporal)
                avance(archivo)(archivo.ruta.stat().st_size)
            lector.execute(f"drop table if exists {LEIDO}")

    return leer


def cargar(
    carpeta: Path, target: str, avance: Callable[[Archivo], Callable[[int], None]] = lambda _: lambda _: None
) -> tuple[dict[str, int], list[str], float]:
    """Replaces the input of a target by the files of a folder: {table: rows}, notices (Spanish), seconds.

    Errors: ErrorDeUso, one sentence that names the file (and line); what was loaded before stays.
    """
    inicio = time.perf_counter()
    archivos, ajenos = _archivos(carpeta)
    parciales.limpiar(parciales.TEMPORAL, parciales.DE_CARGA)
    with motores.motor(target).turno("cargar"):
        filas = motores.motor(target).cargar(_leidas(archivos, avance), list(contrato.tablas()))
    avisos = [f"{_lista([nombre])}: no es una tabla del contrato; se ignora." for nombre in ajenos]
    return filas, avisos + [aviso for a in archivos for aviso in a.avisos], time.perf_counter() - inicio
