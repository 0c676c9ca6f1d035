"""Another city installs the package and brings its own norm (docs/bring_your_norm.md): no file of the package is touched, and each year is measured by
the norm of its day."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable

import duckdb
import psycopg
import pytest
import yaml
from conftest import DUCKDB_SIEMPRE, RAIZ, reparto
from reparto.motores import motor

BASE = "valderrama"
# by hand: obligation, rule, article, office, article that gives it. CC-1 and CC-2 owe a current and an earlier year, more than 10 UVT: row 2, 9.00. CC-1 has
# no answers, so priority I; CC-2 answers 40 % of it, 3.60, priority II. V2, V5: the city's own other taxes, after its grandes contribuyentes and, in its
# order, before its files (E2). V3, V4: a shared house, somebody in I, who owes ICA (the code that both norms use); V4 has a title and is collected.
# V7: in a file; V1's file stands in an office that this norm doesn't know, V6's was opened by an act that it doesn't. ESTAMPILLAS (B2) is no tax of the city
ESPERADAS = {
    2017: [
        ("B1", "PRIORIDAD", "Art. 2 y anexo, fila P4.1", "FISCALIZACION_GENERAL", "Art. 2 y anexo, fila P4.1"),
        ("B2", "OTROS_IMPUESTOS", "Art. 2 par.", "FISCALIZACION_GENERAL", "Art. 2 par."),
    ],
    2021: [
        ("B1", "PRIORIDAD", "Tabla 5, fila R-I", "AUDITORIA", "Tabla 5, fila R-I"),
        ("V1", "PRIORIDAD", "Tabla 5, fila R-I", "AUDITORIA", "Tabla 5, fila R-I"),
        ("V2", "OTROS_IMPUESTOS", "Cap. VII", "VENTANILLA", "Cap. VII"),
        ("V3", "FUERO_ATRACCION", "Cap. IX", "AUDITORIA", "Cap. IX"),
        ("V4", "FUERO_ATRACCION", "Cap. IX", "COBRO_COACTIVO", "Cap. IV"),
        ("V5", "GRAN_CONTRIBUYENTE", "Tabla 5, fila G-I", "AUDITORIA", "Tabla 5, fila G-I"),
        ("V6", "PRIORIDAD", "Tabla 5, fila R-II", "VENTANILLA", "Tabla 5, fila R-II"),
        ("V7", "EXPEDIENTE", "Cap. V", "VENTANILLA", "Cap. V"),
    ],
}
# an omiso total with four sources, by each norm's bands; what the year's norm doesn't name is said; offices that both norms have, by the name of each
OMISOS = {2017: [("CC-4", "C", "CULTURA_TRIBUTARIA")], 2021: [("CC-4", "A", "VENTANILLA")]}
SIN_NOMBRAR = {2017: [], 2021: [("expedientes", 1), ("impuestos", 1)]}
NOMBRES = {
    2017: ({"Oficina General de Fiscalización"}, {"Unidad"}),
    2021: ({"Unidad de Auditoría", "Unidad Jurídica de Cobro"}, {"Cobro Coactivo", "Oficina General"}),
}


def _proyecto(raiz) -> None:
    """The walk of the document: the city's project, with a copy of the package's seeds of the norm and the city's rows below."""
    shutil.copytree(RAIZ / "integration_tests/otra_norma", raiz, ignore=shutil.ignore_patterns("target", "dbt_packages", "logs", "package-lock.yml"))
    shutil.copy(RAIZ / "integration_tests/macros/reemplazar_sin_cascada.sql", raiz / "macros")
    (raiz / "packages.yml").write_text(f"packages:\n  - local: {RAIZ}\n")
    propias = {p.name: p.read_text(encoding="utf-8") for p in (raiz / "seeds").glob("*.csv")}
    shutil.rmtree(raiz / "seeds")
    shutil.copytree(RAIZ / "seeds/norma", raiz / "seeds/norma")
    for nombre, texto in propias.items():
        encabezado, filas = texto.split("\n", 1)
        destino = raiz / "seeds/norma" / nombre
        assert destino.read_text(encoding="utf-8").split("\n", 1)[0] == encabezado, nombre
        with open(destino, "a", encoding="utf-8") as archivo:
            archivo.write(filas)
    # and its own rates (docs/cifras.md)
    parametros = RAIZ / "seeds/parametros"
    tipos = next(s for s in yaml.safe_load((parametros / "_parametros__seeds.yml").read_text(encoding="utf-8"))["seeds"] if s["name"] == "tasas_mora")
    tasas = (parametros / "tasas_mora.csv").read_text(encoding="utf-8").replace("ET 635", "ET 635 y tabla de Valderrama")
    (raiz / "seeds/norma/tasas_mora.csv").write_text(tasas, encoding="utf-8")
    tipos = {"version": 2, "seeds": [{"name": "tasas_mora", "config": {"column_types": tipos["config"]["column_types"]}}]}
    (raiz / "seeds/norma/tasas.yml").write_text(yaml.safe_dump(tipos), encoding="utf-8")


@pytest.mark.parametrize("target", [*DUCKDB_SIEMPRE, pytest.param("spark", marks=pytest.mark.larga)])
def test_otra_ciudad_trae_su_norma(target, tmp_path, request):
    if target == "spark":
        request.getfixturevalue("remoto")
    if target == "postgres":
        with psycopg.connect(autocommit=True) as conexion:
            conexion.execute(f"drop database if exists {BASE} with (force)")
            conexion.execute(f"create database {BASE}")
    raiz, archivo = tmp_path / "ciudad", tmp_path / "bodega.duckdb"
    _proyecto(raiz)
    entorno = {"PGDATABASE": BASE, "REPARTO_DUCKDB": str(archivo)}

    def dbt(*orden: str, **variables: str) -> None:
        mas = [] if orden[0] == "deps" else ["--target", target, "--vars", str(variables)]
        completa = [sys.executable, "-m", "dbt.cli.main", *orden, *mas, "--project-dir", str(raiz), "--profiles-dir", str(RAIZ)]
        corrida = subprocess.run(completa, cwd=raiz, env=os.environ | entorno, capture_output=True, text=True)
        assert corrida.returncode == 0, corrida.stdout[-4000:]

    conectar: dict[str, Callable] = {
        "postgres": lambda: psycopg.connect(dbname=BASE),
        "duckdb": lambda: duckdb.connect(str(archivo)),
        "spark": lambda: motor("spark").conectar(),
    }

    def consultar(consulta: str) -> list[tuple]:
        with conectar[target]() as conexion:
            return conexion.execute(consulta).fetchall()

    dbt("deps")
    dbt("build", "-s", "package:valderrama", "--indirect-selection", "cautious", fecha_corte="2021-06-30")
    for anio, esperadas in ESPERADAS.items():
        mas = ("--exclude-resource-type", "unit_test", "--exclude", "package:valderrama")
        dbt("build", "-s", "+traza_decision", "+calificacion_sujeto", "etiquetas", "--indirect-selection", "cautious", *mas, fecha_corte=f"{anio}-06-30")
        assert consultar("select id_obligacion, regla, articulo, oficina, articulo_oficina from reparto.asignacion_obligacion order by 1") == esperadas
        assert consultar("select id_sujeto, segmento, oficina from reparto.asignacion_omiso") == OMISOS[anio]
        sin_nombrar = "select tabla, filas from reparto.supuesto_usado where tabla in ('impuestos', 'expedientes') order by 1"
        assert consultar(sin_nombrar) == SIN_NOMBRAR[anio]
        norma = "DDI-028201" if anio == 2017 else "VDR-2021"
        assert consultar("select distinct norma from reparto.traza_decision") == [(norma,)]
        articulos = " ".join(a for (a,) in consultar("select distinct articulo from reparto.traza_decision"))
        assert bool(re.search(r"\bArts?\.|Anexo", articulos)) == (anio == 2017) != bool(re.search("Cap\\.|Tabla", articulos))
        explicada = reparto("explicar", "CC-1", "--target", target, **entorno)
        assert explicada.returncode == 0, explicada.stderr
        si, no = NOMBRES[anio]
        assert all(x in explicada.stdout for x in {norma, *si}) and not any(x in explicada.stdout for x in no), explicada.stdout
    # what the city hands over: its names and its grounds, and nothing where its norm gives none
    hojas = ("+reparto.marts.cobro", "+ficha_cuenta", "+ficha_recibo", "+int_cierre", "+int_clase_documento", "+int_nombre", "+parametro_corrida")
    dbt("build", "-s", *hojas, "--indirect-selection", "cautious", *mas, fecha_corte="2021-06-30")
    for ficha, cuenta in (("ficha_cuenta", "estado_cuenta"), ("ficha_recibo", "normalizacion_saldos")):  # a tax of the other norm is owed all the same
        assert consultar(f"select count(*) from bi.{ficha}") == consultar(f"select count(*) from cobro.{cuenta}")
    dice = {
        "CC-1": ("Estado de cuenta de Valderrama", "Impuesto de comercio", "y tabla de Valderrama"),
        "S1": ("Paz y cuentas", "con fundamento en el Acuerdo 9 de Valderrama", "Impuesto de comercio"),
    }
    for orden, clave in (("estado-cuenta", "CC-1"), ("certificacion", "S1")):
        emitido = reparto(orden, clave, "--salida", str(tmp_path / orden), "--solo-html", "--target", target, **entorno)
        assert emitido.returncode == 0, emitido.stderr
        (pagina,) = (p.read_text(encoding="utf-8") for p in (tmp_path / orden).glob("*.html"))
        assert all(d in pagina for d in dice[clave]) and "Decreto Distrital 807" not in pagina, pagina
    assert "falta ACTA en la semilla clases_documento" in " ".join(reparto("acta", "X", "--target", target, **entorno).stderr.split())
    assert consultar("select vigencia_calificacion, norma, id_sujeto, prioridad from reparto.calificacion_sujeto order by 1, 3") == [
        (2017, "DDI-028201", "CC-1", "4.1"),
        (2017, "DDI-028201", "CC-2", "4.1"),
        (2021, "VDR-2021", "CC-1", "I"),
        (2021, "VDR-2021", "CC-2", "II"),
        (2021, "VDR-2021", "CC-3", "I"),
        (2021, "VDR-2021", "NIT-900000001", "I"),
    ]
