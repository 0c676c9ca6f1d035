"""DuckDB: a file."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager

from .. import rutas
from ..errores import ErrorDeUso
from .base import ESQUEMA_FUENTE, Motor, cerrojo, exigir_sin_vistas

INTENTOS = 10  # of a copy that nobody wrote meanwhile
PERSISTENTE = "'persistente': true"  # in the settings of a table that stays, as macro persistentes reads them
ESPERA = 600  # seconds for who has the file open when a run is to be published
# DuckDB names the catalogue after the file, up to its first point, and doesn't tell one from a schema of its name, nor from its own catalogues
ESQUEMAS = {ESQUEMA_FUENTE, "reparto", "cobro", "bi", *(f"reparto_{x}" for x in ("staging", "intermedio", "saldos", "norma"))}
RESERVADOS = ESQUEMAS | {"temp", "system", "main", "information_schema", "pg_catalog"}


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
        """Never read-only: dbt, in this same process, may still hold the file open for writing. Nor is the file looked into: a file that is closed
        takes every lock of this process on it away (POSIX), DuckDB's too."""
        archivo = archivo or rutas.DUCKDB
        if archivo.name.lstrip(".").split(".")[0].lower() in RESERVADOS:
            raise ErrorDeUso(f"la bodega no puede llamarse {archivo.name}, que es el nombre de un esquema o de algo de DuckDB: use otro en REPARTO_DUCKDB.")
        ajeno = ErrorDeUso(f"{archivo} no es una base de DuckDB: use otro archivo en REPARTO_DUCKDB.")
        try:
            conexion = duckdb.connect(str(archivo))
        except duckdb.IOException as error:
            if "version number" in str(error):
                raise ErrorDeUso(f"{archivo} es de otra versión de DuckDB, y la {duckdb.__version__} no la lee.") from error
            if re.search("not a valid DuckDB database|(down)?load extension", str(error).replace(str(archivo), "")):
                raise ajeno from error
            raise ErrorDeUso(f"no se puede abrir {archivo}: otro programa lo tiene abierto o faltan permisos.") from error
        if conexion.execute("select count(*) from duckdb_databases() where not internal and (path is null or type <> 'duckdb')").fetchone() != (0,):
            conexion.close()
            raise ajeno  # of a CSV DuckDB makes a warehouse in memory, which nobody finds again; a SQLite's it would fill
        return conexion

    def bodega(self) -> str:
        return str(rutas.DUCKDB.resolve())

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
        firma, conservado = self._firma(publica), []
        try:
            if publica.exists():
                firma = self._copiar(publica, nueva)
                with self._abrir(nueva) as copia:
                    conservado = self._conservado(copia)
            rutas.DUCKDB = nueva

            def publicar() -> None:
                self._soltar()
                self._asentar(nueva)
                with self._quieta(publica) as lectora:
                    if lectora and self._firma(publica) != firma and self._conservado(lectora) != conservado:
                        raise ErrorDeUso(
                            "mientras corría, otro programa (un «dbt build») escribió en tablas de la bodega que se conservan: "
                            "no se publicó nada; ejecute otra vez."
                        )
                    if lectora:
                        self._dejar_como(publica, nueva)
                    _diario(publica).unlink(missing_ok=True)  # the former file's; only trials are in it
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

    @staticmethod
    def _firma(archivo: Path) -> list[tuple[int, int]]:
        """What changes when somebody writes in a file or in its log."""
        return [(visto.st_mtime_ns, visto.st_size) for ruta in (archivo, _diario(archivo)) if ruta.exists() and (visto := ruta.stat())]

    def _copiar(self, publica: Path, nueva: Path) -> list[tuple[int, int]]:
        """A copy of the file as nobody was writing it (another command may fold a few accounts in it meanwhile): its _firma. Errors: ErrorDeUso."""
        for _ in range(INTENTOS):
            if _diario(publica).exists():
                self._asentar(publica)
            antes = self._firma(publica)
            shutil.copyfile(publica, nueva)
            if self._firma(publica) == antes and not _diario(publica).exists():
                return antes
        raise ErrorDeUso(f"otro programa escribe en {publica}: espere a que termine.")

    @contextmanager
    def _quieta(self, publica: Path) -> Iterator[duckdb.DuckDBPyConnection | None]:
        """The file, read-only: others may read it, and nobody writes in it or opens its log. Errors: ErrorDeUso where somebody has it open for too long."""
        if not publica.exists():
            yield None
            return
        for _ in range(ESPERA):
            try:
                conexion = duckdb.connect(str(publica), read_only=True)
                break
            except duckdb.IOException:  # a document as of now takes seconds, an export minutes
                time.sleep(1)
        else:
            raise ErrorDeUso(f"otro programa tiene abierto {publica}: no se publicó nada; espere a que termine y ejecute otra vez.")
        with conexion:
            yield conexion

    @staticmethod
    def _conservado(conexion: duckdb.DuckDBPyConnection) -> list[tuple]:
        """What stays from run to run, in figures that any other row changes; and the rows of each table that isn't the project's."""
        hay = conexion.execute("select table_name from information_schema.tables where table_schema = 'reparto'").fetchall()
        tablas = [p.stem for p in sorted((rutas.PROYECTO / "models/marts/reparto").glob("*.sql")) if PERSISTENTE in p.read_text(encoding="utf-8")]
        ajenas = """
            select schema_name || '.' || table_name, estimated_size from duckdb_tables()
            where schema_name not like 'reparto%' and schema_name not in ('cobro', 'bi') order by 1"""
        return [
            *((t, *conexion.execute(f"select count(*), sum(hash(t)) from reparto.{t} as t").fetchall()[0]) for t in tablas if (t,) in hay),
            *conexion.execute(ajenas).fetchall(),
        ]

    @staticmethod
    def _dejar_como(publica: Path, nueva: Path) -> None:
        """Owner, group, mode and ACL, where this user may: no wider than they were."""
        visto = publica.stat()
        for dueno, grupo in ((visto.st_uid, -1), (-1, visto.st_gid)):
            with suppress(PermissionError):
                os.chown(nueva, dueno, grupo)
        if nueva.stat().st_gid == visto.st_gid:
            shutil.copymode(publica, nueva)
            for atributo in os.listxattr(publica) if hasattr(os, "listxattr") else ():
                with suppress(OSError):  # a file system without it, or not this user's to set
                    os.setxattr(nueva, atributo, os.getxattr(publica, atributo))

    def _asentar(self, archivo: Path) -> None:
        """Everything in the file itself, nothing in its log."""
        with self._abrir(archivo) as conexion:
            conexion.execute("checkpoint")

    def cargar(self, leer: Callable, tablas: Sequence[str]) -> dict[str, int]:
        filas = {}
        with self.conectar(crear=True) as conexion:
            conexion.execute("begin")
            conexion.execute(f"create schema if not exists {ESQUEMA_FUENTE}")
            vistas = "select view_name from duckdb_views() where database_name = current_database() and schema_name = $1"
            exigir_sin_vistas(tablas, [vista for (vista,) in conexion.execute(vistas, [ESQUEMA_FUENTE]).fetchall()])
            for tabla in tablas:
                conexion.execute(f"drop table if exists {ESQUEMA_FUENTE}.{tabla}")
            for leida in leer(conexion):
                conexion.execute(f"create table {ESQUEMA_FUENTE}.{leida.tabla} as {leida.consulta}")
                filas[leida.tabla] = leida.filas
            conexion.execute("commit")
        return filas

    def volcar(self, conexion, consulta: str, columnas: list[tuple[str, str]], carpeta: Path, escribir: Callable) -> None:
        escribir(conexion, f"({consulta})")


def _diario(archivo: Path) -> Path:
    """DuckDB's log of a file."""
    return archivo.with_name(f"{archivo.name}.wal")
