"""The command line as a user runs it: help that teaches, exit codes, one sentence for a mistake."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import MINIMO, RAIZ, escribir, reparto
from reparto import cli, servidor


def test_ayuda():
    texto = reparto("--help").stdout
    for orden in ("cargar", "ejecutar", "exportar", "demo", "bench", "servidor"):
        assert orden in texto
    assert "reparto ejecutar --fecha-corte 2017-06-30" in texto.replace("\n  ", "")


@pytest.mark.parametrize(
    ("argumentos", "frase"),
    [
        (("cargar", "/no/existe"), "no existe"),
        (("cargar", "/tmp", "--target", "oracle"), "el target «oracle» no existe"),
        (("ejecutar", "--fecha-corte", "2017-06-30", "--var", "color=rojo"), "use clave=valor con una de"),
        (("exportar", "--target", "duckdb"), "no hay bodega"),
        (("bench", "10"), "1.000 sujetos o más"),
    ],
)
def test_un_error_de_uso_es_una_frase(argumentos, frase, tmp_path):
    corrida = reparto(*argumentos, REPARTO_DUCKDB=str(tmp_path / "x.duckdb"))
    assert corrida.returncode == 2
    assert frase in corrida.stderr
    assert "Traceback" not in corrida.stderr + corrida.stdout


def test_de_la_carpeta_a_la_exportacion(tmp_path):
    """And neither names nor documents in what is printed or logged."""
    datos, corridas = tmp_path / "datos", []

    def correr(*argumentos):
        corridas.append(reparto(*argumentos, "--target", "duckdb", REPARTO_DATOS=str(datos)))
        return corridas[-1]

    malas = {t: x.replace("CC,1", "CC,123456789") + ("CC,88776655X\n" if t == "contribuyentes" else "") for t, x in MINIMO.items()}
    assert correr("cargar", str(escribir(tmp_path / "m", **malas))).returncode == 0
    mala = correr("ejecutar", "--fecha-corte", "ayer")
    assert (mala.returncode, "no es una fecha ISO" in mala.stderr, "Traceback" in mala.stderr) == (1, True, False)
    buena = correr("ejecutar", "--fecha-corte", "2017-06-30", "--sin-pruebas")
    assert buena.returncode == 0, buena.stderr
    assert "$ 5.000.000,00" in buena.stdout
    salida = tmp_path / "salida"
    assert correr("exportar", str(salida)).returncode == 0
    assert (salida / "asignacion_sujeto.csv").exists()
    diario = "".join(p.read_text() for p in (datos / "dbt_log").glob("*"))
    for reservado in ("123456789", "88776655"):
        assert reservado not in "".join(c.stdout + c.stderr for c in corridas) + diario


def test_demo_dos_veces(tmp_path):
    entorno = {"REPARTO_DATOS": str(tmp_path / "datos")}
    primera = reparto("demo", "--target", "duckdb", **entorno)
    assert primera.returncode == 0, primera.stderr
    for seccion in ("Sujetos por prioridad", "Obligaciones y pesos por oficina", "Filas rechazadas", "Supuestos usados", "Archivos:"):
        assert seccion in primera.stdout
    antes = {p: p.stat().st_mtime_ns for p in (tmp_path / "datos" / "exportaciones").rglob("*")}
    segunda = reparto("demo", "--target", "duckdb", **entorno)
    assert "nada cambió" in segunda.stdout
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "datos" / "exportaciones").rglob("*")} == antes


def test_dos_demos_son_iguales_byte_a_byte(demo, tmp_path):
    from reparto import demo as poblacion

    poblacion.generar(tmp_path / "otra", sujetos=2000)
    assert {p.name: p.read_bytes() for p in demo.iterdir()} == {p.name: p.read_bytes() for p in (tmp_path / "otra").iterdir()}


@pytest.mark.skipif(os.geteuid() != 0, reason="SE OMITE: solo root puede probar una carpeta que el usuario del servidor no alcanza")
def test_una_carpeta_de_modo_700_sirve(tmp_path):
    """A checkout under /root: the server's own user can't reach it and needn't."""
    casa = tmp_path / "casa"
    casa.mkdir(mode=0o700)
    entorno = os.environ | {"REPARTO_DATOS": str(casa / "datos")}
    codigo = "from reparto import servidor\nwith servidor.postgres():\n    import psycopg\n    print(psycopg.connect().execute('select 1').fetchone())"
    corrida = subprocess.run(
        [sys.executable, "-c", codigo + "\nimport shutil; shutil.rmtree(servidor.carpeta_datos().parent)"], env=entorno, capture_output=True, text=True
    )
    assert corrida.stdout.strip() == "(1,)", corrida.stderr


def test_un_servidor_dado_no_arranca_otro(monkeypatch):
    monkeypatch.setattr(servidor, "iniciar", lambda: pytest.fail("arrancó el embebido"))
    for variable, valor in (("PGHOST", "h"), ("PGSERVICE", "s"), ("DATABASE_URL", "postgresql://u:c%40@h:5433/b")):
        with monkeypatch.context() as entorno:
            for otra in ("PGHOST", "PGSERVICE", "DATABASE_URL"):
                entorno.delenv(otra, raising=False)
            entorno.setenv(variable, valor)
            dado = servidor.servidor_dado()
            assert dado == ({"PGHOST": "h", "PGPORT": "5433", "PGUSER": "u", "PGPASSWORD": "c@", "PGDATABASE": "b"} if variable == "DATABASE_URL" else {})


def test_la_huella_cubre_el_proyecto(tmp_path):
    (tmp_path / "x.csv").write_text("1")
    antes = cli._huella(tmp_path)
    (tmp_path / "x.csv").write_text("2")
    assert cli._huella(tmp_path) != antes
    assert Path(RAIZ / "dbt_project.yml").exists()
