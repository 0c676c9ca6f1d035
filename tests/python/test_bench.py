"""Spark's counters, from a log of its events as it writes them."""

import json

import pytest
from reparto import contadores


def _inicio(ejecucion: int, raiz: int, *nodos: str) -> dict:
    plan = None
    for nodo in reversed(nodos):
        plan = {"simpleString": nodo, "children": [plan] if plan else []}
    return {"Event": contadores.EJECUCION, "executionId": ejecucion, "rootExecutionId": raiz, "sparkPlanInfo": plan}


def _trabajo(ejecucion: int | None, *etapas: int) -> dict:
    return {"Event": "SparkListenerJobStart", "Stage IDs": list(etapas), "Properties": {} if ejecucion is None else {"spark.sql.execution.id": str(ejecucion)}}


def _tarea(etapa: int, milisegundos: int, leidos: int = 0, repartidos: int = 0, derramados: int = 0) -> dict:
    medida = {"Executor Run Time": milisegundos, "Disk Bytes Spilled": derramados, "Input Metrics": {"Bytes Read": leidos}}
    return {"Event": "SparkListenerTaskEnd", "Stage ID": etapa, "Task Metrics": medida | {"Shuffle Write Metrics": {"Shuffle Bytes Written": repartidos}}}


def test_cada_tarea_es_de_la_tabla_que_su_consulta_escribe(tmp_path):
    escribe = "Execute InsertIntoHadoopFsRelationCommand file:/x/bodega/{}/v1, false, Parquet"
    lee = "FileScan parquet Location: InMemoryFileIndex[file:/x/bodega/reparto.otra/v1]"
    eventos = [
        {"Event": "SparkListenerEnvironmentUpdate", "Spark Properties": {"spark.master": "local[2]"}},
        _inicio(0, 0, "Execute CreateDataSourceTableAsSelectCommand"),
        _inicio(1, 0, "AdaptiveSparkPlan", escribe.format("reparto.cola"), lee),
        _trabajo(1, 10, 11),
        *(_tarea(10, ms, 2**30, 2**20, 2**21) for ms in (1000, 1000, 4000)),
        _tarea(11, 5000),
        _trabajo(0, 12),  # what the statement did besides
        _tarea(12, 500),
        _inicio(2, 2, "AdaptiveSparkPlan", lee),
        _trabajo(2, 13),
        _tarea(13, 250),
        _trabajo(None, 14),
        _tarea(14, 250),
        {"Event": "SparkListenerTaskEnd", "Stage ID": 14, "Task Metrics": None},  # one that was lost
    ]
    registro = tmp_path / "local-1.inprogress"
    registro.write_text("".join(json.dumps(e) + "\n" for e in eventos) + '{"Event": "SparkListenerTa', encoding="utf-8")
    dicho = contadores.leer(registro)
    assert dicho["motor"] == "Spark local[2]"
    assert [dicho[c] for c in contadores.CIFRAS] == [pytest.approx(x) for x in (12.0, 3.0, 3 / 1024, 6 / 1024)]
    assert dicho["por_tabla"] == [
        "reparto.cola 11.5 s, la mayor 4.0 veces la mediana, 3 MiB repartidos, 6 derramados",
        "otras consultas 0.5 s, la mayor 1.0 veces la mediana, 0 MiB repartidos, 0 derramados",
    ]
