"""The tests' own warehouse: a data folder of their own, an embedded server that goes with it, small inputs, dbt in process."""

import atexit
import csv
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import psycopg
import pytest
from xdist.scheduler import LoadFileScheduling

RAIZ = Path(__file__).resolve().parents[2]
COMPARTIDO = RAIZ.parent / "shared" / "datos"
CORTE = "2017-06-30"
TARGETS = ("postgres", "duckdb")
# both engines, one of them in the long lane only (make test-todo)
POSTGRES_SIEMPRE = ("postgres", pytest.param("duckdb", marks=pytest.mark.larga))
DUCKDB_SIEMPRE = (pytest.param("postgres", marks=pytest.mark.larga), "duckdb")
CAPACIDADES = {"CONTROL_MASIVO": 300}
CON_JAVA = pytest.mark.skipif(shutil.which("java") is None, reason="NO HAY JAVA 17: nada se probó en Spark")
BITACORA = {"corrida.csv", "corrida_tabla.csv"}  # what says when and by which engine a run was made: no two exports agree on it
COSTOS = {"4.1": 900000, "4.2": 700000, "4.3": 350000, "4.4": 300000, "4.5": 250000}

# before reparto is imported: it reads where its data are once
os.environ["REPARTO_DATOS"] = tempfile.mkdtemp(prefix="reparto-pruebas-")
for variable in ("PGHOST", "PGSERVICE", "DATABASE_URL", "REPARTO_DUCKDB", "REPARTO_ESQUEMA"):
    os.environ.pop(variable, None)
os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
# Spark over a few hundred rows spends more on compiling itself than on them: the quick compiler alone takes a quarter off its processor time
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=512m")

from reparto import carga, consultas, ejecucion, exportacion, motores, rutas, servidor  # noqa: E402
from reparto import demo as poblacion  # noqa: E402


@atexit.register
def _limpiar() -> None:
    servidor.detener()
    if servidor.ES_ROOT:
        shutil.rmtree(servidor.carpeta_datos().parent, ignore_errors=True)
    shutil.rmtree(servidor.carpeta_socket(), ignore_errors=True)
    shutil.rmtree(rutas.DATOS, ignore_errors=True)


LARGOS = [
    *("test_spark.py", "test_corrida.py", "test_propiedades.py", "test_datos_reales.py", "test_lecturas.py", "test_demo.py", "test_cli.py"),
    *("test_consumidor.py", "test_cobro.py"),
]
# they read the demo population where it stands, one after another and nobody between (fixture bodegas)
EN_FILA = ["test_bi.py", "test_documentado.py", "test_superset.py", "test_bitacora.py", "test_diarios.py"]
ORDEN = LARGOS + EN_FILA


class PorArchivo(LoadFileScheduling):
    """A file is one worker's, and those of one warehouse too (the groups of pytest-xdist 3.8 have no effect under pytest 9.2)."""

    def _split_scope(self, nodeid: str) -> str:
        archivo = super()._split_scope(nodeid)
        return "bodegas" if Path(archivo).name in EN_FILA else archivo


def pytest_xdist_make_scheduler(config: pytest.Config, log) -> PorArchivo:
    return PorArchivo(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first, so that the workers end together."""
    items.sort(key=lambda item: ORDEN.index(item.path.name) if item.path.name in ORDEN else len(ORDEN))


def pytest_terminal_summary(terminalreporter) -> None:
    if shutil.which("java") is None:
        terminalreporter.section("NO HAY JAVA 17: NADA SE PROBÓ EN SPARK (apt-get install openjdk-17-jre-headless)", red=True, bold=True)


@pytest.fixture(scope="session", autouse=True)
def postgres():
    """One embedded server for the whole session."""
    with servidor.postgres():
        yield


def escribir(carpeta: Path, **tablas: str) -> Path:
    """A folder with TABLE.csv for each table given as text."""
    carpeta.mkdir(parents=True, exist_ok=True)
    for tabla, texto in tablas.items():
        (carpeta / f"{tabla}.csv").write_text(texto, encoding="utf-8")
    return carpeta


def escribir_filas(carpeta: Path, tablas: dict[str, list[dict]]) -> Path:
    """A folder with TABLE.csv for each table's rows, with the columns of all of them."""
    carpeta.mkdir(parents=True, exist_ok=True)
    for tabla, contenido in tablas.items():
        with open(carpeta / f"{tabla}.csv", "w", encoding="utf-8", newline="") as archivo:
            escritor = csv.DictWriter(archivo, list(dict.fromkeys(c for f in contenido for c in f)), lineterminator="\n")
            escritor.writeheader()
            escritor.writerows(contenido)
    return carpeta


MINIMO = {
    "contribuyentes": "tipo_documento,numero_documento\nCC,1\n",
    "obligaciones": "id_obligacion,tipo_documento,numero_documento,impuesto,anio_gravable,fecha_vencimiento,valor_impuesto\n"
    "O1,CC,1,PREDIAL,2016,2016-06-30,5000000\n",
}


def ejecutor(target: str):
    """A function that runs a statement on the tests' warehouse, dbt apart."""
    def ejecutar(orden: str) -> None:
        if target == "postgres":
            with psycopg.connect(autocommit=True) as conexion:
                conexion.execute(orden)
        else:
            with duckdb.connect(str(rutas.DUCKDB)) as conexion:
                conexion.execute(orden)

    return ejecutar


sembrados: set[tuple] = set()


def construir(carpeta: Path | None, target: str, orden: str = "build", *argumentos: str, **variables) -> ejecucion.Resultado:
    """Loads a folder (None: what is there stays) and builds it: seeds and models ("run") or their data tests too ("build").

    Another folder is another population: what was measured of the former one goes. The seeds are sown once a session.
    """
    if carpeta is not None:
        carga.cargar(carpeta, target)
        olvidar(target)
    base = os.environ.get("PGDATABASE") if target == "postgres" else rutas.DUCKDB
    excluidos = ["unit_test"] + ["test"] * (orden == "run") + ["seed"] * ((target, base) in sembrados)
    sin = (x for tipo in excluidos for x in ("--exclude-resource-type", tipo))
    resultado = ejecucion.dbt("build", target, {"fecha_corte": CORTE, "capacidades": CAPACIDADES, "costos": COSTOS} | variables, *sin, *argumentos)
    if resultado.bien and "-s" not in argumentos:
        sembrados.add((target, base))
    return resultado


def olvidar(target: str) -> None:
    """Drops what no ordinary command erases: the year's measurements, the cuts' history and the log of runs."""
    with consultas.lectura(target) as conexion:
        for tabla in ("calificacion_sujeto", "historia_asignacion", "historia_saldo", "corrida", "corrida_tabla"):
            conexion.execute(f"drop table if exists reparto.{tabla} cascade")
        conexion.commit()


def consultar(target: str, consulta: str) -> list[tuple]:
    with consultas.lectura(target) as conexion:
        return conexion.execute(consulta).fetchall()


def exportadas(target: str, carpeta: Path) -> dict[str, bytes]:
    """The exported CSV files by name."""
    exportacion.exportar(carpeta, target, formatos=["csv"], completa=False)
    return {p.name: p.read_bytes() for p in sorted(carpeta.glob("*.csv"))}


def semilla(nombre: str) -> list[dict[str, str]]:
    """The rows of a seed of parameters."""
    return filas((RAIZ / f"seeds/parametros/{nombre}.csv").read_bytes())


def filas(texto: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(texto.decode().splitlines()))


REPARTO = [sys.executable, "-c", "from reparto.cli import main; main()"]


def reparto(*argumentos: str, **entorno: str) -> subprocess.CompletedProcess:
    """The command line, as a user runs it: without the file that dbt in this process was told of."""
    orden = [*REPARTO, *argumentos]
    heredado = {variable: valor for variable, valor in os.environ.items() if variable != "REPARTO_DUCKDB"}
    return subprocess.run(orden, capture_output=True, text=True, env=heredado | {"COLUMNS": "200"} | entorno, timeout=600)


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Path:
    """The demo population, a tenth of its size."""
    carpeta = tmp_path_factory.mktemp("demo") / "entrada"
    poblacion.generar(carpeta, sujetos=2000)
    return carpeta


@pytest.fixture(scope="session")
def corridas(demo, tmp_path_factory) -> dict[str, dict[str, bytes]]:
    """The demo population built and tested, unit tests and all, on each target: its exported CSV files."""
    salidas = {}
    for target in TARGETS:
        carga.cargar(demo, target)
        olvidar(target)
        resultado = ejecucion.dbt("build", target, {"fecha_corte": CORTE, "capacidades": CAPACIDADES, "costos": COSTOS}, "--warn-error")
        assert resultado.bien, (target, resultado.fallas)
        salidas[target] = exportadas(target, tmp_path_factory.mktemp("salida") / target)
    return salidas


@pytest.fixture(scope="session")
def bodegas(demo) -> None:
    """The demo population in the warehouses, for the files of EN_FILA."""
    for target in TARGETS:
        assert construir(demo, target, "run").bien


@pytest.fixture(scope="session")
def connect(tmp_path_factory):
    """The address of a server of Spark Connect with a catalogue of its own."""
    import pyspark  # an extra

    raiz = tmp_path_factory.mktemp("servidor")
    with socket.create_server(("127.0.0.1", 0)) as libre:
        puerto = libre.getsockname()[1]
    hogar = Path(pyspark.__path__[0])
    opciones = {
        "spark.connect.grpc.binding.port": puerto,
        "spark.sql.catalogImplementation": "hive",
        "spark.sql.warehouse.dir": raiz / "bodega",
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={raiz}/catalogo;create=true",
        "spark.sql.shuffle.partitions": 2,
        "spark.ui.enabled": "false",
    }
    ajustes = [x for k, v in opciones.items() for x in ("--conf", f"{k}={v}")]
    orden = ["bash", str(hogar / "sbin/start-connect-server.sh"), "--wait", "--master", "local[2]", *ajustes]
    entorno = os.environ | {"SPARK_HOME": str(hogar), "SPARK_LOCAL_IP": "127.0.0.1"}
    with open(raiz / "servidor.log", "w") as registro:
        proceso = subprocess.Popen(orden, cwd=raiz, stdout=registro, stderr=registro, env=entorno, start_new_session=True)
    fin = time.monotonic() + 180
    while time.monotonic() < fin and proceso.poll() is None:
        with socket.socket() as enchufe:
            if enchufe.connect_ex(("127.0.0.1", puerto)) == 0:
                break
        time.sleep(0.5)
    yield f"sc://127.0.0.1:{puerto}"
    os.killpg(proceso.pid, signal.SIGKILL)  # its JVM too
    proceso.wait()


@pytest.fixture(scope="module")
def remoto(connect):
    """Within the module Spark is that server."""
    os.environ["SPARK_REMOTE"] = connect
    motores.motor.cache_clear()
    yield
    os.environ.pop("SPARK_REMOTE")
    motores.motor.cache_clear()
