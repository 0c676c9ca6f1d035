"""A sample of `make fallas` that needs no whole run: a warehouse that is loaded alone, the faults of loading and two of a run that has hardly begun."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import fallas
import psycopg
import pytest
from conftest import TARGETS
from fallas import Banco, Falla
from reparto import ejecucion
from reparto.motores import motor

MUESTRA = [
    Falla("kill -9", "cargar", "tabla leída", 3),
    Falla("Ctrl-C", "cargar", "tabla leída", 3, signal.SIGINT, dicho=fallas.INTERRUMPIDO),
    Falla("disco lleno", "cargar", "tabla leída", 3, signal.SIGSTOP, hacer=Banco.llenar, dicho="no queda disco"),
    Falla("Ctrl-C", "ejecutar", "nodo terminado", 4, signal.SIGINT, dicho=fallas.INTERRUMPIDO),  # dbt takes it for a node's failure on DuckDB
]
DE_POSTGRES = [
    *MUESTRA[:3],
    Falla("servidor muerto", "ejecutar", "nodo terminado", 4, signal.SIGSTOP, hacer=Banco.matar_servidor, dicho=fallas.CORTADA),
    Falla("conexión cortada", "cargar", "tabla leída", 3, signal.SIGSTOP, hacer=Banco.cortar, dicho=fallas.CORTADA),
]


@pytest.mark.parametrize("target", TARGETS)
def test_una_muestra_de_las_fallas(target, tmp_path):
    codigo = "import json, sys; from pathlib import Path; from test_fallas import muestra; print(json.dumps(muestra(sys.argv[1], Path(sys.argv[2]))))"
    entorno = fallas.entorno_de(target, tmp_path)
    entorno["PYTHONPATH"] += f"{os.pathsep}{Path(__file__).parent}"
    hecha = subprocess.run([sys.executable, "-c", codigo, target, str(tmp_path)], env=entorno, capture_output=True, text=True, timeout=300)
    assert hecha.returncode == 0, hecha.stderr
    print(hecha.stdout)
    assert json.loads(hecha.stdout.splitlines()[-1]) == []


def muestra(target: str, raiz: Path) -> list[str]:
    """In a process of its own: what isn't right."""
    banco = Banco(target, raiz)
    with banco.disco_chico() as hay:
        banco.exigir("cargar", str(banco.entrada("antes")), "--target", target)
        antes = banco.estado()
        for falla in DE_POSTGRES if target == "postgres" else MUESTRA:
            if hay or falla.clase != "disco lleno":
                banco.sufrir(falla, antes)
    return [f"{f.falla.clase}, {f.falla.donde}: {'; '.join(f.bien)}: {f.frase}" for f in banco.filas if f.bien]


def test_una_exportacion_que_pierde_su_carpeta_dice_lo_que_paso(tmp_path):
    """A table that fails takes the folder from those that are being written beside it."""
    carpeta = tmp_path / "parcial"
    carpeta.mkdir()

    def escribir(_lector, _origen) -> None:
        shutil.rmtree(carpeta)
        raise OSError(errno.ENOSPC, "lleno")

    with motor("postgres").conectar() as conexion, pytest.raises(OSError) as error:
        motor("postgres").volcar(conexion, "select 1 as uno", [("uno", "integer")], carpeta, escribir)
    assert error.value.errno == errno.ENOSPC


def test_una_conexion_cortada_se_dice_una_vez(caplog):
    """What failed first is told; that its transaction couldn't be undone on a dead server is no news."""
    with pytest.raises(InterruptedError), motor("postgres").conectar() as conexion:
        (propia,) = conexion.execute("select pg_backend_pid()").fetchone()
        with psycopg.connect(autocommit=True) as otra:
            otra.execute("select pg_terminate_backend(%s)", [propia])
        raise InterruptedError
    assert [r.getMessage() for r in caplog.records if r.name.startswith("psycopg")] == []


@pytest.mark.parametrize("dice", ["INTERRUPT Error: Interrupted!", "Connection Error: Connection already closed!"])
def test_un_ctrl_c_es_un_ctrl_c(monkeypatch, dice):
    """dbt may take it for the failure of the node that it cut."""

    def falsa(*_):
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        cortado = SimpleNamespace(status="error", node=SimpleNamespace(name="int_x", resource_type="model"), execution_time=0, message=dice)
        return SimpleNamespace(success=False, exception=None, result=SimpleNamespace(results=[cortado]))

    monkeypatch.setattr(ejecucion, "_invocar", falsa)
    antes = signal.signal(signal.SIGINT, signal.default_int_handler)  # a background shell has it ignored
    try:
        with pytest.raises(KeyboardInterrupt):
            ejecucion.dbt("build", "duckdb", {})
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, antes)
