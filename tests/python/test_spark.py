"""Spark gives what DuckDB gives, byte by byte. One JVM for all of it; each population is built once."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from conftest import CORTE, MINIMO, RAIZ, consultar, construir, escribir, exportadas, filas
from reparto import carga, consultas, corrida, documentos, explicacion, lecturas, motores
from test_corpus import _filas, _poblacion, rechazados

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="NO HAY JAVA 17: nada se probó en Spark")


@pytest.fixture(scope="module", autouse=True)
def motor():
    yield motores.motor("spark")
    motores.motor("spark").soltar()


def test_casos_de_oro(tmp_path):
    """Both golden populations at once: their subjects are different ones."""
    juntas: dict[str, list[dict]] = {}
    for carpeta in sorted((RAIZ / "tests/golden").iterdir()):
        for archivo in (carpeta / "entrada").glob("*.csv"):
            juntas.setdefault(archivo.stem, []).extend(filas(archivo.read_bytes()))
    (tmp_path / "entrada").mkdir()
    for tabla, contenido in juntas.items():
        with open(tmp_path / f"entrada/{tabla}.csv", "w", encoding="utf-8", newline="") as archivo:
            escritor = csv.DictWriter(archivo, list(dict.fromkeys(c for f in contenido for c in f)), lineterminator="\n")
            escritor.writeheader()
            escritor.writerows({tuple(f.items()): f for f in contenido}.values())
    esperadas = sorted((RAIZ / "tests/golden").glob("*/salida/*.csv"))
    resultado = construir(tmp_path / "entrada", "spark", "run", "-s", "+cola_oficina", *(f"+{x.stem}" for x in esperadas))
    assert resultado.bien, resultado.fallas
    salidas = exportadas("spark", tmp_path / "salida")
    for esperada in esperadas:
        buscadas = Counter(tuple(f.items()) for f in filas(esperada.read_bytes()))
        columnas = [c for c, _ in next(iter(buscadas))]
        halladas = Counter(tuple((c, f[c]) for c in columnas) for f in filas(salidas[esperada.name]))
        assert buscadas - halladas == Counter(), esperada


def test_el_corpus_de_rechazos(tmp_path):
    casos = _filas("casos.csv")
    assert construir(_poblacion(tmp_path / "corpus", casos), "spark", "run", "-s", "+rechazos").bien
    hallado = rechazados("spark", casos)
    assert [(c["tabla"], c["columna"], c["valor"][:40], c["motivo"], hallado.get(n, "")) for n, c in enumerate(casos) if hallado.get(n, "") != c["motivo"]] == []
