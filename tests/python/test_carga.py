"""Loading: every bad folder is one sentence and loses nothing; every good one goes in as it is, as text."""

import gzip
from datetime import date
from decimal import Decimal

import duckdb
import psycopg
import pytest
from conftest import MINIMO, TARGETS, consultar, ejecutor, escribir
from reparto import carga, cli
from reparto.errores import ErrorDeUso, causa_ajena
from reparto.motores import postgres as de_postgres

MALAS = {
    "sin_la_obligatoria": ({"obligaciones": None}, "falta la tabla obligatoria obligaciones"),
    "vacio": ({"contribuyentes": ""}, "contribuyentes.csv: está vacío, sin encabezado"),
    "sin_columna": ({"contribuyentes": "tipo_documento,numero\nCC,1\n"}, "le falta la columna obligatoria numero_documento"),
    "repetida": ({"contribuyentes": "tipo_documento,numero_documento,numero_documento\nCC,1,1\n"}, "columnas repetidas"),
    "latin1": (
        {"contribuyentes": "tipo_documento,numero_documento,nombre\nCC,1,Ana\nCC,2,Peña\n".encode("latin-1")},
        "contribuyentes.csv, línea 3: no está en UTF-8",
    ),
    "nulo": ({"contribuyentes": b"tipo_documento,numero_documento\nCC,1\0\n"}, "la columna numero_documento tiene un byte nulo"),
    "columnas_de_mas": ({"contribuyentes": "tipo_documento,numero_documento\nCC,1\nCC,2,3\n"}, "línea 3: la fila no tiene las columnas"),
    "columnas_de_menos": ({"contribuyentes": "tipo_documento,numero_documento\nCC,1\nCC\n"}, "línea 3: la fila no tiene las columnas"),
    "comillas": ({"contribuyentes": 'tipo_documento,numero_documento\nCC,1\nCC,"2\n'}, "comillas no cierran"),
    "linea_larga": ({"contribuyentes": "tipo_documento,numero_documento\nCC," + "1" * (200 * 2**20)}, "la última línea mide más de 1 MiB"),
    "gzip_roto": ({"contribuyentes.csv.gz": gzip.compress(MINIMO["contribuyentes"].encode())[:-9]}, "el archivo comprimido está dañado"),
    "no_es_gzip": ({"contribuyentes.csv.gz": b"hola"}, "el archivo comprimido está dañado"),
    "no_es_parquet": ({"contribuyentes.parquet": b"hola"}, "no es un archivo Parquet legible"),
    "encabezado_largo": ({"contribuyentes": "x" * 200_000 + "\nCC\n"}, "contribuyentes.csv: le falta la columna obligatoria"),
    "dos_archivos": ({"contribuyentes.csv.gz": gzip.compress(b"x"), "contribuyentes": "x\n"}, "hay dos archivos para la tabla contribuyentes"),
}


def _carpeta(donde, cambios):
    """The smallest folder with some tables changed: text, bytes, or None for an absent one."""
    nombres = {nombre.split(".")[0] for nombre in cambios}
    escribir(donde, **{t: x for t, x in MINIMO.items() if t not in nombres})
    for nombre, contenido in cambios.items():
        if contenido is not None:
            archivo = donde / (nombre if "." in nombre else f"{nombre}.csv")
            archivo.write_bytes(contenido if isinstance(contenido, bytes) else contenido.encode())
    return donde


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("caso", MALAS)
def test_una_carpeta_mala_es_una_frase_y_deja_lo_que_habia(caso, target, tmp_path):
    carga.cargar(escribir(tmp_path / "antes", **MINIMO), target)
    cambios, frase = MALAS[caso]
    with pytest.raises(ErrorDeUso) as error:
        carga.cargar(_carpeta(tmp_path / "mala", cambios), target)
    assert frase in str(error.value)
    assert "\n" not in str(error.value)
    assert consultar(target, "select numero_documento from fuente.contribuyentes") == [("1",)]


def test_un_aviso_dice_lo_que_trae_el_encabezado(tmp_path, capsys):
    """What looks like markup is a name; the load is said whole."""
    cambiadas = MINIMO | {"contribuyentes": MINIMO["contribuyentes"].replace("\n", ",tasa [/anio],[nota]\n", 1).replace("CC,1", "CC,1,,")}
    cli._cargar(escribir(tmp_path / "e", **cambiadas), "duckdb")
    dicho = capsys.readouterr()
    assert "tasa [/anio], [nota]" in dicho.err.replace("\n", " ")
    assert "contribuyentes" in dicho.out


def test_un_momento_con_zona_es_el_mismo_dia_en_cualquier_maquina():
    expresion, tipo = carga._valor("t", "TIMESTAMP WITH TIME ZONE")
    dias = set()
    with duckdb.connect() as conexion:
        for zona in ("UTC", "America/Bogota", "Asia/Tokyo"):
            conexion.execute(f"set timezone = '{zona}'")
            dias |= set(conexion.execute(f"select {expresion} from (select '2016-06-30 00:00:00+00'::timestamptz as t)").fetchall())
    assert (dias, tipo) == ({(date(2016, 6, 30),)}, "date")


@pytest.mark.parametrize(
    "nombre",
    ["pagos.xlsx", "pagos (1).csv", "pagos_2026-06.csv", "pagos-2026-06-30.csv", "pagos_20260630_0200.csv", "pagos_20260630T0200.csv.gz"]
    + ["Copia de pagos.csv", "pagos - copia (2).csv", "copy_of_pagos.csv", "pagos.csv.bak"],
)
def test_un_archivo_que_casi_se_llama_como_una_tabla_no_se_pasa_por_alto(nombre, tmp_path):
    (escribir(tmp_path, **MINIMO) / nombre).touch()
    with pytest.raises(ErrorDeUso, match="así no se lee la tabla pagos"):
        carga._archivos(tmp_path)


@pytest.mark.parametrize("nombre", ["pagos_2026-06.pdf", "copia.csv", "mis pagos.csv", "pagos_anulados.csv"])
def test_un_archivo_de_otra_cosa_se_ignora(nombre, tmp_path):
    (escribir(tmp_path, **MINIMO) / nombre).touch()
    assert carga._archivos(tmp_path)[1] == [nombre]


def test_sin_memoria_no_es_una_fila_mala(tmp_path):
    (archivo,) = [a for a in carga._archivos(escribir(tmp_path, **MINIMO))[0] if a.tabla == "obligaciones"]
    error = duckdb.OutOfMemoryException("Out of Memory Error: failed to offload data block of size 256.0 KiB (1.0 MiB/1.0 MiB used). Line: 3")
    assert str(carga._falla(archivo, error)) == "obligaciones.csv: se agotó la memoria, o el disco para archivos temporales, al leerlo."


def test_carpeta_que_no_existe(tmp_path):
    with pytest.raises(ErrorDeUso, match="no existe"):
        carga.cargar(tmp_path / "nada", "duckdb")


@pytest.mark.parametrize("target", TARGETS)
def test_lo_bueno_entra(target, tmp_path):
    """Byte-order mark, CRLF, quoted commas and line breaks, an unknown column, gzip and Parquet with text as bytes; a folder's name is no column's value."""
    carpeta = tmp_path / "nombre=Nadie" / "pregunta=5"
    escribir(carpeta)
    contribuyentes = '\ufeffnumero_documento,nombre,color,TIPO_DOCUMENTO\r\n007,"Peña, ""Ana""\r\nB",rojo,CC\r\n1.5,,,\r\n'
    (carpeta / "contribuyentes.csv").write_bytes(contribuyentes.encode())
    (carpeta / "obligaciones.csv.gz").write_bytes(gzip.compress(MINIMO["obligaciones"].encode()))
    duckdb.execute(
        f"copy (select 'CC'::blob as tipo_documento, 7 as numero_documento, 3 as pregunta, 0.5::decimal(3,2) as respuesta) to '{carpeta}/respuestas.parquet'"
    )
    (carpeta / "LEEME.txt").write_text("hola")
    cuenta, avisos, _ = carga.cargar(carpeta, target)
    assert cuenta == {"contribuyentes": 2, "obligaciones": 1, "respuestas": 1}
    assert [a.split(":")[0] for a in avisos] == ["LEEME.txt", "contribuyentes.csv"]
    leidas = consultar(target, "select tipo_documento, numero_documento, nombre from fuente.contribuyentes order by 2")
    assert leidas == [("CC", "007", 'Peña, "Ana"\r\nB'), (leidas[1][0], "1.5", leidas[1][2])]
    assert {leidas[1][0] or "", leidas[1][2] or ""} == {""}
    assert consultar(target, "select tipo_documento, numero_documento, pregunta, respuesta from fuente.respuestas") == [("CC", 7, 3, Decimal("0.50"))]


@pytest.mark.parametrize("target", TARGETS)
def test_cargar_reemplaza_tambien_lo_ausente(target, tmp_path):
    extra = MINIMO | {"respuestas": "tipo_documento,numero_documento,pregunta,respuesta\nCC,1,1,1\n"}
    carga.cargar(escribir(tmp_path / "a", **extra), target)
    carga.cargar(escribir(tmp_path / "b", **MINIMO), target)
    tablas = {t for (t,) in consultar(target, "select table_name from information_schema.tables where table_schema = 'fuente'")}
    assert tablas == set(MINIMO)


@pytest.mark.parametrize("target", TARGETS)
def test_una_vista_con_el_nombre_de_una_tabla_se_queda(target, tmp_path):
    """Somebody's: said before anything is read, and nothing moves."""
    carga.cargar(escribir(tmp_path / "a", **MINIMO), target)
    ejecutor(target)("create view fuente.pagos as select 7 as n")
    try:
        with pytest.raises(ErrorDeUso, match=r"^fuente\.pagos es una vista, no una tabla que se pueda reemplazar: quítela o use otro esquema\.$"):
            carga.cargar(escribir(tmp_path / "b", **MINIMO | {"contribuyentes": MINIMO["contribuyentes"] + "CC,2\n"}), target)
        assert consultar(target, "select n, (select count(*) from fuente.contribuyentes) from fuente.pagos") == [(7, 1)]
    finally:
        ejecutor(target)("drop view fuente.pagos")


def test_lo_ajeno_sobre_la_entrada_se_queda(tmp_path, monkeypatch):
    """With the same columns views, grants and policies stay; a view on other columns, an open transaction and a constraint are one sentence each."""
    orden, otros = ejecutor("postgres"), MINIMO | {"contribuyentes": MINIMO["contribuyentes"] + "CC,2\n"}
    carga.cargar(escribir(tmp_path / "a", **MINIMO), "postgres")
    orden("drop schema if exists ajeno cascade; drop role if exists lectora; create role lectora; create schema ajeno")
    try:
        orden("create view ajeno.quienes as select numero_documento from fuente.contribuyentes; grant select on fuente.contribuyentes to lectora")
        carga.cargar(escribir(tmp_path / "b", **otros), "postgres")
        assert consultar("postgres", "select numero_documento from ajeno.quienes order by 1") == [("1",), ("2",)]
        assert consultar("postgres", "select has_table_privilege('lectora', 'fuente.contribuyentes', 'select')") == [(True,)]
        con_nombre = {"contribuyentes": MINIMO["contribuyentes"].replace("\n", ",nombre\n", 1).replace("CC,1", "CC,1,Ana")}
        with pytest.raises(ErrorDeUso, match="fuente.contribuyentes no viene o no trae las mismas columnas y tipos, .*ajeno.quienes"):
            carga.cargar(escribir(tmp_path / "c", **MINIMO | con_nombre), "postgres")
        monkeypatch.setattr(de_postgres, "ESPERA", "200ms")
        with psycopg.connect() as abierta:
            abierta.execute("select 1 from ajeno.quienes")
            with pytest.raises(psycopg.errors.LockNotAvailable) as error:
                carga.cargar(escribir(tmp_path / "b"), "postgres")
            assert "otra sesión tiene abierta una transacción" in causa_ajena(str(error.value))
        orden("create unique index mia on fuente.contribuyentes (tipo_documento) where numero_documento > '1'")
        otros["contribuyentes"] += "CC,3\n"
        with pytest.raises(ErrorDeUso, match="fuente.contribuyentes tiene una restricción propia que los datos no cumplen: mia") as error:
            carga.cargar(escribir(tmp_path / "d", **otros), "postgres")
        assert error.value.__cause__ is None
        assert len(consultar("postgres", "select 1 from ajeno.quienes")) == 2
    finally:
        orden("drop schema ajeno cascade; drop table fuente.contribuyentes; drop role lectora")
