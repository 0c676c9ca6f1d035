"""Loading a folder: every file goes in by the engine's own bulk path, as text, all of them or none."""

import codecs
import csv
import gzip
import re
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import psycopg
from psycopg import sql

from . import contrato, rutas
from .errores import ErrorDeUso
from .servidor import postgres

ESQUEMA = "fuente"
LINEA_MAXIMA = 2**20
BLOQUE = 2**20
FINALES = (".csv", ".csv.gz", ".parquet")


class Archivo:
    """One input file: its table, its columns, its bytes checked as they are read."""

    def __init__(self, ruta: Path, tabla: str):
        self.ruta, self.tabla = ruta, tabla
        self.columnas = self._encabezado()
        propias = contrato.tablas()[tabla]["columnas"]
        for columna, requerida in propias.items():
            if requerida and columna not in self.columnas:
                raise ErrorDeUso(f"{ruta.name}: le falta la columna obligatoria {columna}.")
        self.ignoradas = [c for c in self.columnas if c not in propias]

    def _encabezado(self) -> list[str]:
        if self.ruta.suffix == ".parquet":
            try:
                nombres = [f[0] for f in duckdb.execute("describe from read_parquet(?)", [str(self.ruta)]).fetchall()]
            except duckdb.Error as error:
                raise ErrorDeUso(f"{self.ruta.name}: no es un archivo Parquet legible.") from error
        else:
            primera = b""
            for bloque in self.bloques(con_encabezado=True):
                primera += bloque
                if b"\n" in bloque:
                    break
            linea = primera.partition(b"\n")[0].decode("utf-8", errors="replace").rstrip("\r")
            nombres = next(csv.reader([linea]), [])
        nombres = [n.strip().lower() for n in nombres]
        if not any(nombres):
            raise ErrorDeUso(f"{self.ruta.name}: está vacío, sin encabezado.")
        if len(nombres) == 1 and ";" in nombres[0]:
            raise ErrorDeUso(f"{self.ruta.name}: está separado por punto y coma; use comas.")
        repetidas = sorted({n for n in nombres if nombres.count(n) > 1})
        if repetidas or "" in nombres:
            raise ErrorDeUso(f"{self.ruta.name}: el encabezado tiene columnas repetidas o sin nombre: {', '.join(repetidas) or '(vacía)'}.")
        return nombres

    def bloques(self, con_encabezado: bool = False, avance: Callable[[int], None] = lambda _: None) -> Iterator[bytes]:
        """The file's bytes in UTF-8, unzipped, without byte-order mark (nor header line unless asked), in blocks of 1 MiB.

        Errors: ErrorDeUso for bytes that aren't UTF-8, NUL bytes, a line over 1 MiB, a broken gzip; it names the line.
        """
        abrir = gzip.open if self.ruta.suffix == ".gz" else open
        decodificador = codecs.getincrementaldecoder("utf-8")()
        lineas, en_linea, saltar, primero = 1, 0, not con_encabezado, True
        with open(self.ruta, "rb") as crudo, gzip.open(crudo) if abrir is gzip.open else crudo as archivo:
            while True:
                try:
                    bloque = archivo.read(BLOQUE)
                except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                    raise ErrorDeUso(f"{self.ruta.name}: el archivo comprimido está dañado o incompleto.") from error
                avance(crudo.tell())
                try:
                    decodificador.decode(bloque, final=not bloque)
                except UnicodeDecodeError as error:
                    linea = lineas + error.object[: error.start].count(b"\n")
                    raise ErrorDeUso(f"{self.ruta.name}, línea {linea}: no está en UTF-8; conviértalo, por ejemplo con «iconv -f latin1 -t utf-8».") from error
                if not bloque:
                    return
                if b"\0" in bloque:
                    linea = lineas + bloque[: bloque.index(b"\0")].count(b"\n")
                    raise ErrorDeUso(f"{self.ruta.name}, línea {linea}: tiene un byte nulo.")
                salto = bloque.find(b"\n")
                if en_linea + (salto if salto >= 0 else len(bloque)) > LINEA_MAXIMA:
                    raise ErrorDeUso(f"{self.ruta.name}, línea {lineas}: mide más de 1 MiB; revise las comillas sin cerrar.")
                lineas += bloque.count(b"\n")
                en_linea = en_linea + len(bloque) if salto < 0 else len(bloque) - bloque.rfind(b"\n") - 1
                if primero:
                    bloque, primero = bloque.removeprefix(codecs.BOM_UTF8), False
                if saltar:
                    _, fin, bloque = bloque.partition(b"\n")
                    saltar = not fin
                if bloque:
                    yield bloque


def _archivos(carpeta: Path) -> tuple[list[Archivo], list[str]]:
    """The folder's input files, and the names of those that are none."""
    if not carpeta.is_dir():
        raise ErrorDeUso(f"la carpeta {carpeta} no existe.")
    encontrados: dict[str, Path] = {}
    ajenos = []
    for ruta in sorted(carpeta.iterdir()):
        tabla = next((ruta.name.removesuffix(f) for f in FINALES if ruta.name.endswith(f)), None)
        if tabla not in contrato.tablas():
            ajenos.append(ruta.name)
        elif tabla in encontrados:
            raise ErrorDeUso(f"hay dos archivos para la tabla {tabla}: {encontrados[tabla].name} y {ruta.name}.")
        else:
            encontrados[tabla] = ruta
    for tabla, forma in contrato.tablas().items():
        if forma["requerida"] and tabla not in encontrados:
            raise ErrorDeUso(f"en {carpeta} falta la tabla obligatoria {tabla} ({tabla}.csv, .csv.gz o .parquet).")
    return [Archivo(ruta, tabla) for tabla, ruta in encontrados.items()], ajenos


def _a_csv(archivo: Archivo, carpeta: str) -> Archivo:
    """A Parquet file as a CSV file that COPY can stream; the others as they are."""
    if archivo.ruta.suffix != ".parquet":
        return archivo
    destino = Path(carpeta) / f"{archivo.tabla}.csv"
    duckdb.execute(f"copy (select columns(*)::varchar from read_parquet($1)) to '{destino}' (header)", [str(archivo.ruta)])
    return Archivo(destino, archivo.tabla)


def _linea(mensaje: str) -> str:
    encontrada = re.search(r"(?:[Ll]ine:?|línea) (\d+)", mensaje)
    return f", línea {encontrada[1]}" if encontrada else ""


def _cargar_postgres(archivos: list[Archivo], avance: Callable) -> dict[str, int]:
    filas = {}
    with postgres(), tempfile.TemporaryDirectory() as temporal, psycopg.connect() as conexion, conexion.cursor() as cursor:
        cursor.execute(f"create schema if not exists {ESQUEMA}")
        for tabla in contrato.tablas():
            cursor.execute(f"drop table if exists {ESQUEMA}.{tabla}")
        for archivo in archivos:
            texto = _a_csv(archivo, temporal)
            columnas = [sql.Identifier(c) for c in archivo.columnas]
            destino = sql.Identifier(ESQUEMA, archivo.tabla)
            definicion = sql.SQL(", ").join(c + sql.SQL(" text") for c in columnas)
            cursor.execute(sql.SQL("create table {} ({})").format(destino, definicion))
            orden = sql.SQL("copy {} ({}) from stdin (format csv)").format(destino, sql.SQL(", ").join(columnas))
            try:
                with cursor.copy(orden) as copia:
                    for bloque in texto.bloques(avance=avance(archivo)):
                        copia.write(bloque)
            except psycopg.errors.DataError as error:
                # PostgreSQL counts from the first row, after the header
                linea = re.search(r"line (\d+)", error.diag.context or "")
                donde = f", línea {int(linea[1]) + 1}" if linea else ""
                raise ErrorDeUso(f"{archivo.ruta.name}{donde}: la fila no tiene las columnas del encabezado o sus comillas no cierran.") from error
            filas[archivo.tabla] = cursor.rowcount
            cursor.execute(sql.SQL("analyze {}").format(destino))
    return filas


def _cargar_duckdb(archivos: list[Archivo], avance: Callable) -> dict[str, int]:
    filas = {}
    with abrir_duckdb() as conexion:
        conexion.execute("begin")
        conexion.execute(f"create schema if not exists {ESQUEMA}")
        for tabla in contrato.tablas():
            conexion.execute(f"drop table if exists {ESQUEMA}.{tabla}")
        for archivo in archivos:
            destino = f"{ESQUEMA}.{archivo.tabla}"
            if archivo.ruta.suffix == ".parquet":
                columnas = ", ".join(f'"{c}"::varchar as "{c}"' for c in archivo.columnas)
                conexion.execute(f"create table {destino} as select {columnas} from read_parquet(?)", [str(archivo.ruta)])
            else:
                for _ in archivo.bloques(avance=avance(archivo)):
                    pass
                columnas = "{" + ", ".join(f"{_comillas(c)}: 'varchar'" for c in archivo.columnas) + "}"
                try:
                    conexion.execute(
                        f"create table {destino} as select * from read_csv(?, columns = {columnas}, header = true, delim = ',', "
                        "quote = '\"', escape = '\"', auto_detect = false, strict_mode = true, null_padding = false, "
                        f"max_line_size = {4 * LINEA_MAXIMA})",
                        [str(archivo.ruta)],
                    )
                except duckdb.InvalidInputException as error:
                    raise ErrorDeUso(
                        f"{archivo.ruta.name}{_linea(str(error))}: la fila no tiene las columnas del encabezado o sus comillas no cierran."
                    ) from error
            filas[archivo.tabla] = conexion.execute(f"select count(*) from {destino}").fetchone()[0]
        conexion.execute("commit")
    return filas


def _comillas(texto: str) -> str:
    return "'" + texto.replace("'", "''") + "'"


def abrir_duckdb(crear: bool = True) -> duckdb.DuckDBPyConnection:
    """The warehouse's DuckDB file. Never read-only: dbt, in this same process, may still hold it open for writing."""
    if crear:
        rutas.DUCKDB.parent.mkdir(parents=True, exist_ok=True)
    elif not rutas.DUCKDB.exists():
        raise ErrorDeUso(f"no hay bodega en {rutas.DUCKDB}: cargue y ejecute primero.")
    try:
        return duckdb.connect(str(rutas.DUCKDB))
    except duckdb.IOException as error:
        raise ErrorDeUso(f"no se puede abrir {rutas.DUCKDB}: otro programa lo tiene abierto o faltan permisos.") from error


def cargar(
    carpeta: Path, target: str, avance: Callable[[Archivo], Callable[[int], None]] = lambda _: lambda _: None
) -> tuple[dict[str, int], list[str], float]:
    """Replaces the input of a target by the files of a folder: {table: rows}, notices (Spanish), seconds.

    Errors: ErrorDeUso, one sentence that names the file (and line); what was loaded before stays.
    """
    inicio = time.perf_counter()
    archivos, ajenos = _archivos(carpeta)
    filas = (_cargar_postgres if target == "postgres" else _cargar_duckdb)(archivos, avance)
    avisos = [f"{nombre}: no es una tabla del contrato; se ignora." for nombre in ajenos]
    avisos += [f"{a.ruta.name}: columnas que el contrato no conoce, se ignoran: {', '.join(a.ignoradas)}." for a in archivos if a.ignoradas]
    return filas, avisos, time.perf_counter() - inicio
