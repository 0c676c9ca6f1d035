"""Exports: every public table to CSV and Parquet, one Excel workbook per office and per gestor; a new folder, complete or not at all."""

import errno
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path
from queue import SimpleQueue

import yaml

from . import libros, parciales, rutas
from .consultas import hay_tabla, lectura
from .errores import ErrorDeUso
from .motores import Motor, literal, motor

FORMATOS = ("csv", "parquet", "xlsx")
A_LA_VEZ = 2  # tables written at a time
GESTORES_A_LA_VEZ = 50  # whose workbooks are read at a time
ESQUEMAS = ("reparto", "cobro")
# what is asked for by subject and day has a row for each of 100,000 days
PUBLICAS = {(e, p.stem) for e in ESQUEMAS for p in (rutas.PROYECTO / "models/marts" / e).glob("*.sql") if not p.stem.endswith("_a_una_fecha")}
PELIGROSO = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _columnas(conexion, esquema: str, tabla: str) -> list[tuple[str, str]]:
    """[(name, DuckDB type)] of a table."""
    filas = conexion.execute(
        """
        select column_name, data_type, numeric_precision, numeric_scale
        from information_schema.columns
        where table_schema = $1 and table_name = $2
        order by ordinal_position
    """,
        [esquema, tabla],
    ).fetchall()
    return [
        (nombre, f"decimal({precision},{escala})" if tipo.lower().startswith(("numeric", "decimal")) else tipo) for nombre, tipo, precision, escala in filas
    ]


def _es_texto(tipo: str) -> bool:
    return tipo.lower() in ("text", "character varying", "varchar")


@cache
def _claves() -> dict[str, list[str]]:
    """{table: the columns that tell its rows apart}, as the marts' tests declare them."""
    claves = {}
    for archivo in (rutas.PROYECTO / "models/marts").rglob("*.yml"):
        for modelo in yaml.safe_load(archivo.read_text(encoding="utf-8")).get("models") or []:
            unicas = [p["combinacion_unica"]["arguments"]["columnas"] for p in modelo.get("data_tests") or [] if "combinacion_unica" in p]
            unicas += [[c["name"]] for c in modelo.get("columns") or [] for p in c.get("data_tests") or [] if p == "unique" or "unique" in p]
            if unicas:
                claves[modelo["name"]] = unicas[0]
    return claves


def _consulta(columnas: list[tuple[str, str]], esquema: str, tabla: str, motor: Motor) -> str:
    """Every column, rows in an order that is the same on every engine: by the first columns up to the last one of the key (all, where it has none),
    texts bytewise."""
    clave = set(_claves().get(tabla, [])) or {c for c, _ in columnas}
    hasta = max(n for n, (c, _) in enumerate(columnas) if c in clave) + 1
    orden = ", ".join(f"{motor.binario(c) if _es_texto(t) else c} nulls first" for c, t in columnas[:hasta])
    return f"select {', '.join(c for c, _ in columnas)} from {esquema}.{tabla} order by {orden}"


def _sin_formulas(columnas: list[tuple[str, str]]) -> str:
    """A select list that puts an apostrophe before a text that a spreadsheet would run as a formula."""
    # no `in`: DuckDB makes a join of a list, which loses the order of the rows
    marcas = "e" + repr("".join(PELIGROSO))
    seguro = "case when {c} <> '' and instr({m}, left({c}, 1)) > 0 then '''' || {c} else {c} end as {c}"
    return ", ".join(seguro.format(c=c, m=marcas) if _es_texto(t) else c for c, t in columnas)


def sin_formula(valor):
    """A value that no spreadsheet runs: the same, or a text with an apostrophe before."""
    return f"'{valor}" if isinstance(valor, str) and valor.startswith(PELIGROSO) else valor


def _tabla(conexion, motor: Motor, esquema: str, tabla: str, destino: Path, formatos: Sequence[str] = FORMATOS) -> None:
    columnas = _columnas(conexion, esquema, tabla)
    archivos = {f: destino / f"{tabla}.{f}" for f in ("csv", "parquet") if f in formatos}
    if archivos:
        consulta = _consulta(columnas, esquema, tabla, motor)
        motor.volcar(conexion, consulta, columnas, destino, lambda lector, origen: _escribir(lector, origen, columnas, archivos))


def _escribir(lector, origen: str, columnas: list[tuple[str, str]], archivos: dict[str, Path]) -> None:
    """Reads the rows once: the CSV file comes from the Parquet file where both are wanted."""
    if "parquet" in archivos:
        parquet = literal(str(archivos["parquet"]))
        lector.execute(f"copy (select * from {origen}) to {parquet} (format parquet)")
        origen = f"read_parquet({parquet}, hive_partitioning = false)"
    if "csv" in archivos:
        lector.execute(f"copy (select {_sin_formulas(columnas)} from {origen}) to {literal(str(archivos['csv']))} (header)")


def _libro(conexion, motor: Motor, oficina: str, nombre: str, corte: date, destino: Path) -> None:
    def al_csv(lector, origen: str, columnas: list[tuple[str, str]], ruta: Path) -> None:
        _escribir(lector, origen, columnas, {"csv": ruta})

    libros.de_oficina(conexion, motor, oficina, nombre, corte, destino, al_csv)


def _libros_de_gestores(conexion, motor: Motor, gestores: list[tuple[str, str]], corte: date, destino: Path) -> None:
    libros.de_gestores(conexion, gestores, corte, destino)


def exportar(
    carpeta: Path | None,
    target: str,
    avance: Callable[[str], None] = lambda _: None,
    formatos: Sequence[str] = FORMATOS,
    tablas: Sequence[str] = (),
    completa: bool = True,
) -> tuple[Path, list[str], float]:
    """Writes a new folder (default: the next free <fecha_corte>-<target>-<n> under exportaciones): its path, its files, seconds.

    formatos: some of FORMATOS; tablas: some public tables, without the offices' workbooks (none: all, with them).
    completa: every public table has to be there.
    Errors: ErrorDeUso where the folder exists, a public table is missing, nothing was built, or a format or table doesn't exist; no folder is left then.
    """
    inicio = time.perf_counter()
    if sobran := sorted(set(formatos) - set(FORMATOS)):
        raise ErrorDeUso(f"no se exporta a «{sobran[0]}»: use {', '.join(FORMATOS)}.")
    with ExitStack() as abiertas:
        conexion = abiertas.enter_context(lectura(target))
        if not hay_tabla(conexion, "reparto", "asignacion_obligacion"):
            raise ErrorDeUso("todavía no hay resultados que exportar: use «reparto ejecutar» primero.")
        consulta = "select table_schema, table_name from information_schema.tables where table_schema in ($1, $2)"
        publicas = sorted(PUBLICAS & set(conexion.execute(consulta, ESQUEMAS).fetchall()))  # not what others made there
        if completa and not tablas and (faltan := sorted(tabla for _, tabla in PUBLICAS - set(publicas))):
            raise ErrorDeUso(f"faltan tablas públicas ({', '.join(faltan)}): use «reparto ejecutar» antes de exportar.")
        motor(target).fijar(conexion, [f"{esquema}.{tabla}" for esquema, tabla in publicas])
        if sobran := sorted(set(tablas) - {tabla for _, tabla in publicas}):
            raise ErrorDeUso(f"no hay una tabla pública «{sobran[0]}».")
        corte = conexion.execute("select fecha_corte from reparto_intermedio.int_medicion").fetchone()[0]
        if carpeta is None:
            base = rutas.DATOS / "exportaciones"
            carpeta = next(p for n in range(1, 10**6) if not (p := base / f"{corte}-{target}-{n}").exists())
        if carpeta.exists():
            raise ErrorDeUso(f"la carpeta {carpeta} ya existe: indique una nueva.")
        if tablas and set(formatos) == {"xlsx"}:
            raise ErrorDeUso("los libros de Excel son de las oficinas y de los gestores, no de una tabla: pida csv o parquet, o no use --tabla.")
        oficinas, gestores = [], []
        if "xlsx" in formatos and not tablas:
            oficinas = conexion.execute(
                "select oficina, nombre from reparto_intermedio.int_oficina where oficina in (select oficina from reparto.asignacion_obligacion "
                "where estado <> 'PRESCRIPCION_POR_DECLARAR' union select oficina from reparto.cola_oficina) order by 1"
            ).fetchall()
            gestores = conexion.execute(
                "select distinct s.id_gestor, s.nombre from reparto_staging.stg_gestores as s "
                "inner join reparto_intermedio.int_cartera as p on s.id_gestor = p.id_gestor order by 1"
            ).fetchall()
        libres: SimpleQueue = SimpleQueue()
        for otra in [conexion, *(abiertas.enter_context(lectura(target)) for _ in range(A_LA_VEZ - 1))]:
            libres.put(otra)

        def con_conexion(que: str, hacer: Callable, *argumentos) -> None:
            propia = libres.get()
            avance(que)
            try:
                hacer(propia, motor(target), *argumentos)
            finally:
                libres.put(propia)

        parciales.limpiar(carpeta.parent, f".{carpeta.name}-")
        with parciales.parcial(carpeta.parent, f".{carpeta.name}-") as parcial:
            with ThreadPoolExecutor(A_LA_VEZ) as hilos:
                tareas = [hilos.submit(con_conexion, nombre, _libro, oficina, nombre, corte, parcial) for oficina, nombre in oficinas]
                for tanda in (gestores[n : n + GESTORES_A_LA_VEZ] for n in range(0, len(gestores), GESTORES_A_LA_VEZ)):
                    quienes = f"gestores {tanda[0][0]} a {tanda[-1][0]}"
                    tareas.append(hilos.submit(con_conexion, quienes, _libros_de_gestores, tanda, corte, parcial))
                for esquema, tabla in publicas:
                    if not tablas or tabla in tablas:
                        tareas.append(hilos.submit(con_conexion, f"{esquema}.{tabla}", _tabla, esquema, tabla, parcial, formatos))
                try:
                    for tarea in tareas:
                        tarea.result()
                except BaseException:
                    hilos.shutdown(wait=True, cancel_futures=True)
                    raise
            try:
                parcial.rename(carpeta)
            except OSError as error:
                if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                    raise ErrorDeUso(f"la carpeta {carpeta} ya existe: la escribió otra orden mientras tanto.") from error
                raise
    return carpeta, sorted(p.name for p in carpeta.iterdir()), time.perf_counter() - inicio
