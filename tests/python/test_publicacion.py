"""Nothing public is missing to a reader, whatever is built, fails or dies; what others made on the results stays theirs."""

import io
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import date, datetime
from types import SimpleNamespace

import duckdb
import psycopg
import pytest
from conftest import CORTE, MINIMO, REPARTO, TARGETS, construir, consultar, ejecutor, escribir, olvidar
from reparto import carga, cli, consultas, corrida, ejecucion, explicacion, lecturas, resumen, rutas
from reparto.errores import ErrorDeUso
from reparto.motores import duckdb as de_duckdb
from reparto.motores import motor
from reparto.motores.base import entorno
from rich.console import Console

MEDIR = ("-s", "+calificacion_sujeto", "--indirect-selection", "buildable")
PUBLICAS = "select table_schema || '.' || table_name from information_schema.tables where table_schema in ('reparto', 'cobro', 'bi') order by 1"

# somebody else's, on the results: views on views with options, grants of tables and columns, a policy
AJENO = """
    drop schema if exists ajeno cascade;
    drop role if exists lectora;
    create role lectora;
    create schema ajeno;
    create view ajeno.deudas with (security_barrier) as select id_sujeto, sum(saldo) as saldo from reparto.asignacion_obligacion group by 1;
    create view ajeno.deudas_de_cobro as select d.*, e.situacion from ajeno.deudas as d join cobro.estado_cuenta as e using (id_sujeto);
    grant usage on schema reparto to lectora;
    grant select on reparto.asignacion_obligacion, reparto.traza_decision to lectora;
    grant select (saldo) on reparto.cola_oficina to lectora;
    create policy una on reparto.cola_oficina for select to lectora using (oficina = 'COBRO_PREJURIDICO');
    alter table reparto.cola_oficina enable row level security;
"""


@contextmanager
def lector(tablas: list[str]):
    """Reads every table in a loop on another connection: the errors, and how often it went round."""
    errores, vueltas, fin = [], [0], threading.Event()

    def leer():
        with psycopg.connect(autocommit=True) as conexion:
            while not fin.is_set():
                for tabla in tablas:
                    try:
                        conexion.execute(f"select count(*) from {tabla}").fetchone()
                    except psycopg.Error as error:
                        errores.append((tabla, str(error)))
                vueltas[0] += 1

    hilo = threading.Thread(target=leer)
    hilo.start()
    try:
        yield errores, vueltas
    finally:
        fin.set()
        hilo.join()


def test_un_lector_nunca_se_queda_sin_tabla(tmp_path):
    """Builds whole, partial and failed, by dbt alone; a view, a grant and a policy of somebody else's stay."""
    assert construir(escribir(tmp_path / "m", **MINIMO), "postgres").bien
    tablas = [t for (t,) in consultar("postgres", PUBLICAS)]
    assert {"reparto.traza_decision", "cobro.estado_cuenta"} <= set(tablas)
    with psycopg.connect(autocommit=True) as conexion:
        conexion.execute(AJENO)
    ajenas = ["ajeno.deudas", "ajeno.deudas_de_cobro"]
    oids = "select v::regclass::oid from unnest(array['ajeno.deudas', 'ajeno.deudas_de_cobro']) as v"
    antes = consultar("postgres", oids)
    with lector(tablas + ajenas) as (errores, vueltas):
        assert construir(None, "postgres", "build", "--full-refresh").bien
        assert construir(None, "postgres", "run", "-s", "+asignacion_sujeto").bien
        assert construir(None, "postgres", "run", "-s", "base_obligaciones", "stg_obligaciones", "normas").bien
    assert errores == []
    assert vueltas[0] > 3
    assert [t for (t,) in consultar("postgres", PUBLICAS)] == tablas
    assert consultar("postgres", oids) == antes
    assert consultar("postgres", "select reloptions from pg_class where oid = 'ajeno.deudas'::regclass") == [(["security_barrier=true"],)]
    with psycopg.connect() as conexion:
        conexion.execute("set role lectora")
        assert conexion.execute("select count(*) from reparto.asignacion_obligacion").fetchone() == (1,)
        assert conexion.execute("select count(saldo) from reparto.cola_oficina").fetchone() == (1,)
    assert consultar("postgres", "select polname from pg_policy where polrelid = 'reparto.cola_oficina'::regclass") == [("una",)]
    assert consultar("postgres", "select relname from pg_class where relkind in ('r', 'v') and (relname ~ '^(retirada|nueva)_' or relname ~ '__dbt_')") == []


@pytest.mark.parametrize("target", TARGETS)
def test_una_corrida_que_falla_no_mide(target, tmp_path):
    """With a bad row and estricto nothing is measured: the corrected run gives what a fresh database gives."""
    malas = MINIMO["obligaciones"] + "O2,CC,1,PREDIAL,2015,2015-06-30,mucho\n"
    fallida = construir(escribir(tmp_path / "m", **MINIMO | {"obligaciones": malas}), target, "build", *MEDIR, estricto=True)
    assert "rechazos_con_estricto" in [nombre for nombre, _ in fallida.fallas]
    assert not hay_medicion(target)
    buenas = malas.replace("mucho", "50000000")
    carga.cargar(escribir(tmp_path / "b", **MINIMO | {"obligaciones": buenas}), target)
    assert construir(None, target, "build", *MEDIR, estricto=True).bien
    assert consultar(target, "select saldo_incumplido, incumplimiento, prioridad from reparto.calificacion_sujeto") == [(55000000, "GRANDE", "4.1")]


def hay_medicion(target: str) -> bool:
    with consultas.lectura(target) as conexion:
        if not consultas.hay_tabla(conexion, "reparto", "calificacion_sujeto"):
            return False
        return bool(conexion.execute("select 1 from reparto.calificacion_sujeto").fetchall())


# a table that stays, begun by an edition whose sums had the digits of an amount
ANGOSTAR = "alter table reparto.medicion_descartada alter column saldo_incumplido type numeric(18, 2)"
CIFRAS = "select numeric_precision from information_schema.columns where table_name = 'medicion_descartada' and column_name = 'saldo_incumplido'"


# one question to tables of two schemas, answered at once: whether all of it is of one run
DE_UNA_CORRIDA = """
    select (select valor from reparto.parametro_corrida where variable = 'fecha_corte'), (select cast(max(fecha_corte) as text) from cobro.estado_cuenta)"""


def test_con_la_orden_todo_es_de_una_corrida(tmp_path):
    """A reader in a loop while runs are published, fail, and die: never an error, never two runs mixed, and what fails leaves nothing."""
    carga.cargar(escribir(tmp_path / "m", **MINIMO), "postgres")
    olvidar("postgres")
    assert corrida.correr("postgres", {"fecha_corte": CORTE}, False).bien
    with psycopg.connect(autocommit=True) as conexion:
        conexion.execute(ANGOSTAR)
    tablas = [t for (t,) in consultar("postgres", PUBLICAS)]
    mezcladas, fin = [], threading.Event()

    def comparar():
        with psycopg.connect(autocommit=True) as conexion:
            while not fin.is_set():
                una, otra = conexion.execute(DE_UNA_CORRIDA).fetchone()
                mezcladas.extend([(una, otra)] * (una != otra))

    hilo = threading.Thread(target=comparar)
    hilo.start()
    with lector(tablas) as (errores, vueltas):
        malas = MINIMO["obligaciones"] + "O2,CC,1,PREDIAL,2015,2015-06-30,mucho\n"
        carga.cargar(escribir(tmp_path / "malas", **MINIMO | {"obligaciones": malas}), "postgres")
        with pytest.raises(ErrorDeUso, match="hay 1 fila rechazada y la corrida es estricta"):
            corrida.correr("postgres", {"fecha_corte": "2017-07-31", "estricto": True}, False)
        assert consultar("postgres", DE_UNA_CORRIDA)[0][0] == CORTE
        muerta = subprocess.Popen([*REPARTO, "ejecutar", "--fecha-corte", "2017-07-31"])
        hecho = "select count(*) > 50 from information_schema.tables where table_schema like 'reparto_nueva%'"
        while muerta.poll() is None and consultar("postgres", hecho) == [(False,)]:
            time.sleep(0.1)
        muerta.kill()
        assert muerta.wait() == -signal.SIGKILL
        assert consultar("postgres", DE_UNA_CORRIDA)[0][0] == CORTE
        assert corrida.correr("postgres", {"fecha_corte": "2017-07-31"}, False).bien
    fin.set()
    hilo.join()
    assert (errores, mezcladas) == ([], [])
    assert vueltas[0] > 3
    assert consultar("postgres", DE_UNA_CORRIDA) == [("2017-07-31", "2017-07-31")]
    assert consultar("postgres", CIFRAS) == [(28,)]
    assert consultar("postgres", "select fecha_corte, estado from reparto.medicion_conservada") == [(date(2017, 6, 30), "IGUAL")]
    assert consultar("postgres", "select nspname from pg_namespace where nspname like 'reparto_nueva%'") == []
    # nobody else does it on the embedded server
    assert consultar("postgres", "select count(*) > 0 from pg_stat_sys_tables where schemaname = 'pg_catalog' and last_vacuum is not null") == [(True,)]
    # what dbt by itself wrote meanwhile in what stays isn't erased
    with motor("postgres").turno("ejecutar"), motor("postgres").al_lado():
        variables = {"fecha_corte": "2017-08-31"}
        assert ejecucion.dbt("run-operation", "postgres", variables, "preparar_aparte").bien
        with psycopg.connect() as conexion:
            conexion.execute("update reparto.historia_saldo set saldo_total = saldo_total")
        assert "no se publicó nada; ejecute otra vez." in ejecucion.dbt("run-operation", "postgres", variables, "publicar").de_uso
    assert consultar("postgres", DE_UNA_CORRIDA) == [("2017-07-31", "2017-07-31")]
    orden = ejecutor("postgres")  # a measurement goes whole or stays
    orden("create function reparto.negar() returns trigger language plpgsql as 'begin raise exception $$no$$; end'")
    orden("create trigger negar before delete on reparto.calificacion_sujeto for each row execute function reparto.negar()")
    with pytest.raises(ErrorDeUso):
        corrida.descartar_medicion("postgres", 2017, "a medias")
    assert consultar("postgres", "select count(*) from reparto.medicion_descartada where motivo = 'a medias'") == [(0,)]
    orden("drop function reparto.negar cascade")
    antes = datetime.now().replace(microsecond=0)
    with entorno(PGTZ="Asia/Tokyo"):
        assert corrida.descartar_medicion("postgres", 2017, "se cargaron otras respuestas") == 1
    ((cuando,),) = consultar("postgres", "select descartada_el from reparto.medicion_descartada where motivo = 'se cargaron otras respuestas'")
    assert antes <= cuando <= datetime.now()


@pytest.mark.parametrize("target", TARGETS)
def test_una_orden_a_la_vez(target):
    usada = pytest.raises(ErrorDeUso, match=r"la está usando reparto ejecutar \(.+@.+ desde 20")
    with motor(target).turno("ejecutar"), usada, motor(target).turno("cargar"):
        pass
    with motor(target).turno("cargar"):
        pass


def test_lo_que_dice_una_medicion_que_se_conserva(tmp_path, monkeypatch):
    """Both figures, in the summary and to the taxpayer; another reading moves nobody by itself; discarding it leaves a trace. Of who is excluded, nothing."""
    de_otro = "O3,CC,3,PREDIAL,2016,2016-06-30,5000000\n"
    medidas = {"contribuyentes": MINIMO["contribuyentes"] + "CC,2\n", "obligaciones": MINIMO["obligaciones"] + de_otro}
    carga.cargar(escribir(tmp_path / "m", **MINIMO | medidas), "duckdb")
    olvidar("duckdb")
    assert corrida.correr("duckdb", {"fecha_corte": CORTE}, False).bien
    with duckdb.connect(str(rutas.DUCKDB)) as conexion:
        conexion.execute(f"{ANGOSTAR}; {ANGOSTAR.replace('medicion_descartada', 'calificacion_sujeto')}")
        conexion.execute("alter table reparto.calificacion_sujeto add column de_otra_edicion integer")
    assert construir(None, "duckdb", "run", "-s", "medicion_descartada").bien
    menos = MINIMO["obligaciones"].replace("5000000", "100") + "O2,CC,1,PREDIAL,2013,2013-06-30,100\n"
    excluido = "tipo_documento,numero_documento,ambito,motivo\nCC,3,TODO,Fallecido\n"
    carga.cargar(escribir(tmp_path / "o", **MINIMO | {"obligaciones": menos + de_otro, "exclusiones": excluido}), "duckdb")
    assert corrida.correr("duckdb", {"fecha_corte": "2017-09-30"}, False).bien
    assert consultar("duckdb", CIFRAS) == [(28,)]
    salida = Console(record=True, width=200, file=io.StringIO())
    resumen.imprimir("duckdb", salida)
    assert "1 sujeto conserva su medición del 30 de junio de 2017; 1 daría otros valores hoy y 0 ya no vienen" in salida.export_text()
    frase = (
        "Conserva su medición del 30 de junio de 2017: prioridad 4.1, puntaje 4,6, saldo $ 5.000.000,00; hoy daría prioridad 4.2, puntaje 2,8, saldo $ 200,00."
    )
    assert frase in explicacion.explicar("CC-1", "duckdb")
    de_excluido = explicacion.explicar("CC-3", "duckdb")
    assert de_excluido[:3] == ["CC-3: está excluido y ninguna oficina lo lleva.", "", "Por qué, paso a paso (DDI-028201):"]  # nor that he owes nothing
    assert lecturas.comparar("duckdb", {"fuero_otros": "todos"}).sujetos == 0
    with monkeypatch.context() as otro:  # what another edition's code moves is no reading's
        otro.setattr(corrida, "huella_codigo", lambda: "otra")
        for orden in (lambda: lecturas.comparar("duckdb", {"fuero_otros": "todos"}), lambda: lecturas.sensibilidad("duckdb", lambda _: None)):
            with pytest.raises(ErrorDeUso, match="son de otra edición del programa: use «reparto ejecutar» otra vez"):
                orden()
    assert corrida.descartar_medicion("duckdb", 2017, "respuestas de otro año") == 2
    descartadas = "select id_sujeto, prioridad, motivo from reparto.medicion_descartada order by 1"
    assert consultar("duckdb", descartadas) == [(sujeto, "4.1", "respuestas de otro año") for sujeto in ("CC-1", "CC-3")]
    assert consultar("duckdb", "select count(*) from reparto.calificacion_sujeto") == [(0,)]
    with pytest.raises(ErrorDeUso, match="no hay mediciones de 2017"):
        corrida.descartar_medicion("duckdb", 2017, "otra vez")
    assert corrida.correr("duckdb", {"fecha_corte": "2017-09-30"}, False).bien
    assert consultar("duckdb", "select prioridad from reparto.calificacion_sujeto") == [("4.2",)]
    assert len(consultar("duckdb", descartadas)) == 2


@pytest.mark.parametrize(
    ("variables", "frase"),
    [
        ({"norma": "X"}, "la norma «X» no está en la semilla normas"),
        ({"capacidades": {"OFICINA_X": 3}}, "capacidades nombra la oficina «OFICINA_X», que no existe"),
        ({"costos": {"4.9": 1}}, "costos nombra la prioridad «4.9», que no existe: use 4.1, 4.2"),
        ({"alivios": cli._valor("alivios", '["DL-0"]')}, "alivios nombra la norma transitoria «DL-0», que no existe: use DL-"),
    ],
)
def test_antes_de_construir(variables, frase):
    with pytest.raises(ErrorDeUso, match=frase):
        corrida.correr("duckdb", {"fecha_corte": CORTE} | variables, False)


@pytest.mark.parametrize("variable", [{"fecha_corte": "2050-06-30"}, {"vigencia_calificacion": 2050}])
def test_fechas_lejos_de_los_datos(variable, tmp_path):
    resultado = construir(escribir(tmp_path / "m", **MINIMO), "duckdb", "run", "-s", "+int_obligacion_incumplida", **variable)
    frase = f"{next(iter(variable))} es de 2050 y las obligaciones vencen de 2016-06-30 a 2016-06-30: use un año de 2015 a 2026."
    assert frase in resultado.fallas[0][1]


def test_quien_perdio_su_turno_no_publica(monkeypatch):
    """dbt connects again after a cut; the lock of who writes is gone with its session, and somebody else may have it: what is beside is theirs now."""
    ordenes = []

    def falsa(orden, _target, _variables, *argumentos, **_):
        ordenes.append(argumentos[0] if orden == "run-operation" else orden)
        if orden == "build":
            with psycopg.connect(autocommit=True) as otra:
                otra.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'reparto ejecutar%'")
                otra.execute("create schema if not exists reparto_nueva")
        return SimpleNamespace(bien=True, de_uso="")

    monkeypatch.setattr(corrida, "dbt", falsa)
    with pytest.raises(psycopg.OperationalError):
        corrida.correr("postgres", {"fecha_corte": CORTE}, False)
    assert ordenes == ["preparar_aparte", "build"]
    ejecutor("postgres")("drop schema reparto_nueva")


def test_el_turno_dura_lo_que_la_orden(monkeypatch):
    """Whatever the server does with idle sessions; who asks and may not see since when isn't told «None»."""
    monkeypatch.setenv("PGOPTIONS", "-c idle_session_timeout=100ms")
    ejecutor("postgres")("drop role if exists otra; create role otra login")
    with motor("postgres").turno("ejecutar"):
        time.sleep(0.5)
        motor("postgres").exigir_turno()
        monkeypatch.setenv("PGUSER", "otra")
        with pytest.raises(ErrorDeUso, match=r"la está usando reparto ejecutar \(.+\) \(proceso \d+ del servidor\)"), motor("postgres").turno("cargar"):
            pass


def test_la_copia_de_duckdb_es_de_un_solo_momento(monkeypatch, tmp_path):
    """Another command folds a few accounts in the file while it is copied: copied again; always: a sentence."""
    publica, nueva, copiar = tmp_path / "b.duckdb", tmp_path / "nueva.duckdb", de_duckdb.shutil.copyfile

    def estorbada(veces):
        hechas = itertools.count(1)

        def copyfile(de, a):
            copiar(de, a)
            if (vez := next(hechas)) <= veces:
                publica.write_text(f"vez {vez}")
                os.utime(publica, ns=(vez, vez))

        return copyfile

    publica.write_text("vez 0")
    monkeypatch.setattr(de_duckdb.shutil, "copyfile", estorbada(2))
    motor("duckdb")._copiar(publica, nueva)
    assert nueva.read_text() == publica.read_text() == "vez 2"
    monkeypatch.setattr(de_duckdb.shutil, "copyfile", estorbada(10**6))
    with pytest.raises(ErrorDeUso, match="otro programa escribe"):
        motor("duckdb")._copiar(publica, nueva)


def test_mirar_la_bodega_no_suelta_su_cerrojo(monkeypatch, tmp_path):
    """A file that a process closes takes all its POSIX locks on it away: what another program committed meanwhile was gone."""
    archivo = tmp_path / "load extension" / "b.duckdb"  # what the file is called says nothing of what is wrong with it
    archivo.parent.mkdir()
    monkeypatch.setattr(rutas, "DUCKDB", archivo)
    abrir = [sys.executable, "-c", "from reparto.motores import motor; motor('duckdb')._abrir()"]
    mio = os.environ | {"REPARTO_DUCKDB": str(archivo)}
    with duckdb.connect(str(archivo)):  # as dbt's, between two commands
        with motor("duckdb").conectar():
            pass
        otro = subprocess.run(abrir, capture_output=True, text=True, env=mio)
    assert f"no se puede abrir {archivo}: otro programa lo tiene abierto" in otro.stderr, otro
    assert subprocess.run(abrir, capture_output=True, env=mio).returncode == 0


def test_la_llave_de_la_mascara_esta_entera_o_no_esta(monkeypatch, tmp_path):
    monkeypatch.setattr(rutas, "DATOS", tmp_path)
    monkeypatch.setattr(ejecucion, "lectura", lambda _: duckdb.connect())
    with monkeypatch.context() as sin_disco, pytest.raises(OSError):
        sin_disco.setattr(ejecucion.secrets, "token_hex", lambda _: (_ for _ in ()).throw(OSError()))
        ejecucion._clave_mascara("duckdb")
    assert list(tmp_path.iterdir()) == []
    llave = ejecucion._clave_mascara("duckdb")
    assert (len(llave), (tmp_path / "clave_mascara").stat().st_mode & 0o777) == (64, 0o600)
    assert ejecucion._clave_mascara("duckdb") == llave


def test_una_llave_nueva_en_una_bodega_con_corridas_se_dice(monkeypatch, tmp_path, capsys):
    """Once: a second machine's bi would have other keys in silence."""
    bodega = duckdb.connect()
    bodega.execute("create schema reparto; create table reparto.corrida (id_corrida integer)")
    monkeypatch.setattr(ejecucion, "lectura", lambda _: bodega.cursor())
    for carpeta, corridas, avisos in (("a", 0, 0), ("b", 1, 1), ("b", 1, 0)):
        monkeypatch.setattr(rutas, "DATOS", tmp_path / carpeta)
        bodega.execute(f"delete from reparto.corrida; insert into reparto.corrida select 1 where {corridas} = 1")
        ejecucion._clave_mascara("duckdb")
        assert capsys.readouterr().err.count("REPARTO_CLAVE_MASCARA") == avisos


AJENAS = """
    drop schema if exists ajeno cascade;
    create schema ajeno;
    create materialized view ajeno.copia as select * from reparto.asignacion_sujeto;
    create function ajeno.cuantos() returns bigint begin atomic select count(*) from reparto.asignacion_sujeto; end;
    create function ajeno.filas() returns setof reparto.asignacion_sujeto language sql as 'select * from reparto.asignacion_sujeto';
    create function ajeno.una(reparto.asignacion_sujeto) returns text language sql as 'select ($1).id_sujeto';
    create policy ajena on reparto.asignacion_sujeto using (id_sujeto <> '');
"""


def test_lo_que_lee_lo_de_antes_se_dice(tmp_path, capsys):
    """A materialized view and a function can't be pointed at what is new: the command names them (test_permisos: a view of another's role)."""
    carga.cargar(escribir(tmp_path / "m", **MINIMO), "postgres")
    olvidar("postgres")
    assert construir(None, "postgres", "run").bien
    ejecutor("postgres")(AJENAS)
    try:
        capsys.readouterr()
        assert corrida.correr("postgres", {"fecha_corte": CORTE}, False).bien
        dicho = capsys.readouterr().err
        assert dicho.count("Aviso: lo que sigue lee") == 1
        assert all(x in dicho for x in ("ajeno.copia", "función ajeno.cuantos", "función ajeno.filas", "función ajeno.una")), dicho
        assert "retirada_" not in dicho
    finally:
        ejecutor("postgres")("drop schema ajeno cascade")
    # the table's own policy doesn't keep what nobody reads any more
    assert construir(None, "postgres", "run", "-s", "dim_prioridad").bien
    assert consultar("postgres", "select count(*) from pg_class where relname like 'retirada_%'") == [(0,)]
    ejecutor("postgres")("drop policy ajena on reparto.asignacion_sujeto")


def test_duckdb_publica_sobre_lo_que_otros_dejaron(monkeypatch, tmp_path):
    """The log of a trial that was cut goes with its file, whose mode stays; what dbt by itself wrote meanwhile in what is kept isn't erased."""
    publica = tmp_path / "b.duckdb"
    monkeypatch.setattr(rutas, "DUCKDB", publica)

    def otro(orden: str) -> None:
        codigo = f"import duckdb, os; c = duckdb.connect({str(publica)!r}); c.execute({orden!r}); os._exit(0)"
        subprocess.run([sys.executable, "-c", codigo], check=True)

    with duckdb.connect(str(publica)) as conexion:
        conexion.execute("create schema reparto; create table reparto.historia_saldo as select date '2017-06-30' as fecha_corte, 'O1' as id_obligacion")
        conexion.execute("create schema hacienda; create table hacienda.recibos as select 1 as n")
    publica.chmod(0o640)
    with motor("duckdb").al_lado() as publicar:
        with duckdb.connect(str(rutas.DUCKDB)) as conexion:
            conexion.execute("create table reparto.nueva as select 1 as n")
        otro("create schema reparto_vivo_x")
        assert publica.with_name("b.duckdb.wal").exists()
        publicar()
    assert consultar("duckdb", "select n from reparto.nueva") == [(1,)]
    assert publica.stat().st_mode & 0o777 == 0o640
    for llegada in ("reparto.historia_saldo values ('2017-07-31', 'O2')", "hacienda.recibos values (2)"):
        with motor("duckdb").al_lado() as publicar:
            otro(f"insert into {llegada}")
            with pytest.raises(ErrorDeUso, match="no se publicó nada; ejecute otra vez"):
                publicar()
        assert consultar("duckdb", f"select count(*) from {llegada.split()[0]}") == [(2,)]
    monkeypatch.setattr(de_duckdb, "ESPERA", 1)
    with motor("duckdb").al_lado() as publicar:
        abierta = f"import duckdb; c = duckdb.connect({str(publica)!r}); print(1, flush=True); input()"
        with subprocess.Popen([sys.executable, "-c", abierta], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as escribe:
            assert escribe.stdout and escribe.stdout.readline()
            with pytest.raises(ErrorDeUso, match="otro programa tiene abierto"):
                publicar()
            escribe.communicate(b"\n")
        publicar()
