"""The same rows, read the same whichever way they came in: as text, as typed Parquet, in somebody's own tables with native types."""

import duckdb
import pytest
import yaml
from conftest import RAIZ, TARGETS, construir, consultar
from reparto import consultas, contrato
from reparto import demo as poblacion

# what a column of the contract may be in somebody's own tables
NATIVOS = {
    "dinero": ["numeric(18,2)", "numeric(20,6)"],
    "decimal": ["numeric(18,6)"],
    "respuesta": ["numeric(4,3)", "smallint"],
    "fecha": ["timestamp", "date"],
    "anio": ["integer"],
    "entero": ["smallint"],
    "ordinal": ["bigint"],
    "numero_documento": ["bigint"],
    "booleano": ["boolean"],
}


FUENTE = yaml.safe_load((RAIZ / "models/staging/_fuente__sources.yml").read_text())["sources"][0]["tables"]
TIPOS = {(t["name"], c["name"]): c["config"]["meta"]["tipo"] for t in FUENTE for c in t["columns"]}


def _tipo(conexion, columna: str, tipo: str, vez: int) -> str:
    """A native type that holds every value of the column exactly; else text."""
    candidatos = NATIVOS.get(tipo, [])
    for nativo in candidatos[vez % 2 :] + candidatos[: vez % 2]:
        igual = f"try_cast({columna} as {nativo}) is not null"
        if nativo.startswith(("numeric", "smallint", "bigint")):
            igual += f" and try_cast({columna} as {nativo})::decimal(38, 8) = try_cast({columna} as decimal(38, 8))"
        if tipo == "numero_documento":
            igual += f" and regexp_full_match({columna}, '[1-9][0-9]*')"
        if not conexion.execute(f"select count(*) from tabla where {columna} is not null and not ({igual})").fetchone()[0]:
            return nativo
    return "varchar"


def _tipadas(origen, destino) -> list[tuple[str, dict[str, str]]]:
    """Copies a folder with each column typed where every value allows it: [(table, {column: type})]."""
    destino.mkdir()
    formas = []
    with duckdb.connect() as conexion:
        for vez, tabla in enumerate(contrato.tablas()):
            archivo = next(iter(origen.glob(f"{tabla}.*")), None)
            if archivo is None:
                continue
            lector = f"read_parquet('{archivo}')" if archivo.suffix == ".parquet" else f"read_csv('{archivo}', all_varchar = true, header = true)"
            conexion.execute(f"create or replace table tabla as select * from {lector}")
            tipos = {c: _tipo(conexion, c, TIPOS[tabla, c], vez) for (c, *_) in conexion.execute("describe tabla").fetchall()}
            columnas = ", ".join(f"cast({c} as {t.replace('timestamp', 'date')}) as {c}" for c, t in tipos.items())
            conexion.execute(f"copy (select {columnas} from tabla) to '{destino}/{tabla}.parquet'")
            formas.append((tabla, tipos))
    return formas


def _leidas(target: str) -> dict[str, list]:
    """Every staged row and every reject, in order."""
    tablas = {f"reparto_staging.stg_{t}": "*" for t in contrato.tablas()} | {"reparto.rechazos": "tabla, fila, copia, columna, motivo, valor"}
    return {tabla: sorted(map(repr, consultar(target, f"select {que} from {tabla}"))) for tabla, que in tablas.items()}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("malas", [True, False], ids=["con_malas", "limpia"])
def test_entren_como_entren(target, malas, tmp_path, monkeypatch):
    if not malas:
        monkeypatch.setattr(poblacion, "_filas_malas", lambda tablas: None)
    poblacion.generar(tmp_path / "texto", sujetos=2000)
    tipadas = _tipadas(tmp_path / "texto", tmp_path / "tipada")
    leer = ("-s", "+rechazos", "+staging")
    assert construir(tmp_path / "texto", target, "run", *leer).bien
    texto = _leidas(target)
    assert bool(texto["reparto.rechazos"]) == malas

    assert construir(tmp_path / "tipada", target, "run", *leer).bien
    parquet = _leidas(target)

    with consultas.lectura(target) as conexion:
        conexion.execute("drop schema if exists propia cascade")
        conexion.execute("create schema propia")
        for tabla, tipos in tipadas:
            columnas = ", ".join(f"cast(cast({c} as varchar) as {t}) as {c}" for c, t in tipos.items())
            conexion.execute(f"create table propia.{tabla} as select {columnas} from fuente.{tabla}")
        conexion.commit()
    resultado = construir(None, target, "run", *leer, esquema_fuente="propia")
    assert resultado.bien, resultado.fallas
    propia = _leidas(target)
    with consultas.lectura(target) as conexion:
        conexion.execute("drop schema propia cascade")
        conexion.commit()

    sin_texto = sum(t != "varchar" for _, tipos in tipadas for t in tipos.values())
    assert sin_texto > (25 if malas else 50), tipadas
    for tabla, filas in texto.items():
        assert parquet[tabla] == filas, tabla
        assert propia[tabla] == filas, tabla
