"""Spark: a session of this process's own, over a folder: Parquet files and a catalogue (a metastore in Derby, which one JVM at a time can open).

No command opens the public catalogue: each works on a copy of its own, so that nobody waits for anybody and a command that dies leaves what was public
as it was. To publish is to put a copy in its place by one rename, with every table and view at once. A table made anew is other files
(macros/publicacion/spark.sql); those that no catalogue names any more go when something is published and no other command is at work.
"""

import atexit
import fcntl
import logging
import os
import re
import shutil
import signal
import subprocess
import uuid
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

import duckdb

from .. import rutas
from ..errores import ErrorDeUso
from .base import ESQUEMA_FUENTE, Motor, cerrojo, exigir_sin_vistas, identificador, literal

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what it thinks of pandas
    from dbt.adapters.spark.connections import SparkCredentials
    from pyspark import SparkContext
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

ESPERA_JAVA = "Spark necesita Java 17: instale openjdk-17-jre-headless (o el de su sistema) y vuelva a intentar."
SESION = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
PUBLICO = "catalogo"  # a link to the folder of the public catalogue
# how information_schema and the text types are called in the queries of the commands, which are common to every engine
DEL_ESQUEMA = {
    "schemata": ("schema_name",),
    "tables": ("table_schema", "table_name"),
    "columns": ("table_schema", "table_name", "column_name", "data_type", "numeric_precision", "numeric_scale", "ordinal_position"),
}


_leer_perfil = SparkCredentials.__post_init__


def _con_ansi(credenciales: SparkCredentials) -> None:
    """dbt's session is ours: dbt-spark turns ANSI off in each statement, whatever the profile says, so that what doesn't fit would be a null in silence."""
    _leer_perfil(credenciales)
    credenciales.server_side_parameters |= SESION


SparkCredentials.__post_init__ = _con_ansi  # type: ignore[method-assign, assignment]


class Resultado:
    """The rows of a query, as a cursor gives them."""

    def __init__(self, filas):
        self._filas, self._cursor = filas, None

    @property
    def description(self) -> list[tuple[str]]:
        return [(c,) for c in self._filas.columns]

    def escribir(self, carpeta: Path) -> None:
        self._filas.write.parquet(str(carpeta))

    def fetchmany(self, n: int) -> list[tuple]:
        if self._cursor is None:
            self._cursor = self._filas.toLocalIterator() if n else iter(self._filas.collect())
        return [tuple(fila) for _, fila in zip(range(n), self._cursor, strict=False)] if n else [tuple(fila) for fila in self._cursor]

    def fetchall(self) -> list[tuple]:
        return self.fetchmany(0)

    def fetchone(self) -> tuple | None:
        if self._cursor is None:
            self._cursor = iter(self._filas.collect())
        return next((tuple(fila) for fila in self._cursor), None)


class Conexion:
    """The session, asked as any engine's connection is."""

    def __init__(self, sesion: SparkSession):
        self.sesion = sesion

    def execute(self, consulta: str, parametros: Sequence = ()) -> Resultado:
        consulta = re.sub(r"\$(\d+)", r":p\1", consulta)
        consulta = re.sub(r'"(\w+)"\."(\w+)"', r"`\1`.`\2`", consulta)
        consulta = re.sub(r"\bas (text|varchar)\)", "as string)", consulta)
        consulta = re.sub(r"^(\s*drop table .*) cascade$", r"\1", consulta)
        nombrados = [*re.findall(r"'(\w+)'", consulta), *(p for p in parametros if isinstance(p, str))]
        consulta = re.sub(r"information_schema\.(\w+)", lambda m: self._del_esquema(m[1], nombrados), consulta)
        return Resultado(self.sesion.sql(consulta, args={f"p{n}": valor for n, valor in enumerate(parametros, 1)} or None))

    def commit(self) -> None:
        """Nothing: each statement stands by itself in the command's own catalogue."""

    def _del_esquema(self, cual: str, nombrados: Sequence[str]) -> str:
        """A relation of information_schema, of the schemas that the query names, or all."""
        esquemas = [f[0] for f in self.sesion.sql("show databases").collect()]
        filas: list[tuple] = []
        if cual == "schemata":
            filas = [(e,) for e in esquemas]
        for esquema in [e for e in esquemas if e in nombrados] or esquemas if cual != "schemata" else []:
            if cual == "tables":
                filas += [(esquema, f.tableName) for f in self.sesion.sql(f"show tables in {esquema}").collect() if not f.isTemporary]
                continue
            de_ellas = "|".join(n for n in nombrados if n not in esquemas)
            for f in self.sesion.sql(f"show table extended in {esquema} like '{de_ellas or '*'}'").collect():
                columnas = re.findall(r"^ \|-- (.*): (.*) \(nullable = ", f.information, re.MULTILINE)
                filas += [(esquema, f.tableName, c, *_tipo(t), n) for n, (c, t) in enumerate(columnas, 1)]
        nombres = DEL_ESQUEMA[cual]
        if not filas:
            return f"(select {', '.join(f'cast(null as string) as {c}' for c in nombres)} where 1 = 0)"
        valores = ", ".join("(" + ", ".join("null" if v is None else literal(v) if isinstance(v, str) else str(v) for v in fila) + ")" for fila in filas)
        return f"(select * from values {valores} as filas ({', '.join(nombres)}))"


def _tipo(tipo: str) -> tuple[str, int | None, int | None]:
    """(type, precision, scale) of a Spark type, as the other engines name it."""
    if partes := re.fullmatch(r"decimal\((\d+),(\d+)\)", tipo):
        return "numeric", int(partes[1]), int(partes[2])
    return {"string": "text", "int": "integer", "long": "bigint"}.get(tipo, tipo), None, None


def definidas(columnas: Sequence[tuple[str, str]]) -> str:
    """The columns of a `create table`."""
    return ", ".join(f"`{c}` {'string' if t == 'text' else t}" for c, t in columnas)


def vistas(sesion: SparkSession) -> list[str]:
    """The views of the source schema."""
    return [fila.viewName for fila in sesion.sql(f"show views in {ESQUEMA_FUENTE}").collect()]


class Spark(Motor):
    nombre = "spark"

    def __init__(self) -> None:
        self.carpeta = rutas.DATOS / "spark"
        self._sesion: SparkSession | None = None
        self._propia: Path | None = None  # the folder of this process's copy
        self._cerrojo: TextIO | None = None
        self._base: str | None = None  # the public catalogue that it was copied from
        self.contadores: Path | None = None  # folder where the next session writes what each of its tasks took, as Spark tells it

    # the session

    @contextmanager
    def en_marcha(self) -> Iterator[None]:
        self._abrir()
        yield

    @contextmanager
    def conectar(self, crear: bool = False) -> Iterator[Conexion]:
        if not crear and self._sesion is None and not (self.carpeta / PUBLICO).exists():
            raise ErrorDeUso(f"no hay bodega en {self.carpeta}: cargue y ejecute primero.")
        yield Conexion(self._abrir())

    def version(self) -> str:
        return f"Spark {self._abrir().version}"

    def procesos(self) -> list[int]:
        if self._sesion is None:
            return []
        import psutil  # the bench's

        return [_jvm().pid, *(p.pid for p in psutil.Process(_jvm().pid).children(recursive=True))]

    def _abrir(self) -> SparkSession:
        """The session, over a copy of the public catalogue as it is now."""
        if self._sesion is not None:
            return self._sesion
        if re.search(r"""[\s,;%#?"'\\]""", str(self.carpeta)):  # it goes in lists, addresses and options of the JVM
            raise ErrorDeUso(f"Spark no puede guardar sus datos en «{self.carpeta}», por sus espacios o signos: use otra carpeta (REPARTO_DATOS).")
        propio = os.environ.get("JAVA_HOME")
        if shutil.which(os.path.join(propio, "bin", "java") if propio else "java") is None:
            raise ErrorDeUso(ESPERA_JAVA)
        atexit.register(self.soltar)
        logging.getLogger().addFilter(_no_es_de_py4j)
        self._rematar()
        self._copiar()
        assert self._propia is not None
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        os.environ["REPARTO_SPARK_BODEGA"] = str(self.carpeta / "bodega")
        registro = os.open(self._propia / "spark.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        terminal = os.dup(2)
        constructor = SparkSession.builder.enableHiveSupport()
        for clave, valor in self._opciones().items():
            constructor = constructor.config(clave, valor)
        os.dup2(registro, 2)  # what the JVM says goes to a file of its own
        try:
            self._sesion = constructor.getOrCreate()
        except PySparkRuntimeError as error:
            dicho = re.search(r"^(?!NOTE|WARNING|Picked up)\S.*", (self._propia / "spark.log").read_text(errors="replace"), re.MULTILINE)
            self.soltar()
            raise ErrorDeUso(f"{ESPERA_JAVA} El que hay no arrancó: {dicho[0] if dicho else 'no dice por qué'}") from error
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)
            os.close(registro)
        self._sesion.sparkContext.setLogLevel("ERROR")
        (self._propia / "jvm").write_text(str(_jvm().pid))
        return self._sesion

    def _opciones(self) -> dict[str, str]:
        nucleos = os.cpu_count() or 1
        memoria = max(1, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30 // 4)
        temporal = self._propia  # what Spark, Hive and Derby leave behind goes with the command
        contar = {"enabled": "true", "dir": f"file:{self.contadores}", "compress": "false", "rolling.enabled": "false"} if self.contadores else {}
        return {
            **{f"spark.eventLog.{opcion}": valor for opcion, valor in contar.items()},
            "spark.master": os.environ.get("REPARTO_SPARK_MASTER", f"local[{nucleos}]"),
            "spark.app.name": "reparto",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.memory": f"{memoria}g",
            "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={temporal} -Dderby.stream.error.file={temporal}/derby.log -Dderby.system.durability=test",
            "spark.hadoop.hive.exec.scratchdir": f"{temporal}/hive",
            "spark.local.dir": str(temporal),
            "spark.sql.warehouse.dir": str(self.carpeta / "bodega"),
            **SESION,
            "spark.sql.shuffle.partitions": str(2 * nucleos),
            "spark.sql.sources.parallelPartitionDiscovery.parallelism": str(nucleos),
            "spark.sql.maxPlanStringLength": "1000",
            # what nobody looks at: the status of each statement is kept, and a long session would die of it
            "spark.ui.retainedJobs": "10",
            "spark.ui.retainedStages": "10",
            "spark.ui.retainedTasks": "1000",
            "spark.sql.ui.retainedExecutions": "10",
            "spark.hadoop.javax.jdo.option.ConnectionURL": f"{self._derby()};create=true",
            "spark.hadoop.datanucleus.schema.autoCreateAll": "true",
            "spark.hadoop.hive.metastore.schema.verification": "false",
        }

    def _derby(self) -> str:
        return f"jdbc:derby:;databaseName={self._propia}/{PUBLICO}"

    def _copiar(self) -> None:
        """A folder of this process's own, locked while it lives, with a copy of the public catalogue."""
        nombre = uuid.uuid4().hex
        (self.carpeta / "propias").mkdir(parents=True, exist_ok=True)
        self._propia = self.carpeta / nombre
        self._propia.mkdir()
        self._cerrojo = open(self._propia / "vivo", "w")  # noqa: SIM115
        fcntl.flock(self._cerrojo, fcntl.LOCK_EX)
        self._propia = self._propia.rename(self.carpeta / "propias" / nombre)  # seen once it is locked
        while True:
            try:
                self._base = os.readlink(self.carpeta / PUBLICO)
            except FileNotFoundError:
                self._base = None
                return
            try:
                shutil.copytree(self.carpeta / self._base, self._propia / PUBLICO)
                return
            except (shutil.Error, FileNotFoundError):  # somebody published meanwhile
                shutil.rmtree(self._propia / PUBLICO, ignore_errors=True)

    def soltar(self) -> None:
        """Ends the session and what this process has of its own: what it didn't publish never was."""
        if self._sesion is not None:
            jvm = _jvm()
            with suppress(Exception), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that the JVM is dead
                self._sesion.stop()
            jvm.kill()  # a busy one doesn't hear a polite signal
            jvm.wait()
            SparkContext._gateway = SparkContext._jvm = None
            self._sesion = None
        if self._cerrojo is not None:
            self._cerrojo.close()
        if self._propia is not None:
            shutil.rmtree(self._propia, ignore_errors=True)
        self._propia = self._cerrojo = self._base = None

    def _vivas(self) -> list[Path]:
        """The folders of other commands at work."""
        return [p for p in (self.carpeta / "propias").glob("*") if p != self._propia and not _esta_suelta(p)]

    def _rematar(self) -> None:
        """Ends the JVM that a dead command left and erases its folder."""
        for carpeta in (self.carpeta / "propias").glob("*"):
            if carpeta != self._propia and _esta_suelta(carpeta):
                with suppress(OSError, ValueError):
                    jvm = int((carpeta / "jvm").read_text())
                    if str(carpeta).encode() in Path(f"/proc/{jvm}/cmdline").read_bytes():
                        os.kill(jvm, signal.SIGKILL)
                shutil.rmtree(carpeta, ignore_errors=True)

    # publishing

    @contextmanager
    def _metastore(self) -> Iterator[Any]:
        """A JDBC connection to this process's catalogue, in the JVM that has it open."""
        self._abrir()
        conexion = SparkContext._jvm.java.sql.DriverManager.getConnection(self._derby())  # type: ignore[union-attr]
        try:
            yield conexion
        finally:
            conexion.close()

    def asentar(self) -> None:
        """Puts this process's catalogue in the place of the public one."""
        nueva = f"{PUBLICO}-{uuid.uuid4().hex}"
        respaldo = self.carpeta / f".{nueva}"
        with self._metastore() as conexion:
            llamada = conexion.prepareCall("call syscs_util.syscs_backup_database(?)")
            llamada.setString(1, str(respaldo))
            llamada.execute()
        (respaldo / PUBLICO).rename(self.carpeta / nueva)
        respaldo.rmdir()
        enlace = self.carpeta / f".{nueva}.enlace"
        enlace.symlink_to(nueva)
        enlace.replace(self.carpeta / PUBLICO)
        self._base = nueva
        self._barrer()

    def _barrer(self) -> None:
        """Erases the former catalogues and, where no other command may be reading, the files that the public one doesn't name."""
        for vieja in self.carpeta.glob(f"{PUBLICO}-*"):
            if vieja.name != self._base:
                shutil.rmtree(vieja, ignore_errors=True)
        if self._vivas():
            return
        nombradas = set()
        with self._metastore() as conexion:
            filas = conexion.createStatement().executeQuery("select location from sds")
            while filas.next():
                nombradas.add(str(filas.getString(1) or "").removeprefix("file:"))
        for version in (self.carpeta / "bodega").glob("*.*/*"):
            if not version.parent.name.endswith(".db") and str(version) not in nombradas:
                shutil.rmtree(version, ignore_errors=True)

    @contextmanager
    def turno(self, orden: str) -> Iterator[None]:
        with cerrojo(self.carpeta / ".turno", orden):
            publico = self.carpeta / PUBLICO
            if self._sesion is not None and publico.exists() and os.readlink(publico) != self._base:
                self.soltar()  # somebody published since
            yield

    @contextmanager
    def al_lado(self) -> Iterator[Callable[[], None]]:
        publicado = False

        def publicar() -> None:
            nonlocal publicado
            self.asentar()
            publicado = True

        try:
            yield publicar
        finally:
            if not publicado:
                self.soltar()

    @contextmanager
    def aparte(self, nombre: str) -> Iterator[None]:
        antes = self.carpeta
        self.soltar()
        self.carpeta = rutas.DATOS / f"spark-{nombre}"
        shutil.rmtree(self.carpeta, ignore_errors=True)
        try:
            yield
        finally:
            self.soltar()
            shutil.rmtree(self.carpeta, ignore_errors=True)
            self.carpeta = antes

    # input and output

    def cargar(self, leer: Callable, tablas: Sequence[str]) -> dict[str, int]:
        filas = {}
        with self.al_lado() as publicar, duckdb.connect() as lector:
            sesion = self._abrir()
            assert self._propia is not None
            lector.execute(f"set temp_directory = {literal(str(self._propia))}")
            sesion.sql(f"create schema if not exists {ESQUEMA_FUENTE}")
            exigir_sin_vistas(tablas, vistas(sesion))
            for tabla in tablas:
                sesion.sql(f"drop table if exists {ESQUEMA_FUENTE}.{tabla}")
            for leida in leer(lector):
                carpeta = self.carpeta / "bodega" / f"{ESQUEMA_FUENTE}.{leida.tabla}" / uuid.uuid4().hex
                carpeta.mkdir(parents=True)
                lector.execute(f"copy ({leida.consulta}) to {literal(str(carpeta / 'filas.parquet'))} (format parquet)")
                sesion.sql(f"create table {ESQUEMA_FUENTE}.{leida.tabla} ({definidas(leida.columnas)}) using parquet location {literal(str(carpeta))}")
                filas[leida.tabla] = leida.filas
            publicar()
        return filas

    def volcar(self, conexion: Conexion, consulta: str, columnas: list[tuple[str, str]], carpeta: Path, escribir: Callable) -> None:
        """Spark writes the rows in their order, a file a part; DuckDB reads the files one after another."""
        crudo = carpeta / f".{uuid.uuid4().hex}"
        try:
            conexion.execute(consulta).escribir(crudo)
            with duckdb.connect() as lector:
                lector.execute("set preserve_insertion_order = true")
                if list(crudo.glob("*.parquet")):
                    escribir(lector, f"read_parquet({literal(str(crudo / '*.parquet'))}, hive_partitioning = false)")
                else:
                    vacias = ", ".join(f"cast(null as {t}) as {identificador(c)}" for c, t in columnas)
                    escribir(lector, f"(select {vacias} where false)")
        finally:
            shutil.rmtree(crudo, ignore_errors=True)


def _no_es_de_py4j(registro: logging.LogRecord) -> bool:
    """py4j tells the root logger of a dead JVM, with its traceback: the command says it in a sentence."""
    return Path(registro.pathname).parent.name != "py4j"


def _jvm() -> subprocess.Popen:
    return SparkContext._gateway.proc  # type: ignore[union-attr]


def _esta_suelta(carpeta: Path) -> bool:
    """Whether the command whose folder it is has ended."""
    try:
        with open(carpeta / "vivo") as archivo:
            fcntl.flock(archivo, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        return True
    return True
