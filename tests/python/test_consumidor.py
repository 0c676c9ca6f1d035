"""Somebody else's project installs the package, maps its own, differently named tables and uses the materialization `componentes`."""

import os
import random
import shutil
import subprocess
import sys
from contextlib import contextmanager

import duckdb
import psycopg
import pytest
from conftest import CON_JAVA, POSTGRES_SIEMPRE, RAIZ
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

BASE = "consumidor"


@contextmanager
def _conexion(target, archivo):
    conexion = psycopg.connect(dbname=BASE, autocommit=True) if target == "postgres" else duckdb.connect(str(archivo))
    with conexion:
        yield conexion


def _grafos() -> dict[str, list[tuple[str, str]]]:
    """A chain (whose model has 50 characters, the most a name may have) and a star of 200,000 nodes, a random graph with loops and doubles, one without
    edges."""
    azar = random.Random(3)
    n = 200_000
    return {
        "cadena_con_el_nombre_mas_largo_posible": [(f"n{i}", f"n{i + 1}") for i in range(n)],
        "estrella": [(f"n{i}", "zz") for i in range(n)],
        "azar": [(f"n{azar.randrange(4000)}", f"n{azar.randrange(4000)}") for _ in range(2500)],
        "vacio": [],
    }


def _poner(target, archivo, grafos) -> dict[str, str]:
    """{graph: the relation with its edges in the consumer's warehouse}, and a null end in each."""
    relaciones = {}
    with _conexion(target, archivo) if target != "spark" else duckdb.connect() as conexion:
        conexion.execute("create schema grafo")
        for nombre, aristas in grafos.items():
            relaciones[nombre] = f"grafo.{nombre}"
            conexion.execute(f"create table grafo.{nombre} (a text, b text)")
            if aristas:
                csv = archivo.parent / f"{nombre}.csv"
                csv.write_text("".join(f"{a},{b}\n" for a, b in aristas) + ",solo\n")
                if target == "postgres":
                    with conexion.cursor().copy(f"copy grafo.{nombre} from stdin (format csv)") as copia:
                        copia.write(csv.read_bytes())
                else:
                    conexion.execute(f"copy grafo.{nombre} from '{csv}' (header false)")
            if target == "spark":
                conexion.execute(f"copy grafo.{nombre} to '{archivo.parent}/{nombre}.parquet' (format parquet)")
                relaciones[nombre] = f"parquet.`{archivo.parent}/{nombre}.parquet`"
    return relaciones


def _componentes(aristas: list[tuple[str, str]]) -> dict[str, str]:
    """{node: least node of its component}, by scipy."""
    nodos = sorted({x for arista in aristas for x in arista})
    if not nodos:
        return {}
    numero = {nodo: i for i, nodo in enumerate(nodos)}
    a, b = ([numero[x] for x in lado] for lado in zip(*aristas, strict=True))
    _, etiquetas = connected_components(coo_array(([1] * len(a), (a, b)), shape=(len(nodos), len(nodos))), directed=False)
    minimo: dict[int, str] = {}
    for nodo, etiqueta in zip(nodos, etiquetas, strict=True):
        minimo.setdefault(int(etiqueta), nodo)
    return {nodo: minimo[int(etiqueta)] for nodo, etiqueta in zip(nodos, etiquetas, strict=True)}


@pytest.mark.parametrize("target", [*POSTGRES_SIEMPRE, pytest.param("spark", marks=[pytest.mark.larga, CON_JAVA])])
def test_un_proyecto_ajeno_usa_el_paquete(target, tmp_path):
    """On Spark by dbt's own session, with a metastore and a warehouse in the consumer's folder."""
    if target == "postgres":
        with psycopg.connect(autocommit=True) as conexion:
            conexion.execute(f"drop database if exists {BASE} with (force)")
            conexion.execute(f"create database {BASE}")
    raiz = tmp_path / "ajeno"
    shutil.copytree(RAIZ / "integration_tests", raiz, ignore=shutil.ignore_patterns("target", "dbt_packages", "logs", "package-lock.yml"))
    (raiz / "packages.yml").write_text(f"packages:\n  - local: {RAIZ}\n")
    bodega, grafos = tmp_path / "bodega.duckdb", _grafos()
    for nombre, relacion in _poner(target, bodega, grafos).items():
        modelo = f"{{{{ config(materialized='componentes') }}}}\nselect a as nodo_a, b as nodo_b from {relacion}\n"
        (raiz / "models" / f"componentes_{nombre}.sql").write_text(modelo)
    (tmp_path / "spark-defaults.conf").write_text("spark.sql.shuffle.partitions 4\nspark.driver.memory 4g\nspark.ui.enabled false\n")
    entorno = os.environ | {"PGDATABASE": BASE, "REPARTO_DUCKDB": str(bodega), "SPARK_CONF_DIR": str(tmp_path)}
    # the documented commands, the package's own unit tests among them (those of Spark are test_spark's)
    sin_unidad = " test_type:unit" if target == "spark" else ""
    for orden in ("deps", "seed -s package:consumidor", "run -s package:consumidor", f"build --exclude componentes_*{sin_unidad}"):
        mas = [] if orden == "deps" else ["--target", target]
        completa = [sys.executable, "-m", "dbt.cli.main", *orden.split(), *mas, "--project-dir", str(raiz), "--profiles-dir", str(RAIZ), "--warn-error"]
        corrida = subprocess.run(completa, cwd=raiz, env=entorno, capture_output=True, text=True)
        assert corrida.returncode == 0, corrida.stdout[-3000:]
    assert "obligaciones: 1 fila rechazada" in corrida.stdout
    with _conexion(target, bodega) as conexion:
        for nombre, aristas in grafos.items():
            tabla = f"hacienda.componentes_{nombre}"
            if target == "spark":
                tabla = f"read_parquet('{raiz}/spark-warehouse/hacienda.db/componentes_{nombre}/*.parquet')"
            hallado = dict(conexion.execute(f"select nodo, componente from {tabla}").fetchall())
            assert hallado == _componentes(aristas), nombre
