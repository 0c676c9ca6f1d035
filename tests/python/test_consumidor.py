"""Somebody else's project installs the package and maps its own, differently named tables."""

import os
import shutil
import subprocess
import sys

import psycopg
import pytest
from conftest import RAIZ, TARGETS

BASE = "consumidor"


@pytest.mark.parametrize("target", TARGETS)
def test_un_proyecto_ajeno_usa_el_paquete(target, tmp_path):
    if target == "postgres":
        with psycopg.connect(autocommit=True) as conexion:
            conexion.execute(f"drop database if exists {BASE} with (force)")
            conexion.execute(f"create database {BASE}")
    raiz = tmp_path / "ajeno"
    shutil.copytree(RAIZ / "integration_tests", raiz, ignore=shutil.ignore_patterns("target", "dbt_packages", "logs", "package-lock.yml"))
    (raiz / "packages.yml").write_text(f"packages:\n  - local: {RAIZ}\n")
    entorno = os.environ | {"PGDATABASE": BASE, "REPARTO_DUCKDB": str(tmp_path / "bodega.duckdb")}
    for orden in ("deps", "seed -s package:consumidor", "run -s package:consumidor", "build --exclude-resource-type unit_test"):
        mas = [] if orden == "deps" else ["--target", target]
        completa = [sys.executable, "-m", "dbt.cli.main", *orden.split(), *mas, "--project-dir", str(raiz), "--profiles-dir", str(RAIZ), "--warn-error"]
        corrida = subprocess.run(completa, cwd=raiz, env=entorno, capture_output=True, text=True)
        assert corrida.returncode == 0, corrida.stdout[-3000:]
    assert "obligaciones: 1 filas rechazadas" in corrida.stdout
