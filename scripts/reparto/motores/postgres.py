"""PostgreSQL: the user's server, or the embedded one."""

import logging
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import psycopg

from .. import parciales, servidor
from ..errores import ErrorDeUso
from .base import ESQUEMA_FUENTE, Motor, entorno, esquema_aparte, exigir_sin_vistas, identificador, literal, quien

logging.getLogger("psycopg").setLevel(logging.ERROR)  # a lost connection is told once, by who asked

TURNO = 8_028_201  # the advisory lock of whoever writes
BLOQUE = 2**20
ESPERA = "10min"  # for who reads or writes in what a load replaces


class PostgreSQL(Motor):
    nombre = "postgres"
    _turno: psycopg.Connection | None = None  # the session whose lock is this process's turn

    @contextmanager
    def en_marcha(self) -> Iterator[None]:
        with servidor.postgres():
            yield

    @contextmanager
    def conectar(self, crear: bool = False) -> Iterator[psycopg.Connection]:
        with self.en_marcha():
            if crear:
                servidor.exigir_escritura()
            with psycopg.connect(cursor_factory=psycopg.RawCursor, autocommit=True) as conexion:
                conexion.execute("set datestyle = 'ISO'")  # a server's own would write dates that nobody here reads
                conexion.autocommit = False
                yield conexion

    def bodega(self) -> str:
        with self.conectar() as conexion:
            return conexion.execute("select system_identifier || ' ' || current_database() from pg_control_system()").fetchall()[0][0]

    def es_ajena(self) -> bool:
        return servidor.servidor_dado() is not None

    def version(self) -> str:
        with self.conectar() as conexion:
            return "PostgreSQL " + conexion.execute("show server_version").fetchall()[0][0].split()[0]

    def procesos(self) -> list[int]:
        import psutil  # the bench's

        with self.conectar() as conexion:
            propio = conexion.execute("select pg_backend_pid()").fetchall()[0][0]
            padre = psutil.Process(propio).parent() if psutil.pid_exists(propio) else None
        if padre is None or padre.name() != "postgres":  # a server elsewhere
            return []
        return [p.pid for p in (padre, *padre.children())]

    @contextmanager
    def aparte(self, nombre: str) -> Iterator[None]:
        with self.en_marcha(), psycopg.connect(autocommit=True) as principal:
            principal.execute(f"drop database if exists {identificador(nombre)} with (force)")
            principal.execute(f"create database {identificador(nombre)}")
            try:
                with entorno(PGDATABASE=nombre):
                    yield
            finally:
                principal.execute(f"drop database {identificador(nombre)} with (force)")

    def fijar(self, conexion, tablas: Sequence[str]) -> None:
        conexion.execute(f"lock table {', '.join(tablas)} in access share mode")

    @contextmanager
    def turno(self, orden: str) -> Iterator[None]:
        """An advisory lock of a session that does nothing else, as long as the command lasts; pg_stat_activity says whose it is."""
        nombre = f"reparto {orden} ({quien()})"[:63]
        with self.en_marcha(), psycopg.connect("keepalives_idle=60 keepalives_interval=10", autocommit=True, application_name=nombre) as sesion:
            sesion.execute("set idle_session_timeout = 0")
            sesion.execute("set lock_timeout = '1s'")  # a command that ends, or dies, holds it a moment more
            try:
                sesion.execute("select pg_advisory_lock(%s)", [TURNO])
            except psycopg.errors.LockNotAvailable as error:
                otra = sesion.execute(
                    "select application_name, coalesce(' desde ' || to_char(backend_start, 'YYYY-MM-DD HH24:MI:SS'), ''), l.pid from pg_locks as l "
                    "inner join pg_stat_activity as a on l.pid = a.pid and a.datname = current_database() "
                    "where l.locktype = 'advisory' and l.objid = %s and l.granted",
                    [TURNO],
                ).fetchone()
                quien_es = "{}{} (proceso {} del servidor)".format(*otra) if otra else "otra orden que acaba de terminar"
                raise ErrorDeUso(f"esta base de datos la está usando {quien_es}: espere a que termine.") from error
            self._turno = sesion
            yield

    def exigir_turno(self) -> None:
        assert self._turno is not None
        self._turno.execute("select 1")

    @contextmanager
    def al_lado(self) -> Iterator[Callable[[], None]]:
        """Schemas beside: dbt's operations do all of it. What is left there goes while the turn is held: without it, they may be another command's."""
        with self.en_marcha(), esquema_aparte() as aparte:
            try:
                yield self._limpiar_catalogo
            finally:
                with suppress(psycopg.Error):
                    self.exigir_turno()
                    with self.conectar() as conexion:
                        esquemas = conexion.execute("select nspname from pg_namespace where nspname = $1 or starts_with(nspname, $1 || '_')", [aparte])
                        for (esquema,) in esquemas.fetchall():
                            conexion.execute(f"drop schema {identificador(esquema)} cascade")

    def _limpiar_catalogo(self) -> None:
        """Each run makes some thousand relations anew: where nobody else vacuums (the embedded server), the catalogue would grow with each."""
        crecidas = """
            select relid::regclass::text from pg_stat_sys_tables
            where schemaname = 'pg_catalog' and n_dead_tup > 1000 and current_setting('autovacuum') = 'off'"""
        with suppress(psycopg.Error), psycopg.connect(autocommit=True) as conexion:  # the run is published
            for (tabla,) in conexion.execute(crecidas).fetchall():
                conexion.execute(f"vacuum {tabla}")

    def cargar(self, leer: Callable, tablas: Sequence[str]) -> dict[str, int]:
        """A table that comes with the columns that it has is emptied and filled, and keeps its views, grants and policies; another is made anew."""
        filas = {}
        with self.conectar(crear=True) as conexion, duckdb.connect() as lector, parciales.parcial(parciales.TEMPORAL, parciales.DE_CARGA) as temporal:
            lector.execute(f"set temp_directory = {literal(str(temporal))}")
            conexion.execute("set client_encoding = 'UTF8'")
            conexion.execute(f"set lock_timeout = '{ESPERA}'")
            conexion.execute(f"create schema if not exists {ESQUEMA_FUENTE}")
            vistas = "select relname from pg_class where relnamespace = to_regnamespace($1) and relkind in ('v', 'm')"
            exigir_sin_vistas(tablas, [vista for (vista,) in conexion.execute(vistas, [ESQUEMA_FUENTE]).fetchall()])
            antes = self._columnas(conexion, tablas)
            if antes:
                conexion.execute(f"lock table {', '.join(f'{ESQUEMA_FUENTE}.{tabla}' for tabla in antes)}")
            for leida in leer(lector):
                destino = f"{ESQUEMA_FUENTE}.{leida.tabla}"
                if sorted(antes.get(leida.tabla, ())) == sorted(leida.columnas):
                    try:
                        conexion.execute(f"truncate {destino}")
                    except psycopg.errors.FeatureNotSupported as error:
                        raise ErrorDeUso(f"a {destino} apunta una llave foránea de otra tabla, que no deja reemplazarla: quítela y cargue otra vez.") from error
                else:
                    self._quitar(conexion, leida.tabla)
                    conexion.execute(f"create table {destino} ({', '.join(f'{identificador(c)} {t}' for c, t in leida.columnas)})")
                try:
                    self._copiar(conexion, lector, leida.consulta, f"{destino} ({', '.join(identificador(c) for c, _ in leida.columnas)})")
                except psycopg.IntegrityError as error:  # its message bears the row
                    cual = error.diag.constraint_name or error.diag.column_name
                    raise ErrorDeUso(f"{destino} tiene una restricción propia que los datos no cumplen: {cual}.") from None
                conexion.execute(f"analyze {destino}")
                filas[leida.tabla] = leida.filas
            for tabla in antes.keys() - filas.keys():
                self._quitar(conexion, tabla)
        return filas

    def _columnas(self, conexion, tablas: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """{table of the source: [(column, type)]} of those that there are."""
        columnas: dict[str, list[tuple[str, str]]] = {}
        consulta = """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
            from pg_class as c inner join pg_attribute as a on c.oid = a.attrelid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = to_regnamespace($1) and c.relname = any($2) order by c.relname, a.attnum"""
        for tabla, columna, tipo in conexion.execute(consulta, [ESQUEMA_FUENTE, list(tablas)]).fetchall():
            columnas.setdefault(tabla, []).append((columna, tipo))
        return columnas

    def _quitar(self, conexion, tabla: str) -> None:
        """Drops a table of the source. Errors: ErrorDeUso that names who reads it."""
        nombre = f"{ESQUEMA_FUENTE}.{tabla}"
        try:
            with conexion.transaction():
                conexion.execute(f"drop table if exists {nombre}")
        except psycopg.errors.DependentObjectsStillExist as error:
            lectoras = " ".join((error.diag.message_detail or "").split())
            frase = f"{nombre} no viene o no trae las mismas columnas y tipos, y otros objetos dependen de ella ({lectoras}): quítelos y cargue."
            raise ErrorDeUso(frase) from error

    def _copiar(self, conexion, lector: duckdb.DuckDBPyConnection, consulta: str, destino: str) -> None:
        """The rows go from DuckDB's writer to COPY through a pipe, both at work."""
        lee, escribe = os.pipe()

        def escribir() -> None:
            try:
                lector.execute(f"copy ({consulta}) to '/dev/fd/{escribe}' (format csv, header false)")
            finally:
                os.close(escribe)

        with ThreadPoolExecutor(1) as hilo, open(lee, "rb", buffering=0) as tubo:
            escrito = hilo.submit(escribir)
            with conexion.cursor().copy(f"copy {destino} from stdin (format csv)") as copia:
                while bloque := tubo.read(BLOQUE):
                    copia.write(bloque)
                escrito.result()

    def binario(self, columna: str) -> str:
        return f'{columna} collate "C"'

    def volcar(self, conexion, consulta: str, columnas: list[tuple[str, str]], carpeta: Path, escribir: Callable) -> None:
        """PostgreSQL streams the rows once; DuckDB reads them with the exact types, in buffers as long as the longest row asks for."""
        crudo, mas_larga = carpeta / f".{uuid.uuid4().hex}.csv", 2**20
        try:
            with (
                open(crudo, "wb") as archivo,
                conexion.cursor() as cursor,
                cursor.copy(f"copy ({consulta}) to stdout (format csv, header, force_quote *)") as copia,
            ):
                for fila in copia:
                    mas_larga = max(mas_larga, len(fila))
                    archivo.write(fila)
            tipos = "{" + ", ".join(f"'{c}': '{t}'" for c, t in columnas) + "}"
            exacta = (
                f"read_csv({literal(str(crudo))}, columns = {tipos}, header = true, auto_detect = false, quote = '\"', escape = '\"', "
                f"nullstr = '', allow_quoted_nulls = false, hive_partitioning = false, max_line_size = {2 * mas_larga})"
            )
            with duckdb.connect() as motor:
                motor.execute("set preserve_insertion_order = true")
                escribir(motor, exacta)
        finally:
            crudo.unlink(missing_ok=True)  # an export that failed elsewhere may have taken the folder
