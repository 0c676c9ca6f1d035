"""The corpus of bad input (tests/corpus): what each value of each column, and each file, comes to, the same on every engine."""

import csv
import json

import pytest
from conftest import MINIMO, RAIZ, TARGETS, construir, consultar, escribir
from reparto import carga, contrato
from reparto.errores import ErrorDeUso

CORPUS = RAIZ / "tests/corpus"
# a good value for each required column, but the documents and ids that tell the rows apart
BUENOS = {
    "tipo_documento": "CC", "impuesto": "PREDIAL", "anio_gravable": "2016", "fecha_vencimiento": "2016-06-30", "valor_impuesto": "5", "pregunta": "1",
    "respuesta": "1", "tipo_objeto": "PREDIO", "motivo": "x", "fecha_pago": "2016-07-01", "valor": "1", "decision": "RECHAZAR", "funcionario": "F",
    "fecha": "2016-07-01", "capacidad_mensual": "1", "cuota": "1", "fuente": "F", "anio": "2016",
}  # fmt: skip


def _filas(archivo: str) -> list[dict[str, str]]:
    with open(CORPUS / archivo, encoding="utf-8", newline="") as abierto:
        return list(csv.DictReader(abierto))


def _poblacion(carpeta, filas: list[dict]):
    """A table with a row for each case: its value in its column, good ones in the others."""
    tablas: dict[str, list[list[str]]] = {}
    for n, caso in enumerate(filas):
        columnas = contrato.tablas()[caso["tabla"]]["columnas"]
        propios = {"numero_documento": str(5_000_000 + n), **{c: f"K{n}" for c in columnas if c.startswith("id_") and columnas[c]}}
        fila = [(BUENOS | propios).get(c, "") if columnas[c] else "" for c in columnas]
        fila[list(columnas).index(caso["columna"])] = caso["valor"]
        tablas.setdefault(caso["tabla"], [list(columnas)]).append(fila)
    escribir(carpeta, **{t: x for t, x in MINIMO.items() if t not in tablas})
    for tabla, contenido in tablas.items():
        with open(carpeta / f"{tabla}.csv", "w", encoding="utf-8", newline="") as archivo:
            csv.writer(archivo, lineterminator="\n").writerows(contenido)
    return carpeta


def rechazados(target, filas: list[dict]) -> dict[int, str]:
    """{number of the case: motive} of the cases whose row is rejected for its column."""
    salida = {}
    for tabla, fila, columna, motivo in consultar(target, "select tabla, fila, columna, motivo from reparto.rechazos"):
        claves = [v for c, v in json.loads(fila).items() if v and (str(v).startswith("K") or c == "numero_documento")]
        for n, caso in enumerate(filas):
            if caso["tabla"] == tabla and columna in (caso["columna"], "") and (f"K{n}" in claves or str(5_000_000 + n) in claves):
                salida[n] = motivo
    return salida


def test_el_corpus_es_grande():
    assert len(_filas("casos.csv")) + len(_filas("archivos.csv")) >= 250


@pytest.mark.parametrize("target", TARGETS)
def test_cada_valor_se_lee_o_se_rechaza_con_su_motivo(target, tmp_path):
    filas = _filas("casos.csv")
    assert construir(_poblacion(tmp_path / "corpus", filas), target, "run", "-s", "+rechazos").bien
    hallado = rechazados(target, filas)
    distintos = [(c["tabla"], c["columna"], c["valor"][:40], c["motivo"], hallado.get(n, "")) for n, c in enumerate(filas) if hallado.get(n, "") != c["motivo"]]
    assert distintos == []


@pytest.mark.parametrize("target", TARGETS)
def test_cada_archivo_se_lee_o_se_niega_en_una_frase(target, tmp_path):
    """archivos.csv: entrada with Python's escapes of bytes; frase: what is said, or «filas: n» where it is read."""
    for n, caso in enumerate(_filas("archivos.csv")):
        tabla = caso["archivo"].split(".")[0].lower().removesuffix(" (1)")
        carpeta = escribir(tmp_path / f"{n}", **{t: x for t, x in MINIMO.items() if t != tabla})
        (carpeta / caso["archivo"]).write_bytes(caso["entrada"].encode("latin-1").decode("unicode_escape").encode("latin-1"))
        try:
            dicho = f"filas: {carga.cargar(carpeta, target)[0][tabla]}"
        except ErrorDeUso as error:
            dicho = str(error)
        assert caso["frase"] in dicho and "\n" not in dicho, (caso, dicho)
