"""What every engine can do."""

import fcntl
import getpass
import os
import socket
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

from ..errores import ErrorDeUso

ESQUEMA_FUENTE = "fuente"


def identificador(nombre: str) -> str:
    """A name as SQL quotes it."""
    return '"' + nombre.replace('"', '""') + '"'


def literal(texto: str) -> str:
    """A text as SQL quotes it, where a statement takes no parameters."""
    return "'" + texto.replace("'", "''") + "'"


def exigir_sin_vistas(tablas: Iterable[str], vistas: Collection[str]) -> None:
    """Errors: ErrorDeUso where one of `tablas` is among the views of the source schema: somebody's, never dropped."""
    suyas = {vista.lower() for vista in vistas}  # DuckDB and Spark don't mind capitals
    for tabla in tablas:
        if tabla in suyas:
            raise ErrorDeUso(f"{ESQUEMA_FUENTE}.{tabla} es una vista, no una tabla que se pueda reemplazar: quítela o use otro esquema.")


def usuario() -> str:
    """Who runs this command; by number where the system has no name for it (a container's)."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def quien() -> str:
    """Who runs this command, for whoever finds it running: user, machine and process."""
    return f"{usuario()}@{socket.gethostname()}, proceso {os.getpid()}"


@contextmanager
def cerrojo(ruta: Path, orden: str) -> Iterator[None]:
    """A lock on a file that says whose it is. Errors: ErrorDeUso where somebody has it."""
    ruta.parent.mkdir(parents=True, exist_ok=True)
    with open(ruta, "a+", encoding="utf-8") as archivo:
        try:
            fcntl.flock(archivo, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            archivo.seek(0)
            raise ErrorDeUso(f"esta bodega la está usando {archivo.read().strip() or 'otra orden'}: espere a que termine.") from error
        archivo.truncate(0)
        archivo.write(f"reparto {orden} ({quien()}) desde {datetime.now():%Y-%m-%d %H:%M:%S}")
        archivo.flush()
        yield


@contextmanager
def entorno(**variables: str) -> Iterator[None]:
    """Within it the environment has these variables, for dbt's profile and macros."""
    antes = {variable: os.environ.get(variable) for variable in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for variable, valor in antes.items():
            os.environ.pop(variable) if valor is None else os.environ.update({variable: valor})


@contextmanager
def esquema_aparte() -> Iterator[str]:
    """Within it dbt builds in schemas beside the public ones: the name with which theirs begin."""
    aparte = f"{os.environ.get('REPARTO_ESQUEMA') or 'reparto'}_nueva"
    with entorno(REPARTO_ESQUEMA=aparte):
        yield aparte


class Motor(ABC):
    """An engine. A connection's `execute(sql, parameters)` binds $1, $2... and gives something with fetchone, fetchmany, fetchall, description."""

    nombre: str  # the dbt target

    @contextmanager
    def en_marcha(self) -> Iterator[None]:
        """Within it the engine runs and the environment tells dbt's profile where it is; what this call started stops at its end."""
        yield

    @abstractmethod
    def conectar(self, crear: bool = False) -> AbstractContextManager:
        """A connection. crear: make the warehouse where there is none; else ErrorDeUso."""

    @abstractmethod
    def version(self) -> str:
        """The engine's name and version."""

    def bodega(self) -> str:
        """Which warehouse it is, among those that a data folder's commands may reach."""
        return self.nombre

    def es_ajena(self) -> bool:
        """Whether the warehouse is a server that the user named, not this data folder's own."""
        return False

    def procesos(self) -> list[int]:
        """The processes that work for a run besides the caller's own."""
        return []

    @abstractmethod
    def aparte(self, nombre: str) -> AbstractContextManager[None]:
        """An empty warehouse beside the user's, for a trial: within it everything of this engine happens there; it goes at the end."""

    @abstractmethod
    def cargar(self, leer: Callable, tablas: Sequence[str]) -> dict[str, int]:
        """Replaces `tablas` of the source schema by what leer(a DuckDB connection) gives (carga.Leida, one at a time), all or none: {table: rows}."""

    def fijar(self, conexion, tablas: Sequence[str]) -> None:  # noqa: B027
        """Until this connection's transaction ends those tables are the ones that it finds now. Nothing where a connection is to one file."""

    @abstractmethod
    def turno(self, orden: str) -> AbstractContextManager[None]:
        """Within it no other command of reparto writes in this warehouse; who only reads isn't asked. It ends with the process, however that ends.
        Errors: ErrorDeUso that says who has it, since when."""

    def exigir_turno(self) -> None:  # noqa: B027
        """Fails where the turn went with its connection. Nothing where it is the process's own."""

    @abstractmethod
    def al_lado(self) -> AbstractContextManager[Callable[[], None]]:
        """Within it a run builds beside what is public, and dbt's operation `publicar`, then the call that it gives, put all of it in place at once. At its
        end nothing is left beside, and neither is what a command that died left."""

    def asentar(self) -> None:  # noqa: B027
        """What was written with this engine in this process is everybody's from now on. Nothing where it already is."""

    def binario(self, columna: str) -> str:
        """A text column as it is ordered by its bytes."""
        return columna

    @abstractmethod
    def volcar(self, conexion, consulta: str, columnas: list[tuple[str, str]], carpeta: Path, escribir: Callable) -> None:
        """Calls escribir(duckdb connection, relation) with the rows of a query that DuckDB can read in their order. columnas: [(name, DuckDB type)]."""
