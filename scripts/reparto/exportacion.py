"""Exports: every public table to CSV and Parquet, one Excel workbook per office; a new folder, complete or not at all."""

import shutil
import tempfile
import time
from pathlib import Path

import duckdb
import xlsxwriter

from . import rutas
from .consultas import hay_tabla, lectura
from .errores import ErrorDeUso

ESQUEMAS = ("reparto", "cobro")
FILAS_POR_HOJA = 1_000_000
LOTE = 10_000
PELIGROSO = ("=", "+", "-", "@", "\t", "\r")

LISTA = """
    select
        a.id_obligacion, a.id_sujeto, c.nombre, a.impuesto, a.id_objeto, a.saldo, a.prioridad, a.codigo_riesgo, a.regla,
        a.articulo, a.etapa, a.estado, a.id_caso, a.id_expediente
    from reparto.asignacion_obligacion as a
    left join reparto_staging.stg_contribuyentes as c on a.id_sujeto = c.id_sujeto
    where a.oficina = '{oficina}'
    order by a.prioridad nulls last, a.saldo desc, a.id_obligacion
"""
TITULOS = (
    "Obligación",
    "Sujeto",
    "Nombre",
    "Impuesto",
    "Predio o vehículo",
    "Saldo",
    "Prioridad",
    "Código de riesgo",
    "Regla",
    "Artículo",
    "Etapa",
    "Estado",
    "Caso",
    "Expediente",
)


def _columnas(conexion, esquema: str, tabla: str) -> list[tuple[str, str]]:
    """[(name, DuckDB type)] of a table."""
    filas = conexion.execute(f"""
        select column_name, data_type, numeric_precision, numeric_scale
        from information_schema.columns
        where table_schema = '{esquema}' and table_name = '{tabla}'
        order by ordinal_position
    """).fetchall()
    return [
        (nombre, f"decimal({precision},{escala})" if tipo.lower().startswith(("numeric", "decimal")) else tipo) for nombre, tipo, precision, escala in filas
    ]


def _es_texto(tipo: str) -> bool:
    return tipo.lower() in ("text", "character varying", "varchar")


def _consulta(columnas: list[tuple[str, str]], esquema: str, tabla: str, target: str) -> str:
    """Every column, rows in an order that is the same on both engines: by all the text columns, bytewise."""
    binario = ' collate "C"' if target == "postgres" else ""
    orden = ", ".join(f"{c}{binario if _es_texto(t) else ''} nulls first" for c, t in columnas)
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


def _tabla(conexion, target: str, esquema: str, tabla: str, destino: Path) -> None:
    columnas = _columnas(conexion, esquema, tabla)
    consulta = _consulta(columnas, esquema, tabla, target)
    parquet = destino / f"{tabla}.parquet"
    if target == "duckdb":
        return _escribir(conexion, f"({consulta})", columnas, destino / f"{tabla}.csv", parquet)
    # PostgreSQL streams the rows once; DuckDB makes both files of them with the exact types
    with tempfile.NamedTemporaryFile(dir=destino, suffix=".csv") as crudo:
        with conexion.cursor() as cursor, cursor.copy(f"copy ({consulta}) to stdout (format csv, header, force_quote *)") as copia:
            for bloque in copia:
                crudo.write(bloque)
        crudo.flush()
        tipos = "{" + ", ".join(f"'{c}': '{t}'" for c, t in columnas) + "}"
        exacta = (
            f"read_csv('{crudo.name}', columns = {tipos}, header = true, auto_detect = false, quote = '\"', escape = '\"', "
            "nullstr = '', allow_quoted_nulls = false, max_line_size = 1073741824)"
        )
        with duckdb.connect() as motor:
            motor.execute("set preserve_insertion_order = true")
            _escribir(motor, exacta, columnas, destino / f"{tabla}.csv", parquet)


def _escribir(motor, origen: str, columnas: list[tuple[str, str]], csv_: Path, parquet: Path) -> None:
    motor.execute(f"copy (select * from {origen}) to '{parquet}' (format parquet)")
    motor.execute(f"copy (select {_sin_formulas(columnas)} from {origen}) to '{csv_}' (header)")


def _libro(conexion, oficina: str, nombre: str, destino: Path) -> None:
    """An office's worklist. Text is written as text: no cell can be a formula."""
    opciones = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    libro = xlsxwriter.Workbook(str(destino), opciones)
    negrita, pesos = libro.add_format({"bold": True}), libro.add_format({"num_format": "#,##0.00"})
    hoja, fila, hojas = None, 0, 0
    cursor = conexion.execute(LISTA.format(oficina=oficina))
    while lote := cursor.fetchmany(LOTE):
        for registro in lote:
            if hoja is None or fila > FILAS_POR_HOJA:
                hojas += 1
                hoja, fila = libro.add_worksheet(f"Lista de trabajo {hojas}"), 1
                hoja.freeze_panes(1, 0)
                hoja.set_column(0, len(TITULOS) - 1, 20)
                for columna, titulo in enumerate(TITULOS):
                    hoja.write_string(0, columna, titulo, negrita)
            for columna, valor in enumerate(registro):
                if columna == TITULOS.index("Saldo"):
                    hoja.write_number(fila, columna, valor, pesos)
                elif valor is not None:
                    hoja.write_string(fila, columna, valor)
            fila += 1
    libro.set_properties({"title": nombre})
    libro.close()


def exportar(carpeta: Path | None, target: str, avance=lambda _: None) -> tuple[Path, list[str], float]:
    """Writes a new folder (default: the next free <fecha_corte>-<target>-<n> under exportaciones): its path, its files, seconds.

    Errors: ErrorDeUso where the folder exists or nothing was built; no folder is left then.
    """
    inicio = time.perf_counter()
    with lectura(target) as conexion:
        if not hay_tabla(conexion, "reparto", "asignacion_obligacion"):
            raise ErrorDeUso("todavía no hay resultados que exportar: use «reparto ejecutar» primero.")
        if carpeta is None:
            corte = conexion.execute("select fecha_corte from reparto_intermedio.int_medicion").fetchone()[0]
            base = rutas.DATOS / "exportaciones"
            carpeta = next(p for n in range(1, 10**6) if not (p := base / f"{corte}-{target}-{n}").exists())
        if carpeta.exists():
            raise ErrorDeUso(f"la carpeta {carpeta} ya existe: indique una nueva.")
        carpeta.parent.mkdir(parents=True, exist_ok=True)
        parcial = Path(tempfile.mkdtemp(prefix=f".{carpeta.name}-", dir=carpeta.parent))
        try:
            tablas = conexion.execute(
                f"select table_schema, table_name from information_schema.tables where table_schema in {ESQUEMAS} order by 1, 2"
            ).fetchall()
            for esquema, tabla in tablas:
                avance(f"{esquema}.{tabla}")
                _tabla(conexion, target, esquema, tabla, parcial)
            for oficina, nombre in conexion.execute("select oficina, nombre from reparto_norma.oficinas order by 1").fetchall():
                if conexion.execute(f"select count(*) from reparto.asignacion_obligacion where oficina = '{oficina}'").fetchone()[0]:
                    avance(nombre)
                    _libro(conexion, oficina, nombre, parcial / f"{oficina}.xlsx")
            parcial.chmod(0o755)
            parcial.rename(carpeta)
        except BaseException:
            shutil.rmtree(parcial, ignore_errors=True)
            raise
    return carpeta, sorted(p.name for p in carpeta.iterdir()), time.perf_counter() - inicio
