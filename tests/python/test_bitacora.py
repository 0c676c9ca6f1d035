"""The log of runs: what each read and left, by a digest that neither the engine nor the order of the rows changes, and the repetition that compares it."""

import json
from datetime import datetime

import pytest
from conftest import CORTE, MINIMO, TARGETS, consultar, ejecutor, escribir, olvidar
from reparto import carga, consultas, corrida, ejecucion, tablero
from reparto.errores import ErrorDeUso


def test_las_huellas_de_los_dos_motores_son_las_mismas(bodegas):
    """Of every seed and public table of the demo population."""
    huellas = {}
    for target in TARGETS:
        datos = json.dumps({"datos": corrida._datos(target, {"fecha_corte": CORTE}, datetime.now(), ejecucion.Resultado(True))})
        assert ejecucion.dbt("run-operation", target, {"fecha_corte": CORTE}, "cerrar_corrida", "--args", datos).bien
        huellas[target] = consultar(target, "select clase, tabla, filas, huella from reparto.corrida_tabla order by 1, 2")
        for tabla in ("corrida", "corrida_tabla"):
            ejecutor(target)(f"delete from reparto.{tabla}")
    assert huellas["postgres"] == huellas["duckdb"]
    assert len(huellas["duckdb"]) > 70
    con_filas = [huella for _, _, filas, huella in huellas["duckdb"] if filas]
    assert len(con_filas) == len(set(con_filas))


def test_una_corrida_se_repite_desde_lo_que_encontro(tmp_path, capsys):
    """Later cuts, with their measurements and histories, change nothing of it; another input, or a table that isn't as it was, is said by name."""
    primera = MINIMO | {"contribuyentes": MINIMO["contribuyentes"] + "CC,2\nCC,3\n", "gestores": "id_gestor,nombre\nG1,Ana\n"}
    carga.cargar(escribir(tmp_path / "m", **primera), "duckdb")
    olvidar("duckdb")
    with consultas.lectura("duckdb") as conexion:
        for tabla in ("corrida", "corrida_tabla"):
            conexion.execute(f"drop table if exists reparto.{tabla}")
    assert corrida.correr("duckdb", {"fecha_corte": CORTE}, False).bien
    for columna in ("pruebas_pasadas", "pruebas_con_aviso"):  # as a log of a former edition stands
        ejecutor("duckdb")(f"alter table reparto.corrida drop column {columna}")
    with pytest.raises(ErrorDeUso, match="de una edición anterior"):
        tablero.datos("duckdb")
    # due between both cuts: its debtor is measured by the second run only
    otra = MINIMO["obligaciones"] + "O2,CC,2,PREDIAL,2017,2017-08-30,300000\n"
    carga.cargar(escribir(tmp_path / "o", **MINIMO | {"obligaciones": otra}), "duckdb")
    assert "Aviso: " not in capsys.readouterr().err
    assert corrida.correr("duckdb", {"fecha_corte": "2017-12-31"}, False).bien
    assert capsys.readouterr().err.splitlines() == ["Aviso: gestores no trae filas y en la última corrida traía 1; se sigue sin ninguna."]
    anotadas = "select id_corrida, cast(fecha_corte as text), filas_entrada from reparto.corrida order by 1"
    assert consultar("duckdb", anotadas) == [(1, CORTE, 5), (2, "2017-12-31", 3)]
    assert consultar("duckdb", "select pruebas_pasadas, pruebas_con_aviso from reparto.corrida order by id_corrida") == [(None, None), (0, 0)]
    with pytest.raises(ErrorDeUso, match=r"la corrida 1 no se puede repetir: .+ las mismas las tablas de entrada contribuyentes, gestores, obligaciones\."):
        corrida.verificar("duckdb", 1)
    with pytest.raises(ErrorDeUso, match="no hay una corrida 3: hay de la 1 a la 2"):
        corrida.verificar("duckdb", 3)
    carga.cargar(tmp_path / "m", "duckdb")
    antes = consultar("duckdb", "select * from reparto.calificacion_sujeto order by 1, 2")
    ejecutor("duckdb")("update reparto.corrida_tabla set huella = 'otra' where id_corrida = 1 and tabla = 'cola_oficina'")
    bien, lineas = corrida.verificar("duckdb", 1)
    assert not bien and lineas[1:] == ["Son otras: cola_oficina."], lineas
    # nothing public moved, and nobody noted the repetition
    assert consultar("duckdb", "select * from reparto.calificacion_sujeto order by 1, 2") == antes
    assert consultar("duckdb", "select max(id_corrida) from reparto.corrida_tabla") == [(2,)]
    # a run that fails leaves the history, and the log, as they were
    historia = consultar("duckdb", "select * from reparto.historia_asignacion order by 1, 2")
    malas = otra + "O9,CC,2,PREDIAL,2015,2015-06-30,mucho\n"
    carga.cargar(escribir(tmp_path / "x", **MINIMO | {"obligaciones": malas}), "duckdb")
    with pytest.raises(ErrorDeUso, match="hay 1 fila rechazada y la corrida es estricta"):
        corrida.correr("duckdb", {"fecha_corte": CORTE, "estricto": True}, False)
    assert consultar("duckdb", "select * from reparto.historia_asignacion order by 1, 2") == historia
    assert len(consultar("duckdb", anotadas)) == 2
