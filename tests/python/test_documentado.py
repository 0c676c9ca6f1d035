"""What README says to type, typed: dbt alone on one's own two tables, unit tests and all; seed, run and test apart, in a second schema; the analyses."""

import os
import re
import shlex
import subprocess
import sys

import duckdb
import psycopg
import pytest
from conftest import POSTGRES_SIEMPRE, RAIZ
from reparto import cli
from typer.testing import CliRunner

BASE = "documentada"
PROPIAS = """
create schema hacienda;
create table hacienda.contribuyentes (tipo_documento text, numero_documento text);
insert into hacienda.contribuyentes values ('CC', '1'), ('NIT', '860069804');
create table hacienda.cartera (
    id_obligacion text, tipo_documento text, numero_documento text, impuesto text, anio_gravable int, fecha_vencimiento date, valor_impuesto numeric(18, 2)
);
insert into hacienda.cartera values ('O1', 'CC', '1', 'PREDIAL', 2016, '2016-06-30', 5000000), ('O2', 'NIT', '860069804', 'ICA', 2015, '2016-01-15', 70000);
"""
MARTS = "select id_obligacion, prioridad, oficina from {}.asignacion_obligacion order by 1"


@pytest.fixture(scope="module", params=POSTGRES_SIEMPRE)
def bodega(request, tmp_path_factory):
    """(target, a function that runs dbt on the two tables as somebody who types it, a function that asks the warehouse), built once."""
    target, carpeta = request.param, tmp_path_factory.mktemp("documentada")
    archivo = str(carpeta / "bodega.duckdb")
    if target == "postgres":
        with psycopg.connect(autocommit=True) as conexion:
            conexion.execute(f"drop database if exists {BASE} with (force)")
            conexion.execute(f"create database {BASE}")

    def conectar():
        return psycopg.connect(dbname=BASE, autocommit=True) if target == "postgres" else duckdb.connect(archivo)

    with conectar() as conexion:
        conexion.execute(PROPIAS)

    def correr(orden: str, esquema: str, *argumentos: str) -> str:
        variables = "{fecha_corte: 2017-06-30, esquema_fuente: hacienda, tablas_fuente: {obligaciones: cartera}}"
        lugares = ["--project-dir", str(RAIZ), "--profiles-dir", str(RAIZ), "--target-path", str(carpeta / "target"), "--log-path", str(carpeta / "log")]
        completa = [sys.executable, "-m", "dbt.cli.main", "--warn-error", orden, "--target", target, "--vars", variables, *lugares, *argumentos]
        entorno = os.environ | {"PGDATABASE": BASE, "REPARTO_DUCKDB": archivo, "REPARTO_ESQUEMA": esquema}
        corrida = subprocess.run(completa, env=entorno, capture_output=True, text=True)
        assert corrida.returncode == 0, (orden, corrida.stdout[-3000:])
        return corrida.stdout

    def preguntar(consulta: str) -> list[tuple]:
        with conectar() as conexion:
            return conexion.execute(consulta).fetchall()

    correr("build", "reparto")
    return target, correr, preguntar, carpeta


def test_lo_que_dice_el_readme(bodega):
    _, _, preguntar, _ = bodega
    assert len(preguntar(MARTS.format("reparto"))) == 2


@pytest.mark.larga
def test_por_partes_y_en_otro_esquema_es_lo_mismo(bodega):
    _, correr, preguntar, _ = bodega
    for orden in ("seed", "run", "test"):
        correr(orden, "segundo")
    assert preguntar(MARTS.format("reparto")) == preguntar(MARTS.format("segundo"))


def test_cada_analisis_corre_y_no_dobla_filas(bodega):
    """Two years measured: the analyses of one cut still give each obligation once."""
    _, correr, preguntar, carpeta = bodega
    donde = "table_schema = 'reparto' and table_name = 'calificacion_sujeto'"
    nombres = [f[0] for f in preguntar(f"select column_name from information_schema.columns where {donde}")]
    otras = ", ".join(f"vigencia_calificacion - 1 as {c}" if c == "vigencia_calificacion" else c for c in nombres)
    preguntar(f"insert into reparto.calificacion_sujeto ({', '.join(nombres)}) select {otras} from reparto.calificacion_sujeto returning id_sujeto")
    correr("compile", "reparto", "-s", "path:analyses")
    for ruta in sorted((RAIZ / "analyses").glob("*.sql")):
        filas = preguntar((carpeta / "target" / "compiled" / "reparto" / "analyses" / ruta.name).read_text())
        if ruta.stem == "por_que_esta_oficina":
            assert len(filas) == 2
        assert len(filas) == len(set(filas)), ruta.name


# what another test runs from end to end
APARTE = {"cargar": "test_cli.py", "ejecutar": "test_cli.py", "exportar": "test_exportacion.py", "permisos": "test_permisos.py"}
APARTE |= {"comparar": "test_lecturas.py", "sensibilidad": "test_lecturas.py"}


@pytest.mark.parametrize("documento", ["README.md", "LEEME.md"])
def test_cada_ejemplo_corre_en_la_demostracion(bodegas, documento, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    texto = (RAIZ / documento).read_text(encoding="utf-8")
    ejemplos = [orden.strip() for linea in re.findall(r"^    (reparto .*)", texto, re.M) for orden in re.split(r" ; ", linea.partition("#")[0])]
    assert len(ejemplos) > 7
    for ejemplo in ejemplos:
        _, *argumentos = shlex.split(ejemplo.partition("|")[0])
        if argumentos[0] in APARTE:
            assert argumentos[0] in (RAIZ / "tests/python" / APARTE[argumentos[0]]).read_text()
            argumentos = [argumentos[0], "--help"]
        elif argumentos[0] != "verificar":
            argumentos += ["--target", "duckdb"]
        corrida = CliRunner().invoke(cli.app, argumentos)
        assert corrida.exit_code == 0, (ejemplo, corrida.exception)
    for imagen in re.findall(r"!\[.+\]\((.+)\)", texto):
        assert (RAIZ / imagen).stat().st_size < 500_000, imagen
