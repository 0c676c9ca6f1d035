"""Spark on a server of Spark Connect (docs/spark.md), started here from the same package: the commands, a failed run."""

import re
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from conftest import BITACORA, CON_JAVA, CORTE, COSTOS, escribir, exportadas, filas, reparto
from reparto import carga, corrida
from reparto.errores import ErrorDeUso
from reparto.motores import motor, spark_remoto

pytestmark = CON_JAVA
VARIABLES = {"fecha_corte": CORTE, "costos": COSTOS}
ENTRADA = {
    "contribuyentes": "tipo_documento,numero_documento,nombre\nCC,101,Ana\nCC,102,Beto\n",
    "obligaciones": (
        "id_obligacion,tipo_documento,numero_documento,impuesto,anio_gravable,periodo,fecha_vencimiento,valor_impuesto,tipo_incumplimiento,titulo_ejecutivo,estado\n"
        "O-1,CC,101,ICA,2014,B1,2014-03-18,5000000,MORA,true,ABIERTA\nO-2,CC,102,ICA,2015,B1,2015-03-18,90000.55,MORA,true,ABIERTA\n"
    ),
    "pagos": "id_recibo,tipo_documento,numero_documento,impuesto,anio_gravable,periodo,fecha_pago,valor,id_obligacion\n"
    "R-1,CC,101,ICA,2014,B1,2016-05-02,700000.01,O-1\n",
}


def test_sin_servidor_una_frase():
    dicho = reparto("explicar", "CC-101", "--target", "spark", SPARK_REMOTE="sc://127.0.0.1:1")
    assert (dicho.returncode, dicho.stdout) == (2, "")
    assert " ".join(dicho.stderr.split()) == "Error: no responde un servidor de Spark Connect en la dirección de SPARK_REMOTE (sc://servidor:puerto)."


class Cortada(Exception):
    pass


class SesionFalsa:
    """A catalogue of tables that a session's statements change, and that goes at the n-th."""

    def __init__(self, tablas: dict[str, str], vistas: tuple[str, ...] = ()):
        self.tablas, self.vistas, self.quedan, self.filas = tablas, vistas, 10**6, {}
        self.catalog = SimpleNamespace(tableExists=lambda nombre: nombre in self.tablas)

    def sql(self, orden: str):
        self.quedan -= 1
        if self.quedan < 0:
            raise Cortada
        if orden.startswith("show views"):
            return SimpleNamespace(collect=lambda: [SimpleNamespace(viewName=v) for v in self.vistas])
        if creada := re.fullmatch(r"create table (\S+) \((.*)\) using parquet", orden):
            assert creada[1] not in self.tablas
            self.tablas[creada[1]] = creada[2]
        elif quitada := re.fullmatch(r"drop table (if exists )?(\S+)", orden):
            assert quitada[1] or quitada[2] in self.tablas
            self.tablas.pop(quitada[2], None)
        elif llevada := re.fullmatch(r"alter table (\S+) rename to (\S+)", orden):
            assert llevada[2] not in self.tablas
            self.tablas[llevada[2]] = self.tablas.pop(llevada[1])
        else:
            assert orden == "create schema if not exists fuente"

    def table(self, nombre: str):
        return SimpleNamespace(columns=re.findall("`(.+?)`", self.tablas[nombre]))

    def createDataFrame(self, filas):  # noqa: N802
        return SimpleNamespace(write=SimpleNamespace(insertInto=lambda nombre: self.filas.update({nombre: len(filas)})))


def test_una_carga_cortada_es_la_de_antes_o_la_nueva(monkeypatch, tmp_path):
    """Cut at each of its statements: who reads meanwhile is told, and the next command that writes finds the former input, or puts the new one in place."""
    antes = {f"fuente.{t}": "la de antes" for t in ("contribuyentes", "obligaciones", "respuestas")}
    entrada, remoto, vistos = escribir(tmp_path / "e", **ENTRADA), spark_remoto.Spark(), set()
    monkeypatch.setattr(spark_remoto.rutas, "DATOS", tmp_path)
    monkeypatch.setattr(carga.motores, "motor", lambda _: remoto)
    for corte in range(1000):
        sesion = SesionFalsa(dict(antes))

        @contextmanager
        def abierta(sesion=sesion):
            yield SimpleNamespace(sesion=sesion)

        monkeypatch.setattr(remoto, "_abierta", abierta)
        sesion.quedan = corte
        try:
            carga.cargar(entrada, "spark")
            entera = True
        except Cortada:
            entera = False
        sesion.quedan = 10**6
        if en_mudanza := spark_remoto.MUDANZA in sesion.tablas:
            with pytest.raises(ErrorDeUso, match="una carga no ha puesto todas sus tablas en su lugar"), remoto.conectar():
                pass
            with monkeypatch.context() as otra, pytest.raises(ErrorDeUso, match="termínela en la máquina que cargó"):
                otra.setattr(spark_remoto, "QUIEN", "de__otra")
                with remoto.turno("ejecutar"):
                    pass
        with remoto.turno("ejecutar"), remoto.conectar():
            hay = {t: x for t, x in sesion.tablas.items() if not t.endswith("__nueva")}
        assert hay == antes or (hay.keys() == {f"fuente.{t}" for t in ENTRADA} and "la de antes" not in hay.values())
        vistos.add((hay == antes, en_mudanza))
        carga.cargar(entrada, "spark")
        assert sesion.tablas.keys() == {f"fuente.{t}" for t in ENTRADA}
        if entera:
            break
    assert vistos == {(True, False), (False, True), (False, False)}
    sesion.vistas = ("pagos",)
    with pytest.raises(ErrorDeUso, match="fuente.pagos es una vista"):
        carga.cargar(entrada, "spark")


@pytest.mark.larga
def test_una_corrida_en_el_servidor(remoto, tmp_path):
    """Loads, builds beside, publishes, exports what DuckDB exports; a run that fails leaves what was public."""
    entrada = escribir(tmp_path / "entrada", **ENTRADA)
    publicadas = {}
    for target in ("duckdb", "spark"):
        carga.cargar(entrada, target)
        resultado = corrida.correr(target, VARIABLES | ({"file_format": "orc"} if target == "spark" else {}), False)
        assert resultado.bien, resultado.fallas
        publicadas[target] = exportadas(target, tmp_path / target)
    assert publicadas["duckdb"].keys() == publicadas["spark"].keys()
    assert [n for n in publicadas["duckdb"].keys() - BITACORA if publicadas["duckdb"][n] != publicadas["spark"][n]] == []
    explicado = [reparto("explicar", "CC-101", "--target", t) for t in ("duckdb", "spark")]
    assert explicado[0].stdout == explicado[1].stdout and explicado[1].returncode == 0
    mala = ENTRADA | {"obligaciones": ENTRADA["obligaciones"] + "O-3,CC,101,ICA,2014,B2,2014-05-18,mucho,MORA,true,ABIERTA\n"}
    carga.cargar(escribir(tmp_path / "mala", **mala), "spark")
    with pytest.raises(ErrorDeUso, match="la corrida es estricta"):
        corrida.correr("spark", VARIABLES | {"estricto": True}, False)
    despues = exportadas("spark", tmp_path / "despues")
    assert [n for n in publicadas["spark"] if despues[n] != publicadas["spark"][n]] == []
    assert len(filas(despues["corrida.csv"])) == 1
    with motor("spark").conectar() as conexion:
        assert "orc" in dict(fila[:2] for fila in conexion.execute("describe table extended reparto.calificacion_sujeto").fetchall())["Provider"].lower()
        assert [e for (e,) in conexion.execute("show databases").fetchall() if "_nueva" in e] == []
    with pytest.raises(ErrorDeUso, match="quite SPARK_REMOTE"), motor("spark").aparte("prueba"):
        pass
