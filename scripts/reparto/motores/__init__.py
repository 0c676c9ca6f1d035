"""The engines: everything that one says or does differently from another, each an object. A new engine is a class of Motor and its line here."""

import os
from functools import cache
from importlib import import_module

from ..errores import ErrorDeUso
from .base import Motor, entorno, identificador, literal

# dbt target: the class; its module is the target's. Imported when asked for: each engine's libraries are an extra of the package
MOTORES = {"postgres": "PostgreSQL", "duckdb": "DuckDB", "spark": "Spark"}

__all__ = ["MOTORES", "Motor", "entorno", "identificador", "literal", "motor"]


@cache
def motor(nombre: str) -> Motor:
    """The engine of a dbt target. Errors: ErrorDeUso for one that there isn't, or whose libraries aren't installed."""
    if nombre not in MOTORES:
        raise ErrorDeUso(f"el target «{nombre}» no existe: use {' o '.join(MOTORES)}.")
    modulo, extra = ("spark_remoto", "cluster") if nombre == "spark" and os.environ.get("SPARK_REMOTE") else (nombre, nombre)
    try:
        return getattr(import_module(f".{modulo}", __name__), MOTORES[nombre])()
    except ModuleNotFoundError as error:
        raise ErrorDeUso(f"al target {nombre} le falta la biblioteca {error.name}: instale «reparto[{extra}]».") from error
