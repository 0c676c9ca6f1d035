"""Spark on a server of Spark Connect (docs/spark.md), started here from the same package: the commands, a failed run."""

import pytest
from conftest import BITACORA, CON_JAVA, CORTE, COSTOS, escribir, exportadas, filas, reparto
from reparto import carga, corrida
from reparto.errores import ErrorDeUso
from reparto.motores import motor

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
