"""DuckDB: a file."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager

from .. import rutas
from ..errores import ErrorDeUso
from .base import ESQUEMA_FUENTE, Motor, cerrojo

INTENTOS = 10  # of a copy that nobody wrote meanwhile
# DuckDB names the catalogue after the file, and doesn't tell one from a schema of its name
ESQUEMAS = {ESQUEMA_FUENTE, "reparto", "cobro", "bi", *(f"reparto_{x}" for x in ("staging", "intermedio", "saldos", "norma"))}


class DuckDB(Motor):
    nombre = "duckdb"

    @contextmanager
    def en_marcha(self) -> Iterator[None]:
        rutas.DUCKDB.parent.mkdir(parents=True, exist_ok=True)
        self._abrir().close()
        os.environ["REPARTO_DUCKDB"] = str(rutas.DUCKDB)  # the profile's default is relative to the working folder
        yield

    @contextmanager
    def conectar(self, crear: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        if crear:
            rutas.DUCKDB.parent.mkdir(parents=True, exist_ok=True)
        elif not rutas.DUCKDB.exists():
            raise ErrorDeUso(f"no hay bodega en {rutas.DUCKDB}: cargue y ejecute primero.")
        with self._abrir() as conexion:
            yield conexion

    def _abrir(self, archivo: Path | None = None) -> duckdb.DuckDBPyConnection:
        """Never read-only: dbt, in this same process, may still hold the file open for writing."""
        archivo = archivo or rutas.DUCKDB
        if archivo.stem in ESQUEMAS:
            raise ErrorDeUso(f"la bodega no puede llamarse {archivo.name}, que es el nombre de un esquema: use otro en REPARTO_DUCKDB.")
        try:
            return duckdb.connect(str(archivo))
        except duckdb.IOException as error:
            raise ErrorDeUso(f"no se puede abrir {archivo}: otro programa lo tiene abierto o faltan permisos.") from error

    def version(self) -> str:
        return f"DuckDB {duckdb.__version__}"

    @contextmanager
    def aparte(self, nombre: str) -> Iterator[None]:
        antes, archivo = rutas.DUCKDB, rutas.DATOS / f"{nombre}.duckdb"
        archivo.unlink(missing_ok=True)
        rutas.DUCKDB = archivo
        try:
            with self.en_marcha():
                yield
        finally:
            archivo.unlink(missing_ok=True)
            rutas.DUCKDB = antes

    def turno(self, orden: str) -> AbstractContextManager[None]:
        return cerrojo(rutas.DUCKDB.with_name(f".{rutas.DUCKDB.name}.turno"), orden)

    @contextmanager
    def al_lado(self) -> Iterator[Callable[[], None]]:
        """A copy of the file, in a folder beside because the catalog has the file's name; renamed into place."""
        publica, carpeta = rutas.DUCKDB, rutas.DUCKDB.with_name(f".{rutas.DUCKDB.name}.nueva")
        nueva = carpeta / publica.name
        shutil.rmtree(carpeta, ignore_errors=True)
        self._soltar()
        carpeta.mkdir(parents=True)
        try:
            if publica.exists():
                self._copiar(publica, nueva)
            rutas.DUCKDB = nueva

            def publicar() -> None:
                self._soltar()
                self._asentar(nueva)
                nueva.replace(publica)

            yield publicar
        finally:
            rutas.DUCKDB = publica
            self._soltar()
            shutil.rmtree(carpeta, ignore_errors=True)

    @staticmethod
    def _soltar() -> None:
        """dbt lets go of the file that it holds open between commands of a process."""
        DuckDBConnectionManager.close_all_connections()

    def _copiar(self, publica: Path, nueva: Path) -> None:
        """A copy of the file as nobody was writing it: another command may fold a few accounts in it meanwhile. Errors: ErrorDeUso."""
        diario = publica.with_name(f"{publica.name}.wal")
        for _ in range(INTENTOS):
            if diario.exists():
                self._asentar(publica)
            antes = publica.stat().st_mtime_ns
            shutil.copyfile(publica, nueva)
            if publica.stat().st_mtime_ns == antes and not diario.exists():
                return
        raise ErrorDeUso(f"otro programa escribe en {publica}: espere a que termine.")

    def _asentar(self, archivo: Path) -> None:
        """Everything in the file itself, nothing in its log."""
        with self._abrir(archivo) as conexion:
            conexion.execute("checkpoint")

    def cargar(self, leer: Callable, tablas: Sequence[str]) -> dict[str, int]:
        filas = {}
        with self.conectar(crear=True) as conexion:
            conexion.execute("begin")
            conexion.execute(f"create schema if not exists {ESQUEMA_FUENTE}")
            for tabla in tablas:
                conexion.execute(f"drop table if exists {ESQUEMA_FUENTE}.{tabla}")
            for leida in leer(conexion):
                conexion.execute(f"create table {ESQUEMA_FUENTE}.{leida.tabla} as {leida.consulta}")
                filas[leida.tabla] = leida.filas
            conexion.execute("commit")
        return filas

    def volcar(self, conexion, consulta: str, columnas: list[tuple[str, str]], carpeta: Path, escribir: Callable) -> None:
        escribir(conexion, f"({consulta})")
