"""The bench: a population of N subjects, what it takes to load and to build it, beside what the same engine takes to copy it."""

import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import duckdb
import numpy as np
import psutil
import psycopg
from rich.console import Console
from rich.table import Table
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from . import carga, contrato, documentos, resumen, rutas
from .errores import ErrorDeUso
from .servidor import postgres

CORTE = "2017-06-30"
COPIAS = 3
BASE = "reparto_bench"

# every value follows from the row's number by a hash written out: the same files on every machine
POBLACION = {
    "contribuyentes": """
        select {doc}, case when i % 5 in (1, 3) then 'J' else 'N' end as tipo_persona, 'NOMBRE ' || i as nombre
        from range({n}) as t(i)""",
    "obligaciones": """
        select 'OB' || (i * 5 + k) as id_obligacion, {doc},
            ['ICA', 'PREDIAL', 'PREDIAL', 'VEHICULOS', 'DELINEACION'][1 + (i * 7 + k) % 5] as impuesto,
            2008 + (i * 13 + k * 3) % 10 as anio_gravable, 'ANUAL' as periodo,
            case when (i * 7 + k) % 5 in (1, 2, 3) then 'OBJ' || (i * 5 + k) end as id_objeto,
            (2008 + (i * 13 + k * 3) % 10) || '-' || lpad((1 + (i + k) % 12)::varchar, 2, '0') || '-15' as fecha_vencimiento,
            case (i + k) % 20 when 0 then 'OMISO' when 1 then 'INEXACTO' else 'MORA' end as tipo_incumplimiento,
            case when (i + k) % 4 = 0 then '0' else (1000 + (i * 7919 + k * 104729) % 9000000)::varchar end || '.00' as valor_impuesto,
            '0.00' as valor_sancion, case (i + k) % 50 when 0 then 'SUSPENDIDA' when 1 then 'PRESCRITA' else 'ABIERTA' end as estado
        from range({n}) as t(i), range(5) as u(k)""",
    "respuestas": """
        select {doc}, p as pregunta, ['1', '0', '1', '0.5'][1 + (i * 3 + p * 5) % 4] as respuesta
        from range({n}) as t(i), range(1, 11) as u(p)""",
    # two subjects liable for each object, a predio that its first one owes tax on: chains of communities
    "sujecion_objeto": """
        select 'OBJ' || (d * 5 + (1 + 3 * d) % 5) as id_objeto, 'PREDIO' as tipo_objeto, {doc}, '50' as porcentaje
        from (select d, case lado when 0 then d else (d * 7919 + 13) % {n} end as i from range({n} * 6 // 10) as t(d), range(2) as u(lado))""",
    "grandes_contribuyentes": "select {doc}, '2017-01-01' as vigente_desde from range(0, {n}, 1000) as t(i)",
    "mandamientos_pago": "select 'MP' || i as id_mandamiento, {doc}, '2016-05-02' as fecha_expedicion from range(0, {n}, 50) as t(i)",
}
DOC = "case when i % 5 in (1, 3) then 'NIT' else 'CC' end as tipo_documento, 100000000 + i as numero_documento"


def poblacion(n: int) -> Path:
    """The folder with the population's files; made once."""
    marca = hashlib.sha256(repr((POBLACION, DOC)).encode()).hexdigest()[:8]
    carpeta = rutas.DATOS / "bench" / f"{n}-{marca}"
    if not carpeta.exists():
        carpeta.parent.mkdir(parents=True, exist_ok=True)
        parcial = Path(tempfile.mkdtemp(prefix=f".{n}-", dir=carpeta.parent))
        for tabla, consulta in POBLACION.items():
            duckdb.execute(f"copy ({consulta.format(doc=DOC, n=n)}) to '{parcial / tabla}.csv' (header)")
        parcial.rename(carpeta)
    return carpeta


def _memoria(pid: int) -> int:
    """Bytes that are a process's alone plus its share of the shared ones; 0 where it's gone."""
    try:
        texto = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return next(int(x.split()[1]) * 1024 for x in texto.splitlines() if x.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def _corrida(orden: list[str], tambien: Callable[[], list[int]]) -> tuple[float, int]:
    """Seconds of a command and the peak of its memory with that of the processes `tambien` names."""
    pico, fin = 0, threading.Event()
    inicio = time.perf_counter()
    with tempfile.TemporaryFile() as salida:
        proceso = subprocess.Popen(orden, stdout=salida, stderr=subprocess.STDOUT, cwd=rutas.PROYECTO)

        def vigilar() -> None:
            nonlocal pico
            while not fin.wait(0.5):
                pico = max(pico, _memoria(proceso.pid) + sum(map(_memoria, tambien())))

        hilo = threading.Thread(target=vigilar)
        hilo.start()
        codigo = proceso.wait()
        segundos = time.perf_counter() - inicio
        fin.set()
        hilo.join()
        if codigo:
            salida.seek(0)
            raise ErrorDeUso(f"el bench no construyó: {salida.read().decode(errors='replace')[-400:]}")
    return segundos, pico


def _dbt(orden: str, target: str, *mas: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "dbt.cli.main",
        orden,
        "--project-dir",
        str(rutas.PROYECTO),
        "--profiles-dir",
        str(rutas.PROYECTO),
        "--target",
        target,
        "--target-path",
        str(rutas.DATOS / "bench" / f"dbt_{target}"),
        "--log-path",
        str(rutas.DATOS / "dbt_log"),
        "--vars",
        json.dumps({"fecha_corte": CORTE}),
        "--quiet",
        "--no-version-check",
        *mas,
    ]


def _medir(target: str, carpeta: Path, conectar: Callable, procesos: Callable[[], list[int]]) -> dict:
    """Loads, builds and copies on a warehouse that `conectar` reaches: the figures of one engine."""

    def ejecutar(orden: str):
        return conectar().execute(orden)

    filas, _, cargar = carga.cargar(carpeta, target)
    subprocess.run(_dbt("parse", target), check=True, capture_output=True)
    sin_pruebas = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
    construir, memoria = _corrida(_dbt("build", target, *sin_pruebas), procesos)
    corrida = json.loads((rutas.DATOS / "bench" / f"dbt_{target}" / "run_results.json").read_text())
    lentos = sorted(((r["execution_time"], r["unique_id"].split(".")[-1]) for r in corrida["results"]), reverse=True)[:5]
    componentes = _componentes(target, ejecutar)
    explicar, cuenta = [], []
    conexion = conectar()
    for i in range(5):
        sujeto, inicio = f"CC-{100000005 + 10 * i}", time.perf_counter()
        assert conexion.execute(f"select * from reparto.traza_decision where id_sujeto = '{sujeto}'").fetchall()
        explicar.append(time.perf_counter() - inicio)
        inicio = time.perf_counter()
        assert documentos.cuenta(conexion, sujeto, date.fromisoformat(CORTE))["cuentas"]
        cuenta.append(time.perf_counter() - inicio)
    copias = []
    for _ in range(COPIAS):
        ejecutar("drop schema if exists copia cascade")
        ejecutar("create schema copia")
        inicio = time.perf_counter()
        for tabla in filas:
            ejecutar(f"create table copia.{tabla} as select * from fuente.{tabla}")
        copias.append(time.perf_counter() - inicio)
    ejecutar("drop schema copia cascade")
    copiar = statistics.median(copias)
    return {
        "cargar": cargar,
        "construir": construir,
        "copiar": copiar,
        "razon": construir / copiar,
        "memoria": memoria,
        "lentos": lentos,
        "filas": sum(filas.values()),
        "explicar": statistics.median(explicar),
        "cuenta": statistics.median(cuenta),
        **componentes,
    }


def _componentes(target: str, ejecutar: Callable) -> dict:
    """Seconds of the connected components of the communities (fuero_alcance = sujeto); of scipy's compiled routine on the same pairs of texts, and
    without their numbering."""
    variables = json.dumps({"fecha_corte": CORTE, "fuero_alcance": "sujeto"})
    subprocess.run([*_dbt("run", target, "-s", "int_componente"), "--vars", variables], check=True, capture_output=True)
    corrida = json.loads((rutas.DATOS / "bench" / f"dbt_{target}" / "run_results.json").read_text())
    segundos = next(r["execution_time"] for r in corrida["results"] if r["unique_id"] == "model.reparto.int_componente")
    pares = ejecutar("select id_objeto, id_sujeto from reparto_intermedio.int_comunidad").fetchall()
    inicio = time.perf_counter()
    numeros: dict[str, int] = {}
    a, b = ([numeros.setdefault(x, len(numeros)) for x in lado] for lado in zip(*pares, strict=True))
    numerados = time.perf_counter()
    connected_components(coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(len(numeros), len(numeros))), directed=False)
    fin = time.perf_counter()
    return {"pares": len(pares), "componentes": segundos, "scipy": fin - inicio, "scipy_numeros": fin - numerados}


def _en_postgres(carpeta: Path) -> tuple[dict, str]:
    with postgres(), psycopg.connect(autocommit=True) as principal:
        principal.execute(f"drop database if exists {BASE} with (force)")
        principal.execute(f"create database {BASE}")
        os.environ["PGDATABASE"] = BASE
        os.environ.pop("DATABASE_URL", None)
        try:
            with psycopg.connect(autocommit=True) as conexion:
                motor = "PostgreSQL " + conexion.execute("show server_version").fetchone()[0].split()[0]

                def servidores() -> list[int]:
                    return [p.pid for p in psutil.process_iter(["name"]) if p.info["name"] == "postgres"]

                return _medir("postgres", carpeta, lambda: conexion, servidores), motor
        finally:
            principal.execute(f"drop database {BASE} with (force)")


def _en_duckdb(carpeta: Path) -> tuple[dict, str]:
    archivo = rutas.DATOS / "bench" / "bench.duckdb"
    archivo.unlink(missing_ok=True)
    rutas.DUCKDB, os.environ["REPARTO_DUCKDB"] = archivo, str(archivo)

    try:
        return _medir("duckdb", carpeta, lambda: duckdb.connect(str(archivo)), lambda: []), f"DuckDB {duckdb.__version__}"
    finally:
        archivo.unlink(missing_ok=True)


def main(n: int, targets: list[str], consola: Console) -> None:
    """Prints the bench of each target. The build is timed from the command line to its end, with dbt's start; dbt's parse is warm."""
    if n < 1000:
        raise ErrorDeUso("el bench necesita 1.000 sujetos o más.")
    if shutil.disk_usage(rutas.DATOS if rutas.DATOS.exists() else rutas.PROYECTO).free < n * 12_000:
        raise ErrorDeUso(f"no hay disco para un bench de {n} sujetos: hacen falta unos {n * 12_000 // 2**30 + 1} GiB.")
    contrato.tablas()
    carpeta = poblacion(n)
    consola.print(
        f"Máquina: {os.cpu_count()} núcleos, {psutil.virtual_memory().total / 2**30:.0f} GiB, Python {platform.python_version()}, dbt {version('dbt-core')}"
    )
    for target in targets:
        cifras, motor = (_en_postgres if target == "postgres" else _en_duckdb)(carpeta)
        tabla = Table(title=f"{motor}, {n:,} sujetos, {cifras['filas']:,} filas".replace(",", "."), title_justify="left", show_header=False)
        for nombre, valor in (
            ("carga", f"{cifras['cargar']:.1f} s"),
            ("construcción sin pruebas", f"{cifras['construir']:.1f} s"),
            (f"copia de las entradas (mediana de {COPIAS})", f"{cifras['copiar']:.1f} s"),
            ("razón construcción / copia", f"{cifras['razon']:.1f}"),
            ("memoria máxima", f"{cifras['memoria'] / 2**30:.1f} GiB"),
            (f"componentes de {resumen.numero(cifras['pares'])} pares", f"{cifras['componentes']:.2f} s"),
            ("  scipy, sin y con numerar los textos", f"{cifras['scipy_numeros']:.2f} s, {cifras['scipy']:.2f} s"),
            ("explicar a un sujeto (mediana de 5)", f"{cifras['explicar'] * 1000:.0f} ms"),
            ("estado de cuenta de un sujeto (mediana de 5)", f"{cifras['cuenta'] * 1000:.0f} ms"),
            *((f"  {nombre}", f"{s:.1f} s") for s, nombre in cifras["lentos"]),
        ):
            tabla.add_row(nombre, valor)
        consola.print(tabla)
