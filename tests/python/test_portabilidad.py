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
    carpetas = ["--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "log"), "--project-dir", str(RAIZ), "--profiles-dir", str(RAIZ)]
    orden = ["compile", "--target", "duckdb", "--vars", "{file_format: delta}", "--inline", "{{ reparto.spark__tabla_como('a.b', 'select 1') }}"]
    entorno = os.environ | {"REPARTO_SPARK_BODEGA": bodega, "REPARTO_DUCKDB": str(tmp_path / "b.duckdb")}
    dicho = subprocess.run([sys.executable, "-m", "dbt.cli.main", *orden, *carpetas], cwd=tmp_path, env=entorno, capture_output=True, text=True)
    assert escrito in " ".join(dicho.stdout.split())
