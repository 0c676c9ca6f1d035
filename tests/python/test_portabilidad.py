"""An engine that a macro doesn't know stops the run by name; none runs another's dialect."""

import os
import re
import subprocess
import sys
from types import SimpleNamespace

import duckdb
import pytest
import yaml
from conftest import RAIZ
from dbt_common.clients.jinja import get_environment
from dbt_common.exceptions.macros import MacroReturn
from reparto import ejecucion, rutas
from reparto.motores import MOTORES, motor
from reparto.motores.base import entorno

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


class Tabla(str):
    """A relation of Spark's catalogue."""

    identifier, is_view = property(lambda self: self.rpartition(".")[2]), False

    def incorporate(self, path=None, type=None):  # noqa: A002
        return Tabla(f"{self.rpartition('.')[0]}.{path['identifier']}") if path else self


class MacrosDeSpark:
    """The macros over a catalogue of {table: format} that isn't there, and the statements that they give."""

    def __init__(self, catalogo: dict[str, str], formato: str):
        self.catalogo, self.hechas = catalogo, []
        self._propias = {
            "env_var": lambda _, defecto="": defecto,
            "var": lambda _, defecto="": formato,
            "execute": True,
            "modules": SimpleNamespace(re=re),
            "model": SimpleNamespace(resource_type=""),
            "return": self._devolver,
            "load_cached_relation": lambda tabla: tabla if tabla in catalogo else None,
            "run_query": lambda consulta: SimpleNamespace(rows=[("Provider", catalogo[consulta.split()[-1]].upper())]),
            "statement": lambda _, caller: self.hechas.append(" ".join(caller().split())) or "",
            "adapter": SimpleNamespace(
                drop_relation=lambda t: self.hechas.append(f"drop {t}") if t in catalogo else None,
                rename_relation=lambda de, a: self.hechas.append(f"rename {de} {a}"),
                cache_added=self.catalogo.get,
                get_columns_in_relation=lambda _: [SimpleNamespace(name="Saldo")],
            ),
            "reparto": self,
        }
        texto = "".join((RAIZ / f"macros/{m}.sql").read_text() for m in ("publicacion/spark", "portabilidad/portabilidad", "staging/leer_fuente"))
        self._modulo = get_environment().from_string(texto).make_module(self._propias)

    @staticmethod
    def _devolver(dato):
        raise MacroReturn(dato)

    def __getattr__(self, macro: str):
        def llamar(*argumentos):
            try:
                return getattr(self._modulo, f"dbt_macro__{macro}")(*argumentos)
            except MacroReturn as devuelto:
                return devuelto.value

        return llamar


@pytest.mark.parametrize(
    ("hay", "formato", "macro", "hechas"),
    [
        ("delta", "delta", "rehacer", ["create or replace table r.t using delta as select 1"]),
        ("parquet", "delta", "rehacer", ["create or replace table r.t__nueva using delta as select 1", "drop r.t", "rename r.t__nueva r.t"]),
        ("parquet", "parquet", "rehacer", ["create table r.t__nueva using parquet as select 1", "drop r.t", "rename r.t__nueva r.t"]),
        ("delta", "parquet", "spark__borrar_filas", ["create or replace table r.t using delta as select * from r.t where (select 1) is not true"]),
        (None, "delta", "rehacer", ["create or replace table r.t using delta as select 1"]),
    ],
)
def test_una_tabla_que_se_queda_conserva_su_formato_en_spark(hay, formato, macro, hechas):
    """Replaced in one step where it is of the run's format; an operation, which has no vars, leaves the format that it finds."""
    macros = MacrosDeSpark({"r.t": hay} if hay else {}, formato)
    getattr(macros, macro)(Tabla("r.t"), "select 1")
    assert macros.hechas == hechas


def test_lo_que_se_conserva_toma_los_tipos_del_contrato_en_spark():
    columnas = {c: SimpleNamespace(name=c, data_type=t) for c, t in (("saldo", "numeric(28,2)"), ("motivo", "text"))}
    escrita = MacrosDeSpark({}, "delta").conservadas("r.t", SimpleNamespace(columns=columnas))
    assert escrita == "select cast(saldo as numeric(28,2)) as saldo, cast(null as string) as motivo from r.t"


@pytest.mark.parametrize("esquema", ["reparto", "reparto_nueva"])
def test_lo_que_se_conserva_y_se_corto_vuelve_a_su_nombre(esquema, monkeypatch, tmp_path):
    """Between its drop and its rename: the next run, or dbt alone, doesn't take it for what was never measured. One that stands is left. And it is so
    before any model: those that read it are compiled of what is there."""
    monkeypatch.setattr(rutas, "DUCKDB", tmp_path / "b.duckdb")
    with duckdb.connect(str(rutas.DUCKDB)) as bodega:
        bodega.execute("create schema reparto; create table reparto.calificacion_sujeto__nueva as select 1 as n")
        bodega.execute("create table reparto.corrida__nueva as select 1 as n; create table reparto.corrida as select 2 as n")
    with entorno(REPARTO_ESQUEMA=esquema):
        assert ejecucion.dbt("run-operation", "duckdb", {}, "recuperar_persistentes").bien
    motor("duckdb")._soltar()
    with duckdb.connect(str(rutas.DUCKDB)) as bodega:
        assert bodega.execute("select c.n, d.n from reparto.calificacion_sujeto as c, reparto.corrida as d").fetchall() == [(1, 2)]
    hechas = []
    macros = MacrosDeSpark({}, "parquet")
    macros.__dict__["recuperar_persistentes"] = lambda: hechas.append("recuperar_persistentes")
    macros.spark__recuperar_al_empezar()
    assert hechas == ["recuperar_persistentes"]
    assert yaml.safe_load((RAIZ / "dbt_project.yml").read_text())["on-run-start"][0] == "{{ reparto.recuperar_al_empezar() }}"


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
