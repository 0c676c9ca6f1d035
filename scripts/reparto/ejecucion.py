"""Running dbt: the vars go in, events move a progress bar, a failure comes out as one sentence."""

import json
import os
import re
import secrets
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import CompiledNode, ParsedNode

from . import parciales, rutas
from .consultas import hay_tabla, lectura
from .errores import avisar, causa_ajena
from .motores import motor


@dataclass
class Resultado:
    """What a run of dbt left: whether it was right, what failed (name, sentence), dbt's nodes in the order they ran, seconds by node, tests by status;
    de_uso: the sentence of a macro's error_de_uso, where it is what stopped it."""

    bien: bool
    fallas: list[tuple[str, str]] = field(default_factory=list)
    nodos_hechos: list = field(default_factory=list)
    segundos: dict[str, float] = field(default_factory=dict)
    pruebas: Counter = field(default_factory=Counter)
    de_uso: str = ""


def _de_uso(mensaje: str) -> str:
    """The sentence of a macro's error_de_uso, if it is one."""
    propia = re.search(r"reparto: (.+)", mensaje)
    return propia[1].strip() if propia else ""


def _frase(mensaje: str) -> str:
    """That sentence, else the first line that says something."""
    if propia := _de_uso(mensaje):
        return propia
    lineas = [linea.strip() for linea in mensaje.splitlines() if linea.strip()]
    return next((x for x in lineas if not re.match(r"(Database|Compilation|Runtime|Parsing) Error", x)), "error sin mensaje")


_proyectos: dict[tuple, Manifest] = {}


def _no_escribir(*_) -> None:
    """In place of what writes each node's SQL in dbt's folders: nobody reads it, and it has the mask's key in clear."""


escribir_nodo = ParsedNode.write_node  # for whoever needs it (tests/python/mutantes.py)
ParsedNode.write_node = _no_escribir  # type: ignore[assignment]


def _opciones(target: str, variables: dict) -> list[str]:
    carpetas = {
        "project-dir": rutas.PROYECTO,
        "profiles-dir": rutas.PROYECTO,
        "target-path": rutas.DATOS / f"dbt_{target}",
        "log-path": rutas.DATOS / "dbt_log",
    }
    # the command says what failed, in its own words; dbt's files of the whole project take a quarter of a run's time, and nobody reads them
    callado = ["--quiet", "--log-level", "none", "--log-level-file", "debug", "--no-version-check", "--no-write-json"]
    return ["--target", target, "--vars", json.dumps(variables), *callado, *(x for k, v in carpetas.items() for x in (f"--{k}", str(v)))]


def _clave_mascara(target: str) -> str:
    """The key that masks taxpayers in schema bi, made once: it stays beside the data, out of the warehouse. Whoever lacks that of former runs is told."""
    archivo = rutas.DATOS / "clave_mascara"
    if not archivo.exists():
        archivo.parent.mkdir(parents=True, exist_ok=True)
        with parciales.parcial(archivo.parent, ".clave-") as parcial:  # whole or not at all
            (parcial / archivo.name).touch(mode=0o600)
            (parcial / archivo.name).write_text(secrets.token_hex(32))
            (parcial / archivo.name).rename(archivo)
        with lectura(target) as conexion:
            if hay_tabla(conexion, "reparto", "corrida") and conexion.execute("select count(*) from reparto.corrida").fetchone()[0]:
                avisar(
                    "esta bodega ya tiene corridas y aquí no estaba su llave de la máscara: con la nueva, las claves del esquema bi son otras. "
                    f"Para conservarlas, ponga la de antes en REPARTO_CLAVE_MASCARA o en {archivo} y ejecute otra vez."
                )
    return archivo.read_text().strip()


def _invocar(orden: str, target: str, variables: dict, argumentos: tuple[str, ...], al_evento: Callable) -> dbtRunnerResult:
    """The project is parsed once for a target, a database, a schema and the source's names: no other var counts before execution. What dbt keeps of
    it serves the next command too, whatever its cut."""
    if not os.environ.get("REPARTO_CLAVE_MASCARA"):
        os.environ["REPARTO_CLAVE_MASCARA"] = _clave_mascara(target)
    os.environ["DBT_ENV_SECRET_REPARTO"] = os.environ["REPARTO_CLAVE_MASCARA"]  # dbt's log says ***** in place of what is called so
    opciones = _opciones(target, variables)
    esquemas = (os.environ.get(v) for v in ("PGDATABASE", "REPARTO_ESQUEMA", "REPARTO_LIBRO_PROPIO"))
    de_lectura = {v: variables[v] for v in ("esquema_fuente", "tablas_fuente") if v in variables}
    clave = (target, *esquemas, json.dumps(de_lectura))
    if clave not in _proyectos:
        lectura = dbtRunner().invoke(["parse", *_opciones(target, de_lectura)])
        if not lectura.success:
            return lectura
        assert isinstance(lectura.result, Manifest)  # for the type checker
        _proyectos[clave] = lectura.result
    for nodo in _proyectos[clave].nodes.values():  # dbt would take what a former run compiled into the ephemeral models, vars and all
        if isinstance(nodo, CompiledNode):
            nodo.compiled, nodo.extra_ctes_injected, nodo.extra_ctes = False, False, []
    return dbtRunner(manifest=_proyectos[clave], callbacks=[al_evento]).invoke([orden, *opciones, *argumentos])


@contextmanager
def _interrupciones() -> Iterator[list[int]]:
    """Ctrl-C that come meanwhile, noted: dbt takes some for the failure of the node that they cut."""
    llegadas: list[int] = []
    antes = signal.getsignal(signal.SIGINT)

    def anotar(senal: int, marco: FrameType | None) -> None:
        llegadas.append(senal)
        if callable(antes):
            antes(senal, marco)

    if not callable(antes) or threading.current_thread() is not threading.main_thread():
        yield llegadas
        return
    signal.signal(signal.SIGINT, anotar)
    try:
        yield llegadas
    finally:
        signal.signal(signal.SIGINT, antes)


def dbt(orden: str, target: str, variables: dict, *argumentos: str, avance: Callable[[int, int], None] | None = None) -> Resultado:
    """One dbt command on the project. `avance(done, total)` is called as nodes end."""

    de_operacion, de_uso = [], []

    def al_evento(evento) -> None:
        if evento.info.name == "RunningOperationCaughtError":
            de_operacion.append(("", _frase(evento.data.exc)))
            de_uso.append(_de_uso(evento.data.exc))
        if evento.info.name == "JinjaLogInfo" and (aviso := re.match(r"reparto: aviso: (.+)", evento.data.msg)):
            avisar(aviso[1])
        if avance and evento.info.name in ("LogModelResult", "LogTestResult", "LogSeedResult", "LogNodeResult"):
            avance(evento.data.index, getattr(evento.data, "total", 0) or getattr(evento.data, "num_models", 0))

    with motor(target).en_marcha(), _interrupciones() as interrumpida:
        corrida = _invocar(orden, target, variables, argumentos, al_evento)
    if interrumpida:
        raise KeyboardInterrupt
    salida = Resultado(bien=corrida.success, fallas=de_operacion)
    if corrida.exception:
        salida.fallas.append(("", _frase(str(corrida.exception))))
        de_uso.append(_de_uso(str(corrida.exception)))
    for resultado in getattr(corrida.result, "results", None) or []:
        if orden == "run-operation":  # has no node
            continue
        if resultado.status != "skipped":
            salida.nodos_hechos.append(resultado.node)
        salida.segundos[resultado.node.name] = resultado.execution_time
        if resultado.node.resource_type == "test":
            salida.pruebas[str(resultado.status)] += 1
        if resultado.status in ("error", "fail"):
            dice = resultado.node.config.meta.get("dice") if resultado.status == "fail" else None  # a test that knows more than «Got 1 result»
            salida.fallas.append((resultado.node.name, dice or _frase(resultado.message or "")))
            if resultado.node.resource_type != "test":  # what a test says is of the data
                de_uso.append(_de_uso(resultado.message or ""))
    if causa := next(filter(None, (causa_ajena(frase) for _, frase in salida.fallas)), None):  # every node that came after failed of it too
        salida.fallas = [("", f"{causa}.")]
    else:
        salida.de_uso = next(filter(None, de_uso), "")
    return salida
