"""The bench: an office of N subjects, what it takes to load, build, test and export it, beside what the same engine takes to copy its input."""

import json
import os
import platform
import resource
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

import numpy as np
import pandas as pd
import polars as pl
import psutil
from dbt.cli.main import dbtRunner
from rich.console import Console
from rich.table import Table
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from . import carga, contadores, contrato, documentos, exportacion, motores, oficina, rutas
from .errores import ErrorDeUso
from .palabras import numero

CORTE = "2017-06-30"
COPIAS = 5
BASE = "reparto_bench"
MINIMA = 1000  # subjects of the build whose time is all fixed cost
CIFRAS = {
    "cargar": ("carga", " s"),
    "construir": ("construcción sin pruebas", " s"),
    "pruebas": ("pruebas de datos", " s"),
    "exportar": ("exportación", " s"),
    "copiar": (f"copia de las entradas (mediana de {2 * COPIAS}, antes y después)", " s"),
    "razon": ("razón construcción / copia", ""),
    "nucleos": ("segundos de núcleo de la construcción", " s"),
    "ocupacion": ("parte de los núcleos ocupada", " %"),
    "memoria": ("memoria máxima de la construcción", " GiB"),
    "fijo": (f"construcción de {MINIMA} sujetos", " s"),
    "camino": ("camino crítico", " s"),
    "libro": ("libro de los eventos (int_libro)", " s"),
    "numpy": ("  numpy, ronda a ronda, con los mismos eventos", " s"),
    "componentes": ("componentes de las comunidades", " s"),
    "scipy": ("  scipy, con los mismos textos", " s"),
    "polars": ("paso del puntaje a mano, Polars", " s"),
    "pandas": ("paso del puntaje a mano, pandas", " s"),
    "explicar": ("explicar a un sujeto (mediana de 5)", " ms"),
    "cuenta": ("estado de cuenta de un sujeto (mediana de 5)", " ms"),
    **contadores.CIFRAS,
}


def _memoria(pid: int) -> int:
    """Bytes that are a process's alone plus its share of the shared ones; 0 where it's gone."""
    try:
        texto = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return next(int(x.split()[1]) * 1024 for x in texto.splitlines() if x.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def _segundos_de_nucleo(pids: list[int]) -> float:
    """Processor seconds of this process's ended children, and of other processes with theirs."""
    uso = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = uso.ru_utime + uso.ru_stime
    for pid in pids:
        try:
            total += sum(psutil.Process(pid).cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return total


def _corrida(orden: list[str], motor: motores.Motor) -> dict[str, float]:
    """A dbt command's seconds, processor seconds and peak of memory, with those of the engine's own processes."""
    pico, fin = 0, threading.Event()
    de_dbt = [os.getpid()] if motor.nombre == "spark" else []
    antes, inicio = _segundos_de_nucleo(de_dbt + motor.procesos()), time.perf_counter()

    def vigilar() -> None:
        nonlocal pico
        while not fin.wait(1):
            pico = max(pico, sum(map(_memoria, de_dbt + motor.procesos())))

    hilo = threading.Thread(target=vigilar)
    hilo.start()
    try:
        _ejecutar(orden, motor, de_dbt)
    finally:
        fin.set()
        hilo.join()
    segundos = time.perf_counter() - inicio
    return {"segundos": segundos, "nucleos": _segundos_de_nucleo(de_dbt + motor.procesos()) - antes, "memoria": pico / 2**30}


def _ejecutar(orden: list[str], motor: motores.Motor, de_dbt: list[int]) -> None:
    """dbt in a process of its own, whose number goes to de_dbt; on Spark in this one, which has the session."""
    if motor.nombre == "spark":
        if not (hecha := dbtRunner().invoke(orden)).success:
            fallas = [str(r.message) for r in getattr(hecha.result, "results", None) or [] if r.status == "error"]
            raise ErrorDeUso(f"el bench no construyó: {(fallas or [str(hecha.exception)])[0][:400]}")
        return
    with tempfile.TemporaryFile() as salida:
        proceso = subprocess.Popen([sys.executable, "-m", "dbt.cli.main", *orden], stdout=salida, stderr=subprocess.STDOUT, cwd=rutas.PROYECTO)
        de_dbt.append(proceso.pid)
        if proceso.wait():
            salida.seek(0)
            raise ErrorDeUso(f"el bench no construyó: {salida.read().decode(errors='replace')[-400:]}")


def _dbt(orden: str, target: str, *mas: str, **variables) -> list[str]:
    opciones = {
        "project-dir": rutas.PROYECTO,
        "profiles-dir": rutas.PROYECTO,
        "target": target,
        "target-path": _carpeta_dbt(target),
        "log-path": rutas.DATOS / "dbt_log",
        "vars": json.dumps({"fecha_corte": CORTE} | variables),
    }
    return [orden, "--quiet", "--no-version-check", *(str(x) for k, v in opciones.items() for x in (f"--{k}", v)), *mas]


def _carpeta_dbt(target: str) -> Path:
    return rutas.DATOS / "bench" / f"dbt_{target}"


def _segundos(target: str) -> dict[str, float]:
    """{node: seconds} of the last run of dbt."""
    corrida = json.loads((_carpeta_dbt(target) / "run_results.json").read_text())
    return {r["unique_id"]: r["execution_time"] for r in corrida["results"]}


def _camino_critico(target: str, segundos: dict[str, float]) -> tuple[float, list[str]]:
    """The chain of nodes that no number of cores makes shorter: its seconds and the names of its dearest links."""
    padres = json.loads((_carpeta_dbt(target) / "manifest.json").read_text())["parent_map"]
    hasta: dict[str, tuple[float, str | None]] = {}

    def llegar(nodo: str) -> float:
        if nodo not in hasta:
            antes, previo = max(((llegar(p), p) for p in padres.get(nodo, [])), default=(0.0, None))
            hasta[nodo] = antes + segundos.get(nodo, 0), previo
        return hasta[nodo][0]

    ultimo: str | None = max(segundos, key=llegar)
    total, camino = max(map(llegar, segundos)), []
    while ultimo:
        camino.append(ultimo)
        ultimo = hasta[ultimo][1]
    caros = sorted(camino, key=lambda n: segundos.get(n, 0), reverse=True)[:6]
    return total, [f"{n.split('.')[-1]} {segundos.get(n, 0):.1f} s" for n in reversed(camino) if n in caros]


def _construir(target: str, motor: motores.Motor, carpeta: Path) -> tuple[float, dict[str, float]]:
    """Loads a folder and builds it without tests: seconds of loading, and the run's figures. dbt's parse is warm."""
    _, _, cargar = carga.cargar(carpeta, target)
    _ejecutar(_dbt("parse", target), motor, [])
    return cargar, _corrida(_dbt("build", target, "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"), motor)


def _medir(target: str, carpeta: Path, motor: motores.Motor, decir: Callable[[str], None]) -> dict:
    """An engine's figures, in an empty warehouse; `decir` is told each step."""
    decir(f"construcción de {numero(MINIMA)} sujetos")
    with motor.aparte(BASE):
        fijo = _construir(target, motor, oficina.poblacion(MINIMA))[1]["segundos"]
    with tempfile.TemporaryDirectory(dir=rutas.DATOS / "bench") as temporal, contadores.anotados(motor, Path(temporal)) as contar, motor.aparte(BASE):
        decir("carga y construcción")
        cargar, corrida = _construir(target, motor, carpeta)
        contado = contar()
        decir("copias de las entradas")
        antes = _copias(motor)
        segundos = _segundos(target)
        critico, camino = _camino_critico(target, segundos)
        modelos = sorted(((s, u.split(".")[-1]) for u, s in segundos.items() if u.startswith("model.")), reverse=True)
        decir("pruebas de datos")
        pruebas = _corrida(_dbt("test", target, "--exclude-resource-type", "unit_test"), motor)["segundos"]
        decir("exportación")
        _, _, exportar = exportacion.exportar(Path(temporal) / "salida", target)
        decir("componentes, preguntas y cuentas a mano")
        pares, componentes, scipy = _componentes(target, motor)
        explicar, cuenta = _preguntas(motor)
        polars, pandas = _puntajes_a_mano(motor, carpeta / "respuestas.csv")
        a_mano = _libro_a_mano(motor, Path(temporal))
        copiar = statistics.median(antes + _copias(motor))
    return {
        "motor": motor.version(),
        "cargar": cargar,
        "construir": corrida["segundos"],
        "pruebas": pruebas,
        "exportar": exportar,
        "copiar": copiar,
        "razon": corrida["segundos"] / copiar,
        "nucleos": corrida["nucleos"],
        "ocupacion": 100 * corrida["nucleos"] / corrida["segundos"] / (os.cpu_count() or 1),
        "memoria": corrida["memoria"],
        "fijo": fijo,
        "camino": critico,
        "camino_nodos": camino,
        "modelos": [f"{nombre} {s:.1f} s" for s, nombre in modelos[:10]],
        "libro": segundos["model.reparto.int_libro"],
        "numpy": a_mano,
        "pares": pares,
        "componentes": componentes,
        "scipy": scipy,
        "polars": polars,
        "pandas": pandas,
        "explicar": explicar,
        "cuenta": cuenta,
        **contado,
    }


def _copias(motor: motores.Motor) -> list[float]:
    """Seconds of copying every input table on the same engine, each time."""
    copias = []
    with motor.conectar() as conexion:
        tablas = conexion.execute("select table_name from information_schema.tables where table_schema = 'fuente'").fetchall()
        for _ in range(COPIAS):
            conexion.execute("drop schema if exists copia cascade")
            conexion.execute("create schema copia")
            inicio = time.perf_counter()
            for (tabla,) in tablas:
                conexion.execute(f"create table copia.{tabla} as select * from fuente.{tabla}")
            copias.append(time.perf_counter() - inicio)
        conexion.execute("drop schema copia cascade")
        conexion.commit()
    return copias


def _preguntas(motor: motores.Motor) -> tuple[float, float]:
    """Median milliseconds to explain a subject and to read an account statement."""
    explicar, cuenta = [], []
    with motor.conectar() as conexion:
        sujetos = conexion.execute("select id_sujeto from reparto.calificacion_sujeto order by id_sujeto limit 5").fetchall()
        for (sujeto,) in sujetos:
            inicio = time.perf_counter()
            assert conexion.execute("select * from reparto.traza_decision where id_sujeto = $1", [sujeto]).fetchall()
            explicar.append(time.perf_counter() - inicio)
            inicio = time.perf_counter()
            assert documentos.cuenta(conexion, sujeto, date.fromisoformat(CORTE))["cuentas"]
            cuenta.append(time.perf_counter() - inicio)
    return 1000 * statistics.median(explicar or [0.0]), 1000 * statistics.median(cuenta or [0.0])


def _componentes(target: str, motor: motores.Motor) -> tuple[int, float, float]:
    """Pairs of communities, seconds of their connected components (fuero_alcance = sujeto), and of scipy's compiled routine on the same texts."""
    _ejecutar(_dbt("run", target, "-s", "int_componente", fuero_alcance="sujeto"), motor, [])
    segundos = _segundos(target)["model.reparto.int_componente"]
    with motor.conectar() as conexion:
        pares = conexion.execute("select id_objeto, id_sujeto from reparto_intermedio.int_comunidad").fetchall()
    inicio = time.perf_counter()
    numeros: dict[str, int] = {}
    a, b = ([numeros.setdefault(par[lado], len(numeros)) for par in pares] for lado in (0, 1))
    connected_components(coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(len(numeros), len(numeros))), directed=False)
    return len(pares), segundos, time.perf_counter() - inicio


def _puntajes_a_mano(motor: motores.Motor, archivo: Path) -> tuple[float | None, float | None]:
    """Seconds that the answers' weighted sum times the row's maximum takes in Polars and in pandas, from the answers as they come; in floats, so the
    totals agree to a millionth and no more. None without answers."""
    if not archivo.exists():
        return None, None
    with motor.conectar() as conexion:
        pesos = {str(p): float(w) for p, w in conexion.execute("select pregunta, peso from reparto_norma.preguntas where norma = 'DDI-028201'").fetchall()}
        filas = conexion.execute("select id_sujeto, puntaje_maximo, puntaje from reparto.calificacion_sujeto where peso_respuestas is not null").fetchall()
    sujetos = {"id_sujeto": [f[0] for f in filas], "maximo": [float(f[1]) for f in filas]}
    esperado = float(sum(f[2] for f in filas))
    inicio = time.perf_counter()
    respuestas = pl.scan_csv(archivo, schema_overrides={"numero_documento": pl.String, "pregunta": pl.String}).select(
        id_sujeto=pl.col("tipo_documento") + "-" + pl.col("numero_documento"),
        puntos=pl.col("pregunta").replace_strict(pesos) * pl.col("respuesta"),
    )
    sumas = respuestas.group_by("id_sujeto").agg(pl.col("puntos").sum())
    con_polars = sumas.join(pl.LazyFrame(sujetos), on="id_sujeto").select((pl.col("puntos") * pl.col("maximo")).sum()).collect().item()
    fin_polars = time.perf_counter()
    tabla = pd.read_csv(archivo, dtype={"numero_documento": str, "pregunta": str})
    tabla["puntos"] = tabla["pregunta"].map(pesos) * tabla["respuesta"]
    por_sujeto = tabla.groupby(["tipo_documento", "numero_documento"], as_index=False)["puntos"].sum()
    por_sujeto["id_sujeto"] = por_sujeto["tipo_documento"] + "-" + por_sujeto["numero_documento"]
    unida = por_sujeto.merge(pd.DataFrame(sujetos), on="id_sujeto")
    con_pandas = (unida["puntos"] * unida["maximo"]).sum()
    fin = time.perf_counter()
    for hallado in (con_polars, con_pandas):
        if abs(hallado - esperado) > 1e-6 * esperado:
            raise ErrorDeUso(f"el puntaje a mano suma {hallado:.2f} y el de la bodega {esperado:.2f}.")
    return fin_polars - inicio, fin - fin_polars


def _libro_a_mano(motor: motores.Motor, temporal: Path) -> float | None:
    """Seconds that the fold of the ledger's events takes in numpy: compiled loops over the k-th events of every account, from the events as int_evento has
    them; in floats, so the totals agree to a millionth and no more. None where a transitory law reaches a payment: it isn't folded here."""
    enteras, otras = ("cuenta", "orden", "vencida", "en_orden", "con_ley"), ("valor", "variacion", "valor_impuesto", "valor_sancion", "factor", "crecimiento")
    columnas = [(c, "bigint") for c in enteras] + [(c, "double") for c in otras]
    consulta = f"""
        select dense_rank() over (order by eventos.id_obligacion) - 1 as cuenta, eventos.orden,
            case when eventos.fecha > eventos.fecha_vencimiento then 1 else 0 end as vencida,
            case when eventos.regimen = 'ORDEN' then 1 else 0 end as en_orden, case when eventos.norma_transitoria is null then 0 else 1 end as con_ley,
            eventos.valor, eventos.variacion, coalesce(eventos.valor_impuesto, 0) as valor_impuesto, coalesce(eventos.valor_sancion, 0) as valor_sancion,
            cast(hasta.factor_mora - desde.factor_mora as double precision) / {1e4 * 365 * 366} as factor,
            cast(hasta.crecimiento_mora - desde.crecimiento_mora as double precision) / vencimiento.crecimiento_mora as crecimiento
        from reparto_saldos.int_evento as eventos
        join reparto_saldos.int_dia_mora as vencimiento on vencimiento.fecha = eventos.fecha_vencimiento
        join reparto_saldos.int_dia_mora as desde
            on desde.fecha = greatest(coalesce(eventos.fecha_anterior, eventos.fecha_vencimiento), eventos.fecha_vencimiento)
        join reparto_saldos.int_dia_mora as hasta on hasta.fecha = greatest(eventos.fecha, eventos.fecha_vencimiento)"""
    leidos: list[dict[str, np.ndarray]] = []
    with motor.conectar() as conexion:
        motor.volcar(conexion, consulta, columnas, temporal, lambda lector, origen: leidos.append(lector.execute(f"select * from {origen}").fetchnumpy()))
        totales = "sum(interes), sum(reajuste), sum(pago_impuesto), sum(pago_interes), sum(pago_sancion)"
        esperado = [float(x or 0) for x in conexion.execute(f"select {totales} from reparto_saldos.int_libro").fetchall()[0]]
    if not len(leidos[0]["orden"]) or leidos[0]["con_ley"].any():
        return None
    inicio = time.perf_counter()
    por_orden = np.argsort(leidos[0]["orden"], kind="stable")
    eventos = {nombre: valores[por_orden] for nombre, valores in leidos[0].items()}
    saldos = np.zeros((3, eventos["cuenta"].max() + 1))  # tax, interest, sanction
    hallado = np.zeros(5)
    cortes = np.searchsorted(eventos["orden"], np.arange(1, eventos["orden"][-1] + 2))
    for desde, hasta in zip(cortes[:-1], cortes[1:], strict=True):
        ronda = {nombre: valores[desde:hasta] for nombre, valores in eventos.items()}
        cuenta = ronda["cuenta"]
        if desde == 0:
            saldos[0, cuenta], saldos[2, cuenta] = ronda["valor_impuesto"], ronda["valor_sancion"]
        debido = saldos[:, cuenta]
        interes = _entero(debido[0] * ronda["factor"]) + _entero(debido[0] * ronda["crecimiento"])
        reajuste = _entero(debido[2] * ronda["variacion"] / 10_000)
        debido[1] += interes
        debido[2] += reajuste
        exigido = debido.sum(axis=0)
        abonado = np.minimum(ronda["valor"], exigido)
        partes = _entero(abonado * debido / np.maximum(exigido, 1))
        partes[debido.argmax(axis=0), np.arange(len(cuenta))] += abonado - partes.sum(axis=0)
        for caso, prelacion in (((ronda["vencida"] == 0), (0, 2, 1)), ((ronda["vencida"] == 1) & (ronda["en_orden"] == 1), (2, 1, 0))):
            queda = abonado[caso]
            for parte in prelacion:
                partes[parte, caso] = np.minimum(queda, debido[parte, caso])
                queda = queda - partes[parte, caso]
        saldos[:, cuenta] = debido - partes
        hallado += [interes.sum(), reajuste.sum(), *partes.sum(axis=1)]
    segundos = time.perf_counter() - inicio
    if not np.allclose(hallado, esperado, rtol=1e-6):
        raise ErrorDeUso(f"el libro a mano suma {hallado.round().tolist()} centavos y el de la bodega {esperado}.")
    return segundos


def _entero(valores: np.ndarray) -> np.ndarray:
    """Rounded half up."""
    return np.floor(valores + 0.5)


def main(n: int, datos: Path | None, targets: list[str], consola: Console) -> None:
    """Prints the bench of each target, over an office of n subjects or a folder of real data, and leaves every figure measured here in
    bench/resultados.json and the README's table of them in bench/resultados.md."""
    if n < MINIMA:
        raise ErrorDeUso("el bench necesita 1.000 sujetos o más.")
    if shutil.disk_usage(rutas.DATOS if rutas.DATOS.exists() else rutas.PROYECTO).free < n * 20_000:
        raise ErrorDeUso(f"no hay disco para un bench de {n} sujetos: hacen falta unos {n * 20_000 // 2**30 + 1} GiB.")
    contrato.tablas()
    maquina = f"{os.cpu_count()} núcleos, {psutil.virtual_memory().total / 2**30:.0f} GiB, Python {platform.python_version()}, dbt {version('dbt-core')}"
    consola.print(f"Máquina: {maquina}")
    carpeta, nombre = (datos, datos.name) if datos else (oficina.poblacion(n), f"{numero(n)} sujetos")
    destino = rutas.DATOS / "bench" / "resultados.json"
    medidas = json.loads(destino.read_text()) if destino.exists() else {}
    for target in targets:
        motor = motores.motor(target)
        with motor.en_marcha(), consola.status(target) as estado:
            cifras = _medir(target, carpeta, motor, estado.update) | {"poblacion": nombre, "maquina": maquina}
        medidas[f"{cifras['motor']} {nombre}"] = cifras
        destino.write_text(json.dumps(medidas, ensure_ascii=False, indent=1))
        tabla = Table(title=f"{cifras['motor']}, {nombre}", title_justify="left", show_header=False)
        for clave, (etiqueta, unidad) in CIFRAS.items():
            if cifra := _cifra(cifras, clave, unidad):
                tabla.add_row(etiqueta, cifra)
        tabla.add_row("camino crítico", ", ".join(cifras["camino_nodos"]))
        tabla.add_row("modelos más caros", ", ".join(cifras["modelos"]))
        if "por_tabla" in cifras:
            tabla.add_row("tareas por tabla", "\n".join(cifras["por_tabla"]))
        consola.print(tabla)
        destino.with_suffix(".md").write_text(_tabla_leeme(list(medidas.values())))


def _cifra(cifras: dict, clave: str, unidad: str) -> str:
    return "" if cifras.get(clave) is None else f"{cifras[clave]:.1f}{unidad}"


def _tabla_leeme(medidas: list[dict]) -> str:
    """The README's table: a column for each engine and population measured."""
    filas = ["| | " + " | ".join(f"{m['motor']}, {m['poblacion']}" for m in medidas) + " |", "| --- |" + " --- |" * len(medidas)]
    filas += [f"| {nombre.strip()} | " + " | ".join(_cifra(m, clave, unidad) for m in medidas) + " |" for clave, (nombre, unidad) in CIFRAS.items()]
    return "\n".join(filas) + "\n"
