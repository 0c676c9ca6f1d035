"""Reading a target's tables, the same way on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from .carga import abrir_duckdb
from .errores import ErrorDeUso
from .servidor import postgres


@contextmanager
def lectura(target: str) -> Iterator:
    """A connection for reading: `.execute(sql)` gives something with fetchone, fetchmany, fetchall."""
    if target == "postgres":
        with postgres(), psycopg.connect() as conexion:
            yield conexion
    else:
        with abrir_duckdb(crear=False) as conexion:
            yield conexion


def hay_tabla(conexion, esquema: str, tabla: str) -> bool:
    consulta = f"select count(*) from information_schema.tables where table_schema = '{esquema}' and table_name = '{tabla}'"
    return conexion.execute(consulta).fetchone()[0] > 0


def exigir_tabla(conexion, esquema: str, tabla: str) -> None:
    """Errors: ErrorDeUso where no run has built the table yet."""
    if not hay_tabla(conexion, esquema, tabla):
        raise ErrorDeUso("todavía no hay resultados: use «reparto ejecutar --fecha-corte AAAA-MM-DD».")
