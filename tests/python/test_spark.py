"""Spark gives what DuckDB gives, byte by byte: the demo, the golden cases, the documents' hard ones and the corpus of bad input in one population, which each
engine builds once. The whole file takes one warehouse, as a user's."""

import csv
import gzip
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import duckdb
import psutil
import pytest
from conftest import (
    BITACORA,
    CAPACIDADES,
    CON_JAVA,
    CORTE,
    COSTOS,
    MINIMO,
    RAIZ,
    REPARTO,
    construir,
    consultar,
    escribir,
    escribir_filas,
    exportadas,
    filas,
    reparto,
)
from reparto import carga, composicion, corrida, documentos, ejecucion, explicacion, lecturas
from reparto.errores import ErrorDeUso
from reparto.motores import motor
from test_corpus import _filas, _poblacion
from test_documentos import DIFICILES

pytestmark = CON_JAVA
# as many rows as days there are, whatever the population
CHICAS = {"reparto_saldos.int_dia_mora", "reparto_intermedio.int_dia_habil", "bi.dim_fecha"}
# a window over these alone shares out a big table among a handful of tasks
POCOS = {"oficina", "impuesto", "prioridad", "norma", "fecha_corte", "horizonte", "criterio"}
# what Spark says otherwise where a macro doesn't mind it: (the trap, SQL, what every engine answers)
TRAMPAS = [
    ("a pattern's backslash goes without a raw literal", r"""{{ reparto.coincide("'1.5'", '^[0-9]\.[0-9]$') }}""", True),
    ("and then a point is any character", r"""{{ reparto.coincide("'1x5'", '^[0-9]\.[0-9]$') }}""", False),
    ("$ stands before a last line end", r"""{{ reparto.coincide("'1.5' || chr(10)", '^[0-9]\.[0-9]$') }}""", False),
    ("listagg heeds no order", "(select {{ reparto.unir('t', '-', 't desc') }} from (values ('b'), ('c'), ('a')) as f (t))", "c-b-a"),
    ("date less date is an interval", """{{ reparto.dias_entre("cast('2016-02-28' as date)", "cast('2016-03-01' as date)") }}""", 2),
    ("date and interval is a moment", """{{ reparto.mas_anios("cast('2016-02-29' as date)", 1) }}""", date(2017, 2, 28)),
    ("whole division isn't /", "{{ reparto.division_entera(7, 2) }}", 3),
    ("ltrim's arguments are the other way round", """{{ reparto.numero_normal("'00120-3'") }}""", "120"),
    ("to_json drops nulls", "(select {{ reparto.fila_json(['a', 'b']) }} from (select 1 as a, cast(null as integer) as b) as f)", '{"a":1,"b":null}'),
    ("a product of two long numbers is null", "{{ reparto.proporcion(10**17, 10**15 - 1, 10**15) }}", 99999999999999900),
    ("names are ordered by their bytes", "(select {{ reparto.minimo_binario('t') }} from (values ('á'), ('a'), ('Z')) as f (t))", "Z"),
]
VARIABLES = {"fecha_corte": CORTE, "capacidades": CAPACIDADES, "costos": COSTOS, "permitir_rechazos": True}  # the corpus of bad rows is in it


def _juntar(carpetas: list[Path], destino: Path) -> Path:
    """One folder of many: the rows of each table one after another, with the columns of all."""
    tablas: dict[str, list[dict]] = {}
    for carpeta in carpetas:
        for archivo in sorted(carpeta.iterdir()):
            leidas = tablas.setdefault(archivo.name.split(".")[0], [])
            if archivo.suffix == ".parquet":
                cursor = duckdb.execute("select columns(*)::varchar from read_parquet(?)", [str(archivo)])
                nombres = [c[0] for c in cursor.description or []]
                leidas.extend(dict(zip(nombres, fila, strict=True)) for fila in cursor.fetchall())
            else:
                with (gzip.open if archivo.suffix == ".gz" else open)(archivo, "rt", encoding="utf-8", newline="") as abierto:
                    leidas.extend(csv.DictReader(abierto))
    return escribir_filas(destino, tablas)


def _con_recibos(n: int) -> dict[str, str]:
    """The hard documents' tables with so many receipts of the three hundred: Spark plans each round of an account anew, a second and more."""
    return DIFICILES | {"pagos": "".join(DIFICILES["pagos"].splitlines(keepends=True)[: n + 1])}


@pytest.fixture(scope="module")
def hecha(demo, tmp_path_factory):
    """({engine: its exported CSV files}, {model: its SQL on Spark}, the input)."""
    raiz = tmp_path_factory.mktemp("spark")
    partes = [demo, escribir(raiz / "dificiles", **_con_recibos(15)), _poblacion(raiz / "corpus", _filas("casos.csv"))]
    entrada = _juntar([*partes, *sorted((RAIZ / "tests/golden").glob("*/entrada"))], raiz / "entrada")
    assert construir(entrada, "duckdb", "run", permitir_rechazos=True).bien
    carga.cargar(entrada, "spark")
    resultado = construir(None, "spark", "run", permitir_rechazos=True)
    assert resultado.bien, resultado.fallas
    consultas = {n.name: n.compiled_code for n in resultado.nodos_hechos if n.resource_type == "model"}
    yield {target: exportadas(target, raiz / target) for target in ("duckdb", "spark")}, consultas, entrada
    motor("spark").soltar()


@pytest.fixture(scope="module")
def salidas(hecha):
    return hecha[0]


def test_cada_tabla_publica_es_igual(salidas):
    assert salidas["duckdb"].keys() == salidas["spark"].keys()
    distintas = {}
    # the log says when and by which engine a run was made: it's of Spark's alone here
    for nombre in salidas["duckdb"].keys() - BITACORA:
        una = salidas["duckdb"][nombre]
        otra = salidas["spark"][nombre]
        if una != otra:
            distintas[nombre] = next(((a, b) for a, b in zip(una.splitlines(), otra.splitlines(), strict=False) if a != b), (len(una), len(otra)))
    assert distintas == {}
    print(f"\n{len(salidas['spark'])} tables, {sum(len(x.splitlines()) for x in salidas['spark'].values())} lines, equal")


def test_nada_queda_fuera_de_la_carpeta_de_datos(tmp_path):
    """What Spark, Hive and Derby write while a command works goes with it: an office runs every night for years."""
    de_spark = re.compile(r"_resources$|^(artifacts|blockmgr|spark|hive)")
    antes = {p.name for p in Path("/tmp").iterdir() if de_spark.search(p.name)}
    hecho = reparto("cargar", str(escribir(tmp_path / "m", **MINIMO)), "--target", "spark", REPARTO_DATOS=str(tmp_path / "datos"))
    assert hecho.returncode == 0, hecho.stderr
    assert {p.name for p in Path("/tmp").iterdir() if de_spark.search(p.name)} <= antes
    assert list((tmp_path / "datos/spark/propias").iterdir()) == []


@pytest.mark.parametrize("despues", ['sesion.sql("select 1").collect()', "raise OSError"], ids=["pregunta", "sale"])
def test_una_jvm_muerta_no_deja_traza(tmp_path, despues):
    """What py4j and pyspark say of it isn't for the user, whoever finds it first: the command has its own sentence."""
    matar = f"""
import os, signal
import reparto.cli, reparto.ejecucion
from reparto.motores import motor
spark = motor("spark")
sesion = spark._abrir()
os.kill(spark.procesos()[0], signal.SIGKILL)
try:
    {despues}
except Exception:
    print("se perdió")
"""
    hecho = subprocess.run([sys.executable, "-c", matar], capture_output=True, text=True, env=os.environ | {"REPARTO_DATOS": str(tmp_path)})
    assert hecho.stdout == "se perdió\n", hecho
    assert hecho.stderr == ""


def _dicho(clase: str, target: str, carpeta: Path, claves: list[str]) -> dict[str, str]:
    """{file: its text} of some documents."""
    escritos, _ = documentos.emitir(clase, target, carpeta, claves, solo_html=True, dia=date(2017, 6, 30))
    return {p.name: composicion.texto(p.read_bytes()) for p in escritos}


def test_ninguna_trampa_del_dialecto(hecha):
    """Each answer is the one that DuckDB gives, and is written here: the tables could all be equal and nobody have asked."""
    consulta = "select " + ", ".join(f"{sql} as c{n}" for n, (_, sql, _) in enumerate(TRAMPAS))
    for target in ("duckdb", "spark"):
        (nodo,) = ejecucion.dbt("compile", target, VARIABLES, "--inline", consulta).nodos_hechos
        (dichas,) = consultar(target, nodo.compiled_code)
        assert {t: d for (t, _, e), d in zip(TRAMPAS, dichas, strict=True) if d != e} == {}, target


def test_una_celda_vacia_de_semilla_es_nula(hecha):
    """dbt-spark's session writes the text None: 402 omisos were given an office's state in silence."""
    with motor("spark").conectar() as conexion:
        for archivo in sorted((RAIZ / "seeds").rglob("*.csv")):
            vacias = sum(celda == "" for fila in filas(archivo.read_bytes()) for celda in fila.values())
            filas_ = conexion.execute(f"select * from reparto_norma.{archivo.stem}").fetchall()
            assert sum(celda is None for fila in filas_ for celda in fila) == vacias, archivo.name


def test_lo_que_no_cabe_es_un_error(hecha):
    """A sum beyond 38 digits and a text that is no number would be null; a cast would cut what is too long."""
    for mala in ("cast('9e40' as decimal(38, 0))", "cast('1x' as integer)", "cast(12345.67 as decimal(4, 2))"):
        with motor("spark").conectar() as conexion, pytest.raises(Exception, match="OVERFLOW|OUT_OF_|CAST_INVALID_INPUT"):
            conexion.execute(f"select {mala}").fetchall()


@pytest.mark.larga
def test_las_pruebas_de_unidad(hecha):
    """What dbt's unit tests say of each rule, said of Spark's SQL."""
    resultado = ejecucion.dbt("test", "spark", VARIABLES, "-s", "test_type:unit")
    assert resultado.bien, resultado.fallas
    assert len(resultado.nodos_hechos) > 100


@pytest.mark.larga
def test_las_ordenes_dicen_lo_mismo(salidas, tmp_path):
    sujetos = [f["id_sujeto"] for f in filas(salidas["duckdb"]["asignacion_sujeto.csv"])][::400]
    for sujeto in sujetos:
        assert explicacion.explicar(sujeto, "spark") == explicacion.explicar(sujeto, "duckdb")
    for clase, claves in (("ESTADO_CUENTA", sujetos[:3]), ("CERTIFICACION_DEUDA", ["S1", "S2", "S3"])):
        dichos = [_dicho(clase, t, tmp_path / t, claves) for t in ("duckdb", "spark")]
        assert dichos[0] == dichos[1]
        assert len(dichos[0]) == 3


@pytest.mark.larga
def test_otra_lectura_mueve_a_los_mismos(salidas):
    assert lecturas.comparar("spark", {"fuero_otros": "todos"}) == lecturas.comparar("duckdb", {"fuero_otros": "todos"})


@pytest.fixture(scope="module")
def publicada(salidas):
    """What `reparto ejecutar` does: builds beside, tests there as on any engine, publishes."""
    resultado = corrida.correr("spark", VARIABLES, True)
    assert resultado.bien, resultado.fallas


@pytest.mark.larga
def test_una_corrida_con_sus_pruebas_publica_lo_mismo(salidas, publicada, tmp_path):
    otra = exportadas("spark", tmp_path / "otra")
    assert otra.keys() - BITACORA == salidas["spark"].keys() - BITACORA
    assert [n for n in otra.keys() - BITACORA if otra[n] != salidas["spark"][n]] == []


@pytest.mark.larga
def test_un_recibo_que_llego_despues_de_la_corrida(hecha, publicada, tmp_path):
    entrada = shutil.copytree(hecha[2], tmp_path / "entrada")
    with open(entrada / "pagos.csv", encoding="utf-8", newline="") as archivo:
        columnas = next(csv.reader(archivo))
    tardio = {"id_recibo": "TARDE", "tipo_documento": "CC", "numero_documento": "0001", "impuesto": "ICA", "fecha_pago": "2017-06-01", "valor": "1000.01"}
    tardio |= {"anio_gravable": "2014", "periodo": "B3", "id_obligacion": "MUCHOS"}
    with open(entrada / "pagos.csv", "a", encoding="utf-8", newline="") as archivo:
        csv.DictWriter(archivo, columnas, lineterminator="\n").writerow(tardio)
    motor("spark").soltar()  # as in a command of its own
    for target in ("duckdb", "spark"):
        carga.cargar(entrada, target)
    una, otra = (_dicho("ESTADO_CUENTA", t, tmp_path / t, ["CC-1"]) for t in ("duckdb", "spark"))
    assert una == otra
    assert "después de la última corrida (TARDE)" in next(iter(una.values()))


@pytest.mark.larga
def test_una_corrida_muerta_no_deja_nada(publicada):
    """Killed as it builds, its JVM goes on alone: the next command ends it, and what was public is as it was."""
    spark = motor("spark")
    spark.soltar()
    orden = [*REPARTO, "ejecutar", "--target", "spark", "--fecha-corte", "2017-07-31", "--sin-pruebas"]
    muerta = subprocess.Popen(orden, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    antes = {p.name for p in (spark.carpeta / "bodega").glob("*/*")}
    while muerta.poll() is None and {p.name for p in (spark.carpeta / "bodega").glob("*/*")} == antes:
        time.sleep(0.2)
    (jvm,) = [int(p.read_text()) for p in (spark.carpeta / "propias").glob("*/jvm")]
    with pytest.raises(ErrorDeUso, match=r"la está usando reparto ejecutar \("), spark.turno("cargar"):
        pass
    muerta.send_signal(signal.SIGKILL)
    muerta.wait()
    assert consultar("spark", "select valor from reparto.parametro_corrida where variable = 'fecha_corte'") == [(CORTE,)]
    assert not Path(f"/proc/{jvm}").exists() or "zombie" in Path(f"/proc/{jvm}/status").read_text()
    assert len(list((spark.carpeta / "propias").iterdir())) == 1


def _ejecutores(de: int) -> list[psutil.Process]:
    """Spark's executor processes under a process, where its master is a local-cluster: the living ones (a dead one not yet waited for has no command)."""
    vivos = []
    for proceso in psutil.Process(de).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if "org.apache.spark.executor.CoarseGrainedExecutorBackend" in proceso.cmdline():
                vivos.append(proceso)
    return vivos


@pytest.mark.larga
def test_un_ejecutor_muerto_en_cada_modelo_largo(demo, tmp_path):
    """Two executors, and one of them killed as each of five long models begins to write: the run goes on, and the result is the same."""
    import pyspark

    entorno = {"REPARTO_DATOS": str(tmp_path / "datos"), "REPARTO_SPARK_MASTER": "local-cluster[2,1,1024]"}
    assert (cargada := reparto("cargar", str(demo), "--target", "spark", **entorno)).returncode == 0, cargada.stderr
    orden = [*REPARTO, "ejecutar", "--target", "spark", "--fecha-corte", CORTE, "--sin-pruebas"]
    faltan = {"reparto_saldos.int_libro__r2", "reparto_saldos.int_evento", "reparto.rechazos", "cobro.inconsistencia", "reparto_staging.stg_obligaciones"}
    fallidos: set[str] = set()
    corriendo = subprocess.Popen(orden, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | entorno)
    while corriendo.poll() is None:
        for tabla in [t for t in faltan if any((tmp_path / "datos/spark/bodega" / t).glob("*"))]:
            try:
                _ejecutores(corriendo.pid)[0].kill()
                faltan.remove(tabla)
            except (psutil.NoSuchProcess, IndexError) as falla:  # between one's death and the next one's start
                fallidos.add(repr(falla))
        time.sleep(0.02)
    shutil.rmtree(Path(pyspark.__file__).parent / "work", ignore_errors=True)  # what its executors said
    assert corriendo.returncode == 0, corriendo.communicate()[1]
    assert faltan == set(), fallidos
    exportada = reparto("exportar", str(tmp_path / "salida"), "--formato", "csv", "--target", "spark", **entorno)
    assert exportada.returncode == 0, exportada.stderr
    assert construir(demo, "duckdb", "run", capacidades={}, costos={}).bien
    una = exportadas("duckdb", tmp_path / "duckdb")
    assert [n for n in una.keys() - BITACORA if una[n] != (tmp_path / "salida" / n).read_bytes()] == []


def _es_de_cuentas(nodo) -> bool:
    """Whether the rows that a window orders are counts of groups that don't grow with the subjects."""
    while nodo.nodeName().split(" ")[0] in ("Sort", "Exchange", "Project", "Window", "WholeStageCodegen", "InputAdapter"):
        nodo = nodo.children().apply(0)
    return nodo.nodeName() in ("HashAggregate", "SortAggregate") and "id_" not in nodo.groupingExpressions().toString()


def _plan(nodo, grandes: set[str], malos: list[str]) -> set[str]:
    """The big tables under a node of a physical plan; notes what a cluster couldn't share out."""
    hijos = nodo.children()
    bajo = [_plan(hijos.apply(i), grandes, malos) for i in range(hijos.size())]
    todas = set().union(*bajo) if bajo else {t for t in grandes if f"{t}[" in nodo.simpleString(200).replace("`", "")}
    nombre = nodo.nodeName()
    if nombre in ("CartesianProduct", "BroadcastNestedLoopJoin") and all(bajo):
        malos.append(f"{nombre}: {sorted(bajo[0])} x {sorted(bajo[1])}")
    if nombre == "BroadcastExchange" and todas:
        malos.append(f"{nombre}: {sorted(todas)}")
    if nombre == "Window" and todas and set(re.findall(r"(\w+)#", nodo.partitionSpec().toString())) <= POCOS and not _es_de_cuentas(hijos.apply(0)):
        malos.append(f"{nombre} en pocas particiones ({nodo.partitionSpec().toString()}): {sorted(todas)}")
    return todas


@pytest.mark.larga
def test_ningun_plan_pasa_por_un_solo_proceso(hecha):
    """Where no table is small enough to be sent to all, no model compares all the rows of two big tables, sends a big one whole or orders it in one place."""
    grandes = set()
    for carpeta in (motor("spark").carpeta / "bodega").glob("*.*/*"):
        archivos = list(carpeta.glob("*.parquet"))
        tabla = carpeta.parent.name
        if archivos and tabla not in CHICAS and not tabla.startswith("reparto_norma."):
            (filas_,) = duckdb.execute("select count(*) from read_parquet(?)", [[str(a) for a in archivos]]).fetchone() or (0,)
            grandes |= {tabla} if filas_ > 500 else set()
    assert len(grandes) > 20
    malos: dict[str, list[str]] = {}
    with motor("spark").conectar() as conexion:
        for opcion, valor in (("spark.sql.autoBroadcastJoinThreshold", "-1"), ("spark.sql.adaptive.enabled", "false")):
            conexion.sesion.conf.set(opcion, valor)
        for modelo, consulta in hecha[1].items():
            halladas: list[str] = []
            _plan(conexion.sesion.sql(consulta)._jdf.queryExecution().executedPlan(), grandes, halladas)
            if halladas:
                malos[modelo] = halladas
        for opcion in ("spark.sql.autoBroadcastJoinThreshold", "spark.sql.adaptive.enabled"):
            conexion.sesion.conf.unset(opcion)
    print(f"\n{len(hecha[1])} plans read, {len(grandes)} big tables")
    assert malos == {}


@pytest.mark.larga
def test_una_cuenta_de_mas_rondas_que_una_transaccion(tmp_path):
    """Rounds are gathered by fifties."""
    entrada = escribir(tmp_path / "muchos", **_con_recibos(60))
    movimientos = "select id_obligacion, orden, tipo, impuesto, interes, sancion from cobro.estado_cuenta_movimiento order by 1, 2"
    dichos = []
    for target in ("duckdb", "spark"):
        carga.cargar(entrada, target)
        assert construir(None, target, "run", "-s", "+estado_cuenta_movimiento").bien
        dichos.append(consultar(target, movimientos))
    assert dichos[0] == dichos[1]
    assert len(dichos[0]) > 60
