"""Spark on somebody's cluster, by Spark Connect (SPARK_REMOTE): its catalogue, its disks. Rows go and come through the connection, as Arrow tables.

There is no catalogue of one's own to copy and rename: a run is built in schemas beside (REPARTO_ESQUEMA) and, after its tests, dbt's operation `publicar`
puts each public table in place, one after another (docs/spark.md).
"""

import logging
import os
import platform
import re
import socket
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
import pyarrow
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from .. import contrato, rutas
from ..errores import ErrorDeUso
from .base import ESQUEMA_FUENTE, Motor, cerrojo, esquema_aparte, exigir_sin_vistas
from .spark import SESION, Conexion, definidas, vistas

warnings.filterwarnings("ignore", message="Failed to set spark.sql.catalogImplementation")  # dbt asks each time for what is the server's to set
warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
logging.getLogger("SQLQueryContextLogger").disabled = True  # an error is told once, by who asked

A_MEDIAS = "una carga no ha puesto todas sus tablas en su lugar: espere a que termine; si se cortó,"
PUERTO = 15002  # where the address gives none
FILAS = 500_000  # rows of a message that loads a table
# a table without rows that stands while those of a load, whole beside, are put in their places: its columns are their names, and whose load it is
MUDANZA = f"{ESQUEMA_FUENTE}.carga__completa"
QUIEN = "de__" + re.sub(r"\W", "_", platform.node().lower())


class Spark(Motor):
    nombre = "spark"

    @contextmanager
    def conectar(self, crear: bool = False) -> Iterator[Conexion]:
        with self._abierta() as conexion:
            if conexion.sesion.catalog.tableExists(MUDANZA):
                raise ErrorDeUso(f"{A_MEDIAS} cargue otra vez.")
            yield conexion

    @contextmanager
    def _abierta(self) -> Iterator[Conexion]:
        direccion = os.environ["SPARK_REMOTE"]
        try:
            servidor = urlsplit(direccion)
            with socket.create_connection((servidor.hostname or "", servidor.port or PUERTO), timeout=10):  # Spark's client insists for minutes
                pass
            constructor = SparkSession.builder.remote(direccion)
            for clave, valor in SESION.items():
                constructor = constructor.config(clave, valor)
            sesion = constructor.create()  # of this connection alone: a session goes on reading the files that it once saw of a table
        except (OSError, PySparkException, ValueError) as error:
            raise ErrorDeUso("no responde un servidor de Spark Connect en la dirección de SPARK_REMOTE (sc://servidor:puerto).") from error
        try:
            yield Conexion(sesion)
        finally:
            with suppress(PySparkException):
                sesion.stop()

    def es_ajena(self) -> bool:
        return True

    def version(self) -> str:
        with self.conectar() as conexion:
            return f"Spark {conexion.sesion.version}"

    @contextmanager
    def aparte(self, nombre: str) -> Iterator[None]:
        raise ErrorDeUso("esta orden prueba en una bodega vacía, y la del servidor de SPARK_REMOTE no lo es: quite SPARK_REMOTE.")
        yield

    @contextmanager
    def turno(self, orden: str) -> Iterator[None]:
        """Among the commands of this data folder: the cluster has no lock to ask."""
        with cerrojo(rutas.DATOS / ".turno-spark-remoto", orden):
            with self._abierta() as conexion:
                if conexion.sesion.catalog.tableExists(MUDANZA):  # of a load that died
                    if QUIEN not in conexion.sesion.table(MUDANZA).columns:  # another machine's may be at work: two that move would lose a table
                        raise ErrorDeUso(f"{A_MEDIAS} termínela en la máquina que cargó, o borre {MUDANZA} y cargue otra vez.")
                    self._mudar(conexion.sesion, contrato.tablas())
            yield

    @contextmanager
    def al_lado(self) -> Iterator[Callable[[], None]]:
        with esquema_aparte() as aparte:
            try:
                yield lambda: None
            finally:
                with suppress(ErrorDeUso, PySparkException), self.conectar() as conexion:
                    for (esquema,) in conexion.execute("show databases").fetchall():
                        if esquema == aparte or esquema.startswith(f"{aparte}_"):
                            conexion.execute(f"drop database {esquema} cascade")

    def cargar(self, leer: Callable, tablas: Sequence[str]) -> dict[str, int]:
        """Each table beside its own, then all in their places."""
        filas: dict[str, int] = {}
        with self.conectar() as conexion, duckdb.connect() as lector:
            sesion = conexion.sesion
            sesion.sql(f"create schema if not exists {ESQUEMA_FUENTE}")
            exigir_sin_vistas(tablas, vistas(sesion))
            for leida in leer(lector):
                nueva = f"{ESQUEMA_FUENTE}.{leida.tabla}__nueva"
                sesion.sql(f"drop table if exists {nueva}")
                sesion.sql(f"create table {nueva} ({definidas(leida.columnas)}) using parquet")
                bloques: Any = lector.execute(leida.consulta).to_arrow_reader(FILAS)
                for bloque in bloques:
                    sesion.createDataFrame(pyarrow.Table.from_batches([bloque])).write.insertInto(nueva)
                filas[leida.tabla] = leida.filas
            sesion.sql(f"create table {MUDANZA} ({definidas([(nombre, 'int') for nombre in (QUIEN, *filas)])}) using parquet")
            self._mudar(sesion, tablas)
        return filas

    @staticmethod
    def _mudar(sesion: SparkSession, tablas: Iterable[str]) -> None:
        """Puts those of `tablas` that MUDANZA names in their places and drops the others, from wherever who did so was cut."""
        llegan = sesion.table(MUDANZA).columns
        for tabla in tablas:
            destino = f"{ESQUEMA_FUENTE}.{tabla}"
            if tabla not in llegan:
                sesion.sql(f"drop table if exists {destino}")
            elif sesion.catalog.tableExists(f"{destino}__nueva"):
                sesion.sql(f"drop table if exists {destino}")
                sesion.sql(f"alter table {destino}__nueva rename to {destino}")
        sesion.sql(f"drop table {MUDANZA}")

    def volcar(self, conexion: Conexion, consulta: str, columnas: list[tuple[str, str]], carpeta: Path, escribir: Callable) -> None:
        filas = conexion.sesion.sql(consulta).toArrow()
        with duckdb.connect() as lector:
            lector.register("filas", filas)
            escribir(lector, "filas")
