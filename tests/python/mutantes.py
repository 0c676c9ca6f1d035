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
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import test_propiedades as propiedades
import test_semillas as semillas
from conftest import CORTE, COSTOS, RAIZ, construir, escribir
from referencia import repartir
from reparto import contrato, ejecucion, rutas

POBLACIONES = 60
REFERENCIA = propiedades.test_la_referencia_y_las_invariantes.__name__
VARIABLES = {"fecha_corte": CORTE, "capacidades": {}, "costos": COSTOS}
PARTES = ("models", "macros", "seeds", "analyses", "tests/generic", "tests/invariantes")


def _filas(ruta: Path) -> list[dict[str, str]]:
    with open(ruta, encoding="utf-8", newline="") as archivo:
        return list(csv.DictReader(archivo))


def _dbt(orden: str, *argumentos: str) -> ejecucion.Resultado:
    """A dbt command whose listings nobody reads."""
    with open(os.devnull, "w") as nada, redirect_stdout(nada):
        return ejecucion.dbt(orden, "duckdb", VARIABLES, *argumentos)


class Laboratorio:
    """A copy of the project, its warehouse, and the populations with what the reference says of them."""

    def __init__(self, carpeta: Path):
        self.copia = carpeta / "proyecto"
        for parte in PARTES:
            shutil.copytree(RAIZ / parte, self.copia / parte)
        for archivo in ("dbt_project.yml", "profiles.yml"):
            shutil.copy(RAIZ / archivo, self.copia)
        rutas.PROYECTO = semillas.RAIZ = self.copia
        vacia = escribir(carpeta / "vacia", **{t: ",".join(f["columnas"]) + "\n" for t, f in contrato.tablas().items()})
        assert (todo := construir(vacia, "duckdb", "run")).bien, todo.fallas  # the unit tests ask for every relation
        self.bodega = propiedades.Bodega("duckdb", carpeta)
        generadas = propiedades._generadas(POBLACIONES)
        leidas = self.bodega.leer_entradas(propiedades._juntas(generadas))
        self.poblaciones = [(propiedades._de(k, leidas), p.capacidad, repartir(p)) for k, p in enumerate(generadas, 1)]
        self.sql = self.bodega.fijas | self.bodega.modelos | self.bodega.vistas
        # a mutant says something only where everybody was content before
        rojas = [*self._semillas(), *(n for n, _ in _dbt("test", "-s", "test_type:unit").fallas), *self._comparar()]
        assert not rojas, rojas

    def notan(self, mutante: dict[str, str], propia: str) -> Iterator[str]:
        archivo = self.copia / mutante["archivo"]
        antes = archivo.read_text(encoding="utf-8")
        archivo.write_text(antes.replace(mutante["de"], mutante["a"]), encoding="utf-8")
        try:
            de_semilla = archivo.suffix == ".csv"
            vistas = list(self._semillas()) if de_semilla else []
            modelos = [] if propia in (*vistas, REFERENCIA) and (de_semilla or self._compilable(archivo, mutante)) else self._alcanzados(archivo)
            if propia not in (*vistas, REFERENCIA):
                vistas += self._unitarias(modelos)
            if propia not in vistas:
                vistas += self._referencia(archivo, mutante, modelos)
            if not vistas:
                vistas += self._unitarias(modelos or self._alcanzados(archivo))
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
        ejecucion._proyectos.clear()
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

    def _unitarias(self, modelos: list[str]) -> list[str]:
        corrida = _dbt("test", "-s", *(f"{m},test_type:unit" for m in modelos))
        return [nombre for nombre, _ in corrida.fallas]

    def _sembrar(self, archivo: Path) -> None:
        relacion = f"reparto_norma.{archivo.stem}"
        self.bodega.conexion.execute(f"delete from {relacion}")
        filas = [[valor or None for valor in fila.values()] for fila in _filas(archivo)]
        self.bodega.conexion.executemany(f"insert into {relacion} values ({', '.join('?' * len(filas[0]))})", filas)

    def _compilable(self, archivo: Path, mutante: dict[str, str]) -> bool:
        """Whether the replacement can be made in the compiled SQL, without asking dbt."""
        return archivo.stem in self.sql and self.sql[archivo.stem][1].count(mutante["de"]) == 1

    def _referencia(self, archivo: Path, mutante: dict[str, str], modelos: list[str]) -> list[str]:
        """The first column in which the mutant's SQL and the reference differ."""
        bodega, cambiados, de_semilla = self.bodega, {}, archivo.suffix == ".csv"
        if de_semilla:
            self._sembrar(archivo)
        elif self._compilable(archivo, mutante):
            cambiados = {archivo.stem: self.sql[archivo.stem][1].replace(mutante["de"], mutante["a"])}
        else:
            compilados = _dbt("compile", "-s", *modelos).nodos_hechos
            # what reads the year's written measurements isn't run again here
            cambiados = {n.name: n.compiled_code for n in compilados if n.name in self.sql and '"calificacion_sujeto"' not in n.compiled_code}
            if not cambiados:
                return []
        originales = {n: self.sql[n] for n in cambiados}
        try:
            self._poner({n: (self.sql[n][0], sql) for n, sql in cambiados.items()})
            for relacion, sql in bodega.fijas.values():
                bodega.conexion.execute(f"delete from {relacion}")
                bodega.conexion.execute(f"insert into {relacion} {sql}")
            return self._comparar()
        except Exception as error:  # a mutant that doesn't run is noticed by whoever runs it
            return [REFERENCIA, f"({type(error).__name__})"]
        finally:
            self._poner(originales)
            if de_semilla:
                archivo_bueno = RAIZ / archivo.relative_to(self.copia)
                self._sembrar(archivo_bueno)
            for relacion, sql in bodega.fijas.values():
                bodega.conexion.execute(f"delete from {relacion}")
                bodega.conexion.execute(f"insert into {relacion} {sql}")

    def _comparar(self) -> list[str]:
        for entradas, capacidad, esperado in self.poblaciones:
            if difieren := propiedades.diferencias(self.bodega.correr(entradas, capacidad), esperado):
                tabla, _, columna, *_ = difieren[0]
                return [REFERENCIA, f"({tabla}.{columna or '*'})"]
        return []

    def _poner(self, cambiados: dict[str, tuple[str, str]]) -> None:
        for nombre, (relacion, sql) in cambiados.items():
            for juego in (self.bodega.fijas, self.bodega.modelos):
                if nombre in juego:
                    juego[nombre] = (relacion, sql)
            if nombre in self.bodega.vistas:
                self.bodega.conexion.execute(f"create or replace view {relacion} as {sql}")


def main(prefijo: str = "") -> int:
    clausulas = {f["clausula"]: f for f in _filas(RAIZ / "seeds/norma/clausulas_norma.csv")}
    mutantes = [m for m in _filas(RAIZ / "tests/mutantes.csv") if m["clausula"].startswith(prefijo)]
    malos = 0
    with tempfile.TemporaryDirectory() as carpeta:
        laboratorio = Laboratorio(Path(carpeta))
        for n, mutante in enumerate(mutantes, 1):
            propia = clausulas[mutante["clausula"]]["prueba"]
            notan = list(laboratorio.notan(mutante, propia))
            veredicto = "notado" if propia in notan else "LA SUYA CALLA" if notan else "SOBREVIVE"
            malos += veredicto != "notado"
            de, a = (" ".join(mutante[x].split()) for x in ("de", "a"))
            print(f"{n:3d} {mutante['clausula']:<24} {veredicto}: {Path(mutante['archivo']).name}: «{de}» -> «{a}»: {', '.join(notan) or 'nadie'}", flush=True)
        laboratorio.bodega.conexion.close()
    print(f"{len(mutantes)} mutantes de {len({m['clausula'] for m in mutantes})} cláusulas; {malos} sin notar por su prueba.")
    return min(malos, 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
