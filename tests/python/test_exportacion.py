"""Exports: complete or not at all, no cell that runs as a formula, one workbook per office."""

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal

import duckdb
import openpyxl
import pytest
from conftest import MINIMO, TARGETS, construir, consultar, ejecutor, escribir, filas
from openpyxl.utils import get_column_letter
from reparto import cli, exportacion, libros
from reparto.consultas import lectura
from reparto.errores import ErrorDeUso
from reparto.motores import motor

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
    carpeta, archivos, _ = exportacion.exportar(tmp_path / "id_sujeto=otro" / "salida", peligrosa)  # a folder's name is no column's value
    assert archivos == sorted(p.name for p in carpeta.iterdir())
    ids = [f["id_obligacion"] for f in filas((carpeta / "asignacion_obligacion.csv").read_bytes())]
    assert sorted(ids) == sorted("'" + i for i in PELIGROSAS)
    assert {f["id_sujeto"] for f in filas((carpeta / "asignacion_obligacion.csv").read_bytes())} == {"CC-1"}
    exactos = duckdb.execute(f"select id_obligacion, saldo from '{carpeta}/asignacion_obligacion.parquet'").fetchall()
    assert sorted(i for i, _ in exactos) == sorted(PELIGROSAS)
    assert {str(s) for _, s in exactos} == {"5000000.10"}
    hoja = openpyxl.load_workbook(carpeta / "COBRO_PREJURIDICO.xlsx").active
    celdas = list(hoja.iter_rows())
    titulos = [c[3] for c in libros.COLUMNAS if c[3] not in libros.DE_OMISOS]
    assert [c.value for c in celdas[1]] == titulos
    *datos, total = celdas[2:]
    assert {c.data_type for fila in (*celdas[:2], *datos) for c in fila} <= {"s", "n", "d"}
    assert {c.value for c in total if c.data_type == "f"} == {f"=SUBTOTAL(109,{x}3:{x}7)" for x in "JKLM"}
    assert {fila[titulos.index("Nombre")].value for fila in datos} == {"=cmd()"}
    assert {fila[titulos.index("Obligación")].value for fila in datos} == set(PELIGROSAS)


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


def test_dos_a_la_vez_a_la_misma_carpeta(peligrosa, tmp_path, monkeypatch):
    """The one that ends first stays whole; the other says so and leaves nothing."""
    escribir_tabla, primera = exportacion._tabla, []

    def despacio(*argumentos):
        if not primera:
            primera.append(True)
            primera.append(exportacion.exportar(tmp_path / "salida", peligrosa, formatos=["csv"])[1])
        escribir_tabla(*argumentos)

    monkeypatch.setattr(exportacion, "_tabla", despacio)
    with pytest.raises(ErrorDeUso, match="ya existe: la escribió otra orden mientras tanto"):
        exportacion.exportar(tmp_path / "salida", peligrosa, formatos=["csv"])
    assert sorted(p.name for p in (tmp_path / "salida").iterdir()) == primera[1]
    assert [p.name for p in tmp_path.iterdir()] == ["salida"]


def test_a_donde_no_se_puede_escribir_es_una_frase(peligrosa, tmp_path, monkeypatch, capsys):
    """Modes don't stop root: the kernel's own folders do, and a mount that is read-only where one may be made."""
    lugares = {"/proc/reparto/salida": "no existe", "/sys/reparto/salida": "faltan permisos"}
    monkeypatch.setattr(os, "umask", lambda _: 0)
    montada = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "reparto-prueba", str(tmp_path)], capture_output=True).returncode == 0
    try:
        for lugar, motivo in (lugares | ({f"{tmp_path}/salida": "es de solo lectura"} if montada else {})).items():
            monkeypatch.setattr(sys, "argv", ["reparto", "exportar", lugar, "--target", peligrosa])
            with pytest.raises(SystemExit) as fin:
                cli.main()
            dicho = capsys.readouterr().err
            assert (fin.value.code, dicho.count("\n"), motivo in dicho) == (2, 1, True), dicho
    finally:
        if montada:
            subprocess.run(["umount", str(tmp_path)], check=True)


def test_cada_tabla_publica_y_cada_oficina(peligrosa, tmp_path):
    """And nothing that others made beside them."""
    orden = ejecutor(peligrosa)
    orden('create table reparto."Mi tabla" as select 1 as n')
    try:
        carpeta, archivos, _ = exportacion.exportar(tmp_path / "salida", peligrosa)
    finally:
        orden('drop table reparto."Mi tabla"')
    publicas = {t for (t,) in consultar(peligrosa, "select table_name from information_schema.tables where table_schema in ('reparto', 'cobro')")}
    publicas = {t for t in publicas if not t.endswith("_a_una_fecha")}  # of any day: they are asked, not dumped
    con_lista = {o for (o,) in consultar(peligrosa, "select distinct oficina from reparto.asignacion_obligacion where oficina is not null")}
    assert set(archivos) == {f"{t}.{x}" for t in publicas for x in ("csv", "parquet")} | {f"{o}.xlsx" for o in con_lista}
    assert {"asignacion_sujeto", "estado_cuenta", "certificacion_deuda"} <= publicas
    for oficina in con_lista:
        hoja = openpyxl.load_workbook(carpeta / f"{oficina}.xlsx", read_only=True).active
        esperadas = consultar(peligrosa, f"select count(*) from reparto.asignacion_obligacion where oficina = '{oficina}'")[0][0]
        assert sum(1 for fila in hoja.iter_rows(min_row=3, values_only=True) if fila[4]) == esperadas


def test_el_libro_de_un_gestor_cualquiera_que_sea_su_numero(peligrosa, tmp_path):
    with lectura(peligrosa) as conexion:
        libros.de_gestores(conexion, [("SUR/1", "Sur")], date(2017, 6, 30), tmp_path)
    assert [r.name.rpartition("-")[0] for r in tmp_path.iterdir()] == ["gestor_SUR_1"]


def test_se_elige_formato_y_tabla(peligrosa, tmp_path):
    _, archivos, _ = exportacion.exportar(tmp_path / "una", peligrosa, formatos=["csv"], tablas=["asignacion_obligacion", "estado_cuenta"])
    assert archivos == ["asignacion_obligacion.csv", "estado_cuenta.csv"]
    for mal, frase in (({"formatos": ["pdf"]}, "no se exporta a «pdf»"), ({"tablas": ["nada"]}, "no hay una tabla pública «nada»")):
        with pytest.raises(ErrorDeUso, match=frase):
            exportacion.exportar(tmp_path / "otra", peligrosa, **mal)
    assert not (tmp_path / "otra").exists()


def test_no_hay_libro_de_una_tabla(peligrosa, tmp_path):
    with pytest.raises(ErrorDeUso, match="no de una tabla"):
        exportacion.exportar(tmp_path / "salida", peligrosa, formatos=["xlsx"], tablas=["asignacion_obligacion"])
    assert not (tmp_path / "salida").exists()


def test_una_lista_larga_sigue_en_csv(peligrosa, tmp_path, monkeypatch):
    """The sheet holds the first ones in the order of work and says where the others are; together they are the list."""
    monkeypatch.setattr(libros, "FILAS_EN_LIBRO", 2)
    carpeta, archivos, _ = exportacion.exportar(tmp_path / "salida", peligrosa, formatos=["xlsx"])
    assert archivos == ["COBRO_PREJURIDICO.xlsx", "COBRO_PREJURIDICO_resto.csv"]
    celdas = list(openpyxl.load_workbook(carpeta / "COBRO_PREJURIDICO.xlsx").active.iter_rows(values_only=True))
    assert celdas[-1][0] == "Van las primeras 2 de 5 filas; las demás están en COBRO_PREJURIDICO_resto.csv."
    resto = [f["id_obligacion"].removeprefix("'") for f in filas((carpeta / "COBRO_PREJURIDICO_resto.csv").read_bytes())]
    assert sorted([celdas[2][4], celdas[3][4], *resto]) == sorted(PELIGROSAS)


def test_una_tabla_larga_sale_en_orden(tmp_path):
    """Rows leave in the order asked for, past the engine's blocks of 122,880."""
    n, texto = 400_000, "lpad(cast(hash(i) % 1000000007 as varchar), 12, '0') || repeat('x', 150)"
    origen = f"(select * from (select {texto} as a, cast(i as varchar) as b from range({n}) as t(i)) as filas order by a, b)"
    with duckdb.connect() as motor:
        archivos = {x: tmp_path / f"t.{x}" for x in ("csv", "parquet")}
        exportacion._escribir(motor, origen, [("a", "varchar"), ("b", "varchar")], archivos)
    claves = [linea.split(",")[0] for linea in (tmp_path / "t.csv").read_text().splitlines()[1:]]
    assert len(claves) == n
    assert claves == sorted(claves)


def test_una_fila_enorme_sale_de_postgresql(tmp_path):
    """DuckDB's reader takes lines of 2 MiB where it isn't told of a longer one."""
    with motor("postgres").conectar() as conexion:
        consulta = "select n, repeat('\"á' || chr(10), n) as t from (values (1), (2000000), (2)) as filas (n)"
        copiar = lambda lector, origen: lector.execute(f"copy (select * from {origen}) to '{tmp_path}/t.parquet' (format parquet)")  # noqa: E731
        motor("postgres").volcar(conexion, consulta, [("n", "integer"), ("t", "varchar")], tmp_path, copiar)
    salio = duckdb.execute(f"select n, t from '{tmp_path}/t.parquet'").fetchall()
    assert [n for n, _ in salio] == [1, 2_000_000, 2]
    assert all(t == '"á\n' * n for n, t in salio)


@pytest.mark.parametrize("target", TARGETS)
def test_el_omiso_esta_en_el_libro_de_su_oficina(target, tmp_path):
    """By segment and projected amount, with obligations or without; archived ones in none (contract, 5.3.3). A case's projected amount counts once."""
    fuentes = {1: (9, 10), 2: (9, 90), 3: (4, 50), 4: (1, 99)}
    indicios = "".join(f"F{k},CC,{s},2016,{valor}\n" for s, (n, valor) in fuentes.items() for k in range(n))
    tablas = MINIMO | {"indicios": "fuente,tipo_documento,numero_documento,anio,valor_estimado\n" + indicios.replace("CC,", "CC,90")}
    tablas["obligaciones"] = MINIMO["obligaciones"].replace("\n", ",tipo_incumplimiento\n", 1).replace("5000000\n", "5000000,\n") + "".join(
        f"I{n},CC,902,ICA,{n},{n + 1}-01-31,800000,OMISO\n" for n in (2014, 2015)
    )
    tablas["fidelizaciones"] = "tipo_documento,numero_documento,fecha_inicio,fecha_fin,resultado\nCC,903,2017-01-01,2017-03-01,NO_PRESENTO\n"
    assert construir(escribir(tmp_path / "e", **tablas), target, "run").bien
    carpeta, *_ = exportacion.exportar(tmp_path / "salida", target, formatos=["xlsx"])
    casos, totales = {}, {}
    for oficina in ("CULTURA_TRIBUTARIA", "CONTROL_MASIVO"):
        _, titulos, *filas_, total = openpyxl.load_workbook(carpeta / f"{oficina}.xlsx", data_only=True).active.iter_rows(values_only=True)
        totales[oficina] = total[titulos.index("Monto proyectado $")]
        casos[oficina] = [[f[titulos.index(t)] for t in ("Pos.", "Caso", "Segmento", "Monto proyectado $", "Paso sugerido")] for f in filas_]
    paso = "Fidelización, registro"
    assert casos["CULTURA_TRIBUTARIA"] == [[1, "OMI:CC-902", "A", 810, paso], [1, "OMI:CC-902", "A", None, paso], [2, "OMI:CC-901", "A", 90, paso]]
    assert casos["CONTROL_MASIVO"] == [[1, "OMI:CC-903", "C", 200, "Control Intensivo"]]
    assert totales == {"CULTURA_TRIBUTARIA": 900, "CONTROL_MASIVO": 200}


def test_el_libro_se_trabaja_y_se_imprime(tmp_path, peligrosa):
    """400 rows on at most 12 pages that can be read (near half size): landscape letter, one page wide; headings stay and repeat, columns hold
    what they show, the total follows the filters."""
    libro = libros.Libro(tmp_path / "x.xlsx", "Oficina de Prueba", date(2017, 6, 30))
    columnas = libros.COLUMNAS
    valores = {"integer": 123, "date": date(2017, 1, 31), "decimal(18,2)": Decimal("99999999.99"), "varchar": "Texto de corriente"}
    libro.hoja("Asignada", tuple(c[3] for c in columnas), [tuple(valores[c[2]] for c in columnas)] * 400)
    libro.cerrar()
    hoja = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert hoja["A1"].value == "Oficina de Prueba · con corte al 30 de junio de 2017 · Asignada"
    assert (hoja.freeze_panes, hoja.print_title_rows, hoja.page_setup.orientation) == ("A3", "$2:$2", "landscape")
    assert (hoja.sheet_properties.pageSetUpPr.fitToPage, hoja.page_setup.fitToHeight) == (True, 0)
    ultima = get_column_letter(len(columnas))
    assert hoja.auto_filter.ref == f"A2:{ultima}402"
    impresas = next(n for n, c in enumerate(columnas) if c[3] == "Caso")
    assert hoja.print_area == f"'Asignada'!$A$1:${get_column_letter(impresas)}$404"
    dinero = [n for n, c in enumerate(columnas, 1) if c[3].endswith("$")]
    sumas = openpyxl.load_workbook(tmp_path / "x.xlsx", data_only=True).active
    assert all(sumas.cell(403, n).value == pytest.approx(400 * 99999999.99) for n in dinero)
    assert all(hoja.cell(3, n).number_format == "#,##0.00" for n in dinero)
    anchos = [next(d.width for d in hoja.column_dimensions.values() if d.min <= n <= d.max) for n in range(1, len(columnas) + 1)]
    assert all(anchos[n - 1] >= len("40,000,000,000.00") for n in dinero)
    # a character is 7 pixels wide and a row 20 high at 96 to the inch; the page is 11 by 8.5 less its margins
    escala = min(1, (11 - 0.8) * 96 / sum(7 * a + 5 for a in anchos[:impresas]))
    por_pagina = int((8.5 - 1.1) * 96 / (20 * escala)) - 1
    assert -(-402 // por_pagina) <= 12
    assert escala >= 0.45
