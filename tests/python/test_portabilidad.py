"""An engine that a macro doesn't know stops the run by name; none runs another's dialect."""

import os
import re
import subprocess
import sys

import pytest
from conftest import RAIZ
from reparto.motores import MOTORES

MACROS = "\n".join(p.read_text() for p in sorted((RAIZ / "macros" / "portabilidad").glob("*.sql")))
DESPACHADAS = sorted(set(re.findall(r"adapter\.dispatch\('(\w+)'", MACROS)))


@pytest.mark.parametrize("macro", DESPACHADAS)
def test_cada_motor_dice_lo_suyo(macro):
    # beside the signature or, where a line doesn't hold both, under it
    cuerpo = rf"macro default__{macro}\(.*\) %}}\s*{{{{-? reparto\.sin_dialecto\('{macro}'\) -?}}}}"
    assert re.search(cuerpo, MACROS), "its default__ doesn't stop"
    assert [t for t in MOTORES if f"macro {t}__{macro}(" not in MACROS] == []


@pytest.mark.parametrize(
    ("bodega", "escrito"),
    [
        ("", "create or replace table a.b using delta as select 1"),
        ("/bodega", "file_format 'delta' es de un servidor propio (SPARK_REMOTE); la sesión de esta máquina guarda Parquet."),
    ],
)
def test_una_tabla_con_transacciones_en_spark(bodega, escrito, tmp_path):
    variables = ["--vars", "{file_format: delta}"]
    assert escrito in _compilado(tmp_path, "duckdb", "{{ reparto.spark__tabla_como('a.b', 'select 1') }}", variables, REPARTO_SPARK_BODEGA=bodega)


def test_spark_lee_las_barras_de_un_texto(tmp_path):
    """A backslash is an escape there; the others read it as it is."""
    consulta = r"""{% for x in ('C:\\nueva', "d'O") %}{{ reparto.spark__texto_sql(x) }} {{ reparto.postgres__texto_sql(x) }} {% endfor %}"""
    assert r"""'C:\\nueva' 'C:\nueva' 'd\'O' 'd''O'""" in _compilado(tmp_path, "duckdb", consulta, [])


def test_una_prueba_de_datos_va_en_un_nucleo(tmp_path):
    """By dbt's own dispatch, which says nothing where it no longer finds the macro."""
    escrita = _compilado(tmp_path, "postgres", "{{ get_test_sql('select 1', 'count(*)', '!= 0', '!= 0', none) }}", ["--no-populate-cache"])
    assert "set local max_parallel_workers_per_gather = 0; select count(*) as failures" in escrita


def _compilado(carpeta, target, consulta, opciones, **entorno) -> str:
    """What dbt says of a query, in one line; no server is asked."""
    carpetas = ["--target-path", str(carpeta / "target"), "--log-path", str(carpeta / "log"), "--project-dir", str(RAIZ), "--profiles-dir", str(RAIZ)]
    orden = [sys.executable, "-m", "dbt.cli.main", "compile", "--target", target, "--inline", consulta, *opciones, *carpetas]
    todo = os.environ | {"REPARTO_DUCKDB": str(carpeta / "b.duckdb")} | entorno
    return " ".join(subprocess.run(orden, cwd=carpeta, env=todo, capture_output=True, text=True).stdout.split())
