"""A whole run: built and tested beside what is public, and published at once or not at all; one at a time."""

import csv
import getpass
import json
from collections.abc import Callable

from .consultas import exigir_tabla, lectura
from .ejecucion import Resultado, dbt
from .errores import ErrorDeUso
from .motores import motor
from .rutas import PROYECTO


def _columna(semilla: str, columna: str) -> list[str]:
    with open(PROYECTO / f"seeds/norma/{semilla}.csv", encoding="utf-8", newline="") as archivo:
        return sorted({fila[columna] for fila in csv.DictReader(archivo)})


def validar(variables: dict) -> None:
    """What the seeds know, before anything is built. Errors: ErrorDeUso for a norm or an office that there isn't."""
    normas, oficinas = _columna("normas", "norma"), _columna("oficinas", "oficina")
    if variables.get("norma") and variables["norma"] not in normas:
        raise ErrorDeUso(f"la norma «{variables['norma']}» no está en la semilla normas: use {' o '.join(normas)}.")
    dadas = variables.get("capacidades") or {}
    for oficina in dadas if isinstance(dadas, dict) else ():
        if oficina not in oficinas:
            raise ErrorDeUso(f"capacidades nombra la oficina «{oficina}», que no existe: use {', '.join(oficinas)}.")


def correr(target: str, variables: dict, pruebas: bool, avance: Callable[[int, int], None] | None = None) -> Resultado:
    """Builds beside, tests there, publishes. What doesn't end right leaves what was public as it was.

    Errors: ErrorDeUso for vars that can't be, and where another command writes in the same warehouse.
    """
    validar(variables)
    # unit tests say nothing of the data: they're the developers'
    argumentos = ["--exclude-resource-type", "unit_test", *([] if pruebas else ["--exclude-resource-type", "test"])]
    with motor(target).turno("ejecutar"), motor(target).al_lado() as publicar:
        preparada = dbt("run-operation", target, variables, "preparar_aparte")
        if not preparada.bien:
            return preparada
        resultado = dbt("build", target, variables, *argumentos, avance=avance)
        if not resultado.bien:
            return resultado
        publicada = dbt("run-operation", target, variables, "publicar")
        if not publicada.bien:
            return publicada
        publicar()
    return resultado


def descartar_medicion(target: str, anio: int, motivo: str) -> int:
    """Moves a year's measurements to the log of those discarded: how many. Errors: ErrorDeUso where there is none, or no reason."""
    with motor(target).turno("descartar-medicion"):
        with lectura(target) as conexion:
            exigir_tabla(conexion, "reparto", "calificacion_sujeto")
            filas = conexion.execute("select count(*) from reparto.calificacion_sujeto where vigencia_calificacion = $1", [anio]).fetchone()[0]
        argumentos = json.dumps({"anio": anio, "motivo": motivo, "usuario": getpass.getuser()})
        resultado = dbt("run-operation", target, {}, "descartar_medicion", "--args", argumentos)
        if resultado.bien:
            motor(target).asentar()
    if not resultado.bien:
        raise ErrorDeUso(resultado.fallas[0][1])
    return filas
