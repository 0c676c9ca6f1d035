"""make mutantes: breaks each clause of both source texts, one at a time (tests/mutantes.csv), and prints which tests notice. Fails where none does, or
where the one that `clausulas_norma` names doesn't. On DuckDB, out of CI.

A mutant is one replacement in a copy of the project. Those who may notice: the seeds' tests against the text (test_semillas), the reference over
generated populations (test_propiedades), and dbt's unit tests of the models that read what changed. The dear ones are asked only where the clause names one of
them or nobody has noticed yet.
"""

import csv
import inspect
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import duckdb
import test_propiedades as propiedades
import test_semillas as semillas
from conftest import CORTE, COSTOS, RAIZ, construir
from dbt.contracts.graph.nodes import ParsedNode
from referencia import repartir
from reparto import ejecucion, rutas

ParsedNode.write_node = ejecucion.escribir_nodo  # type: ignore[method-assign]  # a mutant is made in what dbt ran

POBLACIONES = 90
REFERENCIA = propiedades.test_la_referencia_y_las_invariantes.__name__
VARIABLES = {"fecha_corte": CORTE, "capacidades": {}, "costos": COSTOS}
PARTES = ("models", "macros", "seeds", "analyses", "tests/fixtures", "tests/generic", "tests/invariantes")


def _filas(ruta: Path) -> list[dict[str, str]]:
    with open(ruta, encoding="utf-8", newline="") as archivo:
        return list(csv.DictReader(archivo))


def _dbt(orden: str, *argumentos: str) -> ejecucion.Resultado:
    """A dbt command whose listings nobody reads."""
    with open(os.devnull, "w") as nada, redirect_stdout(nada):
        return ejecucion.dbt(orden, "duckdb", VARIABLES, *argumentos)


class Laboratorio:
    """A copy of the project, its warehouse, and the populations with what the reference says of them."""

    def __init__(self, carpeta: Path, propias: set[str]):
        self.copia = carpeta / "proyecto"
        for parte in PARTES:
            shutil.copytree(RAIZ / parte, self.copia / parte)
        for archivo in ("dbt_project.yml", "profiles.yml"):
            shutil.copy(RAIZ / archivo, self.copia)
        rutas.PROYECTO = semillas.RAIZ = self.copia
        self.bodega = propiedades.Bodega("duckdb", carpeta)
        assert (todo := construir(None, "duckdb", "run")).bien, todo.fallas  # the unit tests ask for every relation
        generadas = propiedades._generadas(POBLACIONES)
        leidas = self.bodega.leer_entradas(propiedades._juntas(generadas))
        self.poblaciones = [(propiedades._de(k, leidas), p.capacidad, repartir(p)) for k, p in enumerate(generadas, 1)]
        self.sql = self.bodega.fijas | self.bodega.modelos | self.bodega.vistas
        self.bodega.conexion.close()
        self.base = carpeta / rutas.DUCKDB.name
        # a mutant says something only where everybody was content before
        rojas = [*self._semillas(), *_dbt("test", "-s", *propias).fallas, *self._comparar({}, None)]
        assert not rojas, rojas

    def notan(self, mutante: dict[str, str], propia: str) -> Iterator[str]:
        archivo = self.copia / mutante["archivo"]
        antes = archivo.read_text(encoding="utf-8")
        archivo.write_text(antes.replace(mutante["de"], mutante["a"]), encoding="utf-8")
        ejecucion._proyectos.clear()
        if archivo.suffix == ".csv":  # a unit test keeps the seed's rows that it read when it was parsed
            (rutas.DATOS / "dbt_duckdb/partial_parse.msgpack").unlink(missing_ok=True)
        try:
            vistas = list(self._semillas()) if archivo.suffix == ".csv" else []
            if propia not in (*vistas, REFERENCIA):
                vistas += self._propia(mutante, propia)
            if propia not in vistas:
                vistas += self._referencia(archivo, mutante)
            if not vistas:
                vistas += self._unitarias(*(f"{m},test_type:unit" for m in self._alcanzados(archivo)))
            yield from vistas
        finally:
            archivo.write_text(antes, encoding="utf-8")

    def _semillas(self) -> Iterator[str]:
        for nombre, prueba in inspect.getmembers(semillas, inspect.isfunction):
            if nombre.startswith("test_") and "mutante" not in nombre and not inspect.signature(prueba).parameters:
                try:
                    prueba()
                except (AssertionError, KeyError, ValueError):
                    yield nombre

    def _alcanzados(self, archivo: Path) -> list[str]:
        """The models whose SQL a file is, or is a macro of; those that read a seed."""
        _dbt("list", "-s", "int_medicion")
        proyecto = next(iter(ejecucion._proyectos.values()))
        propio = str(archivo.relative_to(self.copia))
        nodos = [n for n in proyecto.nodes.values() if n.resource_type == "model"]
        if archivo.suffix == ".csv":
            return [n.name for n in nodos if f"seed.reparto.{archivo.stem}" in n.depends_on.nodes]
        macros = {m.unique_id for m in proyecto.macros.values() if m.original_file_path == propio}
        while mas := {m.unique_id for m in proyecto.macros.values() if macros.intersection(m.depends_on.macros)} - macros:
            macros |= mas
        return [n.name for n in nodos if n.original_file_path == propio or macros.intersection(n.depends_on.macros)]

    def _propia(self, mutante: dict[str, str], propia: str) -> list[str]:
        """The clause's own unit test, where it goes red: the replacement is made in what dbt ran of it, if it fits there; else dbt runs it again."""
        corrida = next((rutas.DATOS / "dbt_duckdb/run").rglob(f"{propia}.sql"), None)
        if not corrida or (sql := corrida.read_text(encoding="utf-8")).count(mutante["de"]) != 1:
            return self._unitarias(propia)
        with duckdb.connect() as conexion:
            filas = conexion.execute(sql.replace(mutante["de"], mutante["a"])).fetchall()
        halladas, esperadas = (Counter(f[:-1] for f in filas if f[-1] == lado) for lado in ("actual", "expected"))
        return [propia] if halladas != esperadas else []

    def _unitarias(self, *cuales: str) -> list[str]:
        return [nombre for nombre, _ in _dbt("test", "-s", *cuales).fallas]

    def _compilable(self, archivo: Path, mutante: dict[str, str]) -> bool:
        """Whether the replacement can be made in the compiled SQL, without asking dbt."""
        return archivo.stem in self.sql and self.sql[archivo.stem][1].count(mutante["de"]) == 1

    def _referencia(self, archivo: Path, mutante: dict[str, str]) -> list[str]:
        """The first column in which the mutant's SQL and the reference differ."""
        if archivo.suffix == ".csv":
            return self._comparar({}, archivo)
        if self._compilable(archivo, mutante):
            return self._comparar({archivo.stem: self.sql[archivo.stem][1].replace(mutante["de"], mutante["a"])}, None)
        compilados = _dbt("compile", "-s", *self._alcanzados(archivo)).nodos_hechos
        # what reads the year's written measurements isn't run again here
        cambiados = {n.name: n.compiled_code for n in compilados if n.name in self.sql and '"calificacion_sujeto"' not in n.compiled_code}
        return self._comparar(cambiados, None) if cambiados else []

    def _comparar(self, cambiados: dict[str, str], semilla: Path | None) -> list[str]:
        """The first difference with the reference, in a copy of the warehouse with this SQL or this seed: nothing is left for the next mutant."""
        bodega = self.bodega
        bodega.fijas, bodega.modelos, bodega.vistas = (
            {n: (self.sql[n][0], cambiados.get(n, self.sql[n][1])) for n in juego} for juego in (bodega.fijas, bodega.modelos, bodega.vistas)
        )
        with tempfile.TemporaryDirectory() as carpeta, duckdb.connect(shutil.copy(self.base, carpeta)) as bodega.conexion:
            bodega.conexion.execute("set threads = 1")
            try:
                if semilla:
                    bodega._insertar(f"reparto_norma.{semilla.stem}", [[valor or None for valor in fila.values()] for fila in _filas(semilla)])
                for relacion, sql in (bodega.vistas[n] for n in cambiados if n in bodega.vistas):
                    bodega.conexion.execute(f"create or replace view {relacion} as {sql}")
                for relacion, sql in bodega.fijas.values():
                    bodega.conexion.execute(f"delete from {relacion}")
                    bodega.conexion.execute(f"insert into {relacion} {sql}")
                for entradas, capacidad, esperado in self.poblaciones:
                    if difieren := propiedades.diferencias(bodega.correr(entradas, capacidad), esperado):
                        tabla, _, columna, *_ = difieren[0]
                        return [REFERENCIA, f"({tabla}.{columna or '*'})"]
            except (duckdb.Error, AssertionError) as error:  # a mutant that doesn't run is noticed by whoever runs it
                return [REFERENCIA, f"({type(error).__name__})"]
        return []


def main(prefijo: str = "") -> int:
    clausulas = {f["clausula"]: f for f in _filas(RAIZ / "seeds/norma/clausulas_norma.csv")}
    mutantes = [m for m in _filas(RAIZ / "tests/mutantes.csv") if m["clausula"].startswith(prefijo)]
    malos = 0
    with tempfile.TemporaryDirectory() as carpeta:
        laboratorio = Laboratorio(Path(carpeta), {clausulas[m["clausula"]]["prueba"] for m in mutantes})
        for n, mutante in enumerate(mutantes, 1):
            propia = clausulas[mutante["clausula"]]["prueba"]
            notan = list(laboratorio.notan(mutante, propia))
            veredicto = "notado" if propia in notan else "LA SUYA CALLA" if notan else "SOBREVIVE"
            malos += veredicto != "notado"
            de, a = (" ".join(mutante[x].split()) for x in ("de", "a"))
            print(f"{n:3d} {mutante['clausula']:<24} {veredicto}: {Path(mutante['archivo']).name}: «{de}» -> «{a}»: {', '.join(notan) or 'nadie'}", flush=True)
    print(f"{len(mutantes)} mutantes de {len({m['clausula'] for m in mutantes})} cláusulas; {malos} sin notar por su prueba.")
    return min(malos, 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
