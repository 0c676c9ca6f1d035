"""Exports: complete or not at all, no cell that runs as a formula, one workbook per office."""

import duckdb
import openpyxl
import pytest
from conftest import MINIMO, TARGETS, construir, consultar, escribir, filas
from reparto import exportacion
from reparto.errores import ErrorDeUso

PELIGROSAS = ["=1+1", "+57", "-x", "@suma", "\tx"]


@pytest.fixture(scope="module", params=TARGETS)
def peligrosa(request, tmp_path_factory):
    """A warehouse whose texts begin like formulas."""
    deudor = MINIMO["contribuyentes"].replace("\nCC,1", ",nombre\nCC,1,=cmd()")
    obligaciones = MINIMO["obligaciones"].split("\n")[0] + "\n" + "".join(f"{i},CC,1,PREDIAL,2016,2016-06-30,5000000.10\n" for i in PELIGROSAS)
    carpeta = escribir(tmp_path_factory.mktemp("peligrosa") / "e", contribuyentes=deudor, obligaciones=obligaciones)
    assert construir(carpeta, request.param, "run").bien
    return request.param


def test_ninguna_celda_es_formula(peligrosa, tmp_path):
    carpeta, archivos, _ = exportacion.exportar(tmp_path / "salida", peligrosa)
    assert archivos == sorted(p.name for p in carpeta.iterdir())
    ids = [f["id_obligacion"] for f in filas((carpeta / "asignacion_obligacion.csv").read_bytes())]
    assert sorted(ids) == sorted("'" + i for i in PELIGROSAS)
    exactos = duckdb.execute(f"select id_obligacion, saldo from '{carpeta}/asignacion_obligacion.parquet'").fetchall()
    assert sorted(i for i, _ in exactos) == sorted(PELIGROSAS)
    assert {str(s) for _, s in exactos} == {"5000000.10"}
    hoja = openpyxl.load_workbook(carpeta / "COBRO_PREJURIDICO.xlsx").active
    celdas = list(hoja.iter_rows())
    assert [c.value for c in celdas[0]] == list(exportacion.TITULOS)
    assert {c.data_type for fila in celdas for c in fila} <= {"s", "n"}
    assert {fila[2].value for fila in celdas[1:]} == {"=cmd()"}
    assert {fila[0].value for fila in celdas[1:]} == set(PELIGROSAS)


def test_una_exportacion_interrumpida_no_deja_nada(peligrosa, tmp_path, monkeypatch):
    def falla(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(exportacion, "_libro", falla)
    with pytest.raises(KeyboardInterrupt):
        exportacion.exportar(tmp_path / "x" / "salida", peligrosa)
    assert list((tmp_path / "x").iterdir()) == []


def test_una_carpeta_que_existe_no_se_toca(peligrosa, tmp_path):
    with pytest.raises(ErrorDeUso, match="ya existe"):
        exportacion.exportar(tmp_path, peligrosa)


def test_cada_tabla_publica_y_cada_oficina(peligrosa, tmp_path):
    carpeta, archivos, _ = exportacion.exportar(tmp_path / "salida", peligrosa)
    publicas = {t for (t,) in consultar(peligrosa, "select table_name from information_schema.tables where table_schema in ('reparto', 'cobro')")}
    con_lista = {o for (o,) in consultar(peligrosa, "select distinct oficina from reparto.asignacion_obligacion where oficina is not null")}
    assert set(archivos) == {f"{t}.{x}" for t in publicas for x in ("csv", "parquet")} | {f"{o}.xlsx" for o in con_lista}
    assert {"asignacion_sujeto", "estado_cuenta", "certificacion_deuda"} <= publicas
    for oficina in con_lista:
        hoja = openpyxl.load_workbook(carpeta / f"{oficina}.xlsx", read_only=True).active
        esperadas = consultar(peligrosa, f"select count(*) from reparto.asignacion_obligacion where oficina = '{oficina}'")[0][0]
        assert sum(1 for _ in hoja.iter_rows()) == esperadas + 1


def test_una_tabla_larga_sale_en_orden(tmp_path):
    """Rows leave in the order asked for, past the engine's blocks of 122,880."""
    n, texto = 400_000, "lpad(cast(hash(i) % 1000000007 as varchar), 12, '0') || repeat('x', 150)"
    origen = f"(select * from (select {texto} as a, cast(i as varchar) as b from range({n}) as t(i)) as filas order by a, b)"
    with duckdb.connect() as motor:
        exportacion._escribir(motor, origen, [("a", "varchar"), ("b", "varchar")], tmp_path / "t.csv", tmp_path / "t.parquet")
    claves = [linea.split(",")[0] for linea in (tmp_path / "t.csv").read_text().splitlines()[1:]]
    assert len(claves) == n
    assert claves == sorted(claves)
