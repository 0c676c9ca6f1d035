"""The roles of PostgreSQL: each sees its own, changes nothing, and a rebuild keeps it so."""

import os
import threading
from collections.abc import Callable
from contextlib import contextmanager

import psycopg
import pytest
from conftest import MINIMO, construir, escribir, reparto
from reparto import carga, corrida
from reparto.errores import causa_ajena

# O4, O5, prescribed: no office's, and in the account of whose they are
CARPETA = MINIMO | {
    "obligaciones": MINIMO["obligaciones"]
    .replace("valor_impuesto\n", "valor_impuesto,tipo_incumplimiento,estado,titulo_ejecutivo,id_objeto\n")
    .replace("5000000\n", "5000000,MORA,,,\n")
    + "O2,CC,2,PREDIAL,2016,2016-06-30,5000000,INEXACTO,,,\nO3,CC,3,PREDIAL,2012,2012-06-30,3000000,INEXACTO,,,P1\n"
    "O6,CC,4,PREDIAL,2012,2012-06-30,3000000,INEXACTO,,,P1\n"
    "O4,CC,3,PREDIAL,2010,2010-06-30,2000000,MORA,PRESCRITA,true,\nO5,CC,1,PREDIAL,2010,2010-06-30,2000000,MORA,PRESCRITA,true,\n",
    "contribuyentes": MINIMO["contribuyentes"] + "CC,2\nCC,3\nCC,4\n",
    "mandamientos_pago": "id_mandamiento,tipo_documento,numero_documento,fecha_expedicion,fecha_terminacion\n"
    "M1,CC,1,2011-10-01,2013-01-01\nM3,CC,3,2011-10-01,2013-01-01\n",
    "solicitudes_devolucion": "id_solicitud,tipo_documento,numero_documento,fecha_solicitud,origen,valor_solicitado\n"
    "S1,CC,1,2017-06-01,SALDO_A_FAVOR,1000\nS3,CC,3,2017-06-01,SALDO_A_FAVOR,1000\n",
    "sujecion_objeto": "id_objeto,tipo_objeto,tipo_documento,numero_documento\nP1,PREDIO,CC,3\nP1,PREDIO,CC,4\n",
    "gestores": "id_gestor,nombre\nG1,Ana\nG2,Luis\n",
    "cartera_gestor": "id_gestor,tipo_documento,numero_documento,desde\nG1,CC,1,2016-01-01\nG2,CC,2,2016-01-01\n",
}
USUARIOS = {
    "p_lector": "reparto_lector",
    "p_prejuridico": "reparto_oficina_cobro_prejuridico",
    "p_masivo": "reparto_oficina_control_masivo",
    "p_g1": "reparto_gestor_G1",
    "p_auditor": "reparto_auditor",
}
BASE = "permisos"


@pytest.fixture(scope="module")
def como(tmp_path_factory):
    """A warehouse of four subjects with the roles set, and a function that runs a query as a user."""
    sql = reparto("permisos").stdout
    with psycopg.connect(autocommit=True) as conexion:
        conexion.execute(f"drop database if exists {BASE} with (force)")
        conexion.execute(f"create database {BASE}")
    with pytest.MonkeyPatch.context() as parche:
        parche.setenv("PGDATABASE", BASE)
        resultado = construir(escribir(tmp_path_factory.mktemp("permisos") / "e", **CARPETA), "postgres", "run")
        assert resultado.bien, resultado.fallas
        with psycopg.connect(autocommit=True) as conexion:
            for _ in range(2):  # idempotent
                conexion.execute(sql)
            for usuario, papel in USUARIOS.items():
                conexion.execute(f'create role {usuario} login in role "{papel}"')

            def consultar(usuario: str, consulta: str) -> list[tuple]:
                conexion.execute(f"set session authorization {usuario}")
                try:
                    cursor = conexion.execute(consulta)
                    return cursor.fetchall() if cursor.description else []
                finally:
                    conexion.execute("reset session authorization")

            try:
                yield consultar
            finally:
                for usuario in USUARIOS:
                    conexion.execute(f"drop owned by {usuario}")
                    conexion.execute(f"drop role {usuario}")
    with psycopg.connect(autocommit=True) as conexion:
        conexion.execute(f"drop database {BASE} with (force)")
        for (papel,) in conexion.execute("select rolname from pg_roles where rolname like 'reparto\\_%' order by 1").fetchall():
            conexion.execute(f'drop role "{papel}"')


def relaciones(como: Callable, esquemas: str) -> list[str]:
    desde = "pg_class c join pg_namespace n on n.oid = c.relnamespace"
    return [r for (r,) in como("p_auditor", f"select n.nspname || '.' || c.relname from {desde} where c.relkind in ('r', 'v') and {esquemas}")]


def vistas(como: Callable, usuario: str, columna: str) -> dict[str, set]:
    """What a user sees of a column, by public relation that has it; None where it may not."""
    con = como(
        "p_auditor",
        f"select table_schema || '.' || table_name from information_schema.columns where table_schema in ('reparto', 'cobro') and column_name = '{columna}'",
    )
    halladas = {}
    for (relacion,) in con:
        try:
            halladas[relacion] = {valor for (valor,) in como(usuario, f"select {columna} from {relacion}")}
        except psycopg.errors.InsufficientPrivilege:
            halladas[relacion] = None
    return halladas


def cada_quien_lo_suyo(como: Callable) -> None:
    oficinas = dict(como("p_auditor", "select id_sujeto, oficina from reparto.asignacion_sujeto"))
    assert oficinas == {"CC-1": "COBRO_PREJURIDICO", "CC-2": "FISCALIZACION_GENERAL", "CC-3": "CONTROL_MASIVO", "CC-4": "CONTROL_MASIVO"}
    for usuario, suyos in (("p_prejuridico", {"CC-1"}), ("p_masivo", {"CC-3", "CC-4"}), ("p_g1", {"CC-1"})):
        hallados = vistas(como, usuario, "id_sujeto")
        assert hallados["reparto.asignacion_obligacion"] == hallados["cobro.estado_cuenta"] == hallados["reparto.traza_decision"] == suyos, usuario
        for relacion, sujetos in hallados.items():
            assert sujetos is None or sujetos <= suyos, (usuario, relacion)
    assert vistas(como, "p_prejuridico", "oficina")["reparto.cola_oficina"] == {"COBRO_PREJURIDICO"}
    assert all(sujetos is None for sujetos in vistas(como, "p_lector", "id_sujeto").values())
    assert como("p_lector", "select count(*) from bi.ficha_obligacion") == [(4,)] and como("p_lector", "select count(*) from bi.ficha_cuenta") == [(6,)]
    for relacion in relaciones(como, "n.nspname = 'bi'"):
        como("p_lector", f"select * from {relacion} limit 1")
    assert como("p_auditor", "select count(*) from reparto.asignacion_obligacion") == [(4,)]
    assert como("p_auditor", "select count(*) > 0 from fuente.obligaciones") == [(True,)]


@pytest.mark.parametrize(("usuario", "sujeto"), [("p_masivo", "CC-3"), ("p_g1", "CC-1")])
def test_de_lo_suyo_se_ve_todo(como, usuario, sujeto):
    """What hangs from an obligation or from a group too: the statement, the certificate and the trace are the auditor's."""
    for consulta in (
        f"select * from cobro.cuenta_a_una_fecha where id_sujeto = '{sujeto}' and fecha = date '2017-06-30' order by id_obligacion",
        f"select * from cobro.certificacion_deuda_detalle where id_solicitud = 'S{sujeto[-1]}' order by id_obligacion",
        f"select * from reparto.traza_decision where id_sujeto = '{sujeto}' order by orden, id_obligacion",
        f"select * from reparto.comunidad_objeto where id_sujeto = '{sujeto}' order by id_objeto",
    ):
        assert como(usuario, consulta) == como("p_auditor", consulta), consulta
    assert como("p_auditor", "select count(*) from reparto.traza_decision where id_sujeto = 'CC-3' and paso = 'REGLA_FUERO_ATRACCION'") == [(1,)]
    assert como("p_auditor", "select count(fecha_prescripcion) from cobro.certificacion_deuda_detalle where id_obligacion in ('O4', 'O5')") == [(2,)]


@contextmanager
def mirada(vistos: set):
    """Within it p_masivo reads four tables in a loop: (table, subject or error)."""
    fin = threading.Event()

    def mirar():
        with psycopg.connect(autocommit=True, user="postgres") as conexion:
            conexion.execute("set session authorization p_masivo")
            while not fin.is_set():
                for relacion in ("reparto.asignacion_obligacion", "reparto.historia_asignacion", "cobro.estado_cuenta", "reparto.traza_decision"):
                    try:
                        vistos.update((relacion, sujeto) for (sujeto,) in conexion.execute(f"select distinct id_sujeto from {relacion}"))
                    except psycopg.Error as error:
                        vistos.add((relacion, str(error)))

    hilo = threading.Thread(target=mirar)
    hilo.start()
    try:
        yield
    finally:
        fin.set()
        hilo.join()


def test_cada_quien_ve_lo_suyo_y_una_reconstruccion_lo_conserva(como, monkeypatch, tmp_path, capsys):
    """Also where it is an operator's, who loads and publishes over what the owner of the base had built, and is told of who reads what was before."""
    cada_quien_lo_suyo(como)
    vistos: set = set()
    with mirada(vistos):
        assert construir(None, "postgres", "run", "-s", "asignacion_obligacion", "estado_cuenta", "int_cartera", "ficha_obligacion", "ficha_cuenta").bien
        cada_quien_lo_suyo(como)
    escribir(tmp_path, **CARPETA)
    with psycopg.connect(autocommit=True) as conexion:
        conexion.execute("create schema ajeno authorization p_auditor; create role p_operador login; grant create on database permisos to p_operador")
        conexion.execute("set session authorization p_auditor; create view ajeno.vista as select oficina from reparto.cola_oficina")
        conexion.execute("reset session authorization; grant usage on schema ajeno to reparto_operador")
        try:
            with monkeypatch.context() as operador:
                operador.setenv("PGUSER", "p_operador")
                with pytest.raises(psycopg.errors.InsufficientPrivilege) as error:
                    carga.cargar(tmp_path, "postgres")
                assert "le falta un permiso" in causa_ajena(str(error.value))
                conexion.execute("grant reparto_operador to p_operador; alter role p_operador set role reparto_operador")
                conexion.execute(reparto("permisos").stdout)
                capsys.readouterr()
                with mirada(vistos):
                    carga.cargar(tmp_path, "postgres")
                    assert corrida.correr("postgres", {"fecha_corte": "2017-09-30"}, False).bien
                conexion.execute("alter table reparto.historia_asignacion force row level security")  # of its owner, the operator, no policy says anything
                escondida = corrida.correr("postgres", {"fecha_corte": "2017-09-30"}, False)
                assert not escondida.bien and "quite el force" in escondida.fallas[0][1]
                conexion.execute("alter table reparto.historia_asignacion no force row level security")
            assert "Aviso: lo que sigue lee" in (dicho := capsys.readouterr().err) and ": ajeno.vista." in dicho
            de_quien = "select distinct pg_get_userbyid(relowner) from pg_class where relkind in ('r', 'v') and relnamespace::regnamespace::text"
            assert como("p_auditor", f"{de_quien} ~ '^(reparto|cobro|bi|fuente)'") == [("reparto_operador",)]
        finally:
            conexion.execute("drop schema ajeno cascade; drop owned by p_operador; drop role p_operador")
    assert {sujeto for _, sujeto in vistos} == {"CC-3", "CC-4"} and len(vistos) == 8, vistos
    cada_quien_lo_suyo(como)


def test_lo_de_otros_no_se_ve_por_dentro(como):
    """Nor through what the public tables are made of, the input or the seeds: allowed and filtered, or not allowed."""
    internas = relaciones(como, "(n.nspname like 'reparto\\_%' or n.nspname = 'fuente') and c.relname <> 'int_estado_dia' and c.relname <> 'int_cuenta_dia'")
    assert len(internas) > 100
    vistas_con_dato = 0
    for relacion in internas:
        for usuario in ("p_lector", "p_masivo", "p_g1"):
            try:
                hallado = str(como(usuario, f"select * from {relacion}"))
            except psycopg.errors.InsufficientPrivilege:
                continue
            vistas_con_dato += 1
            assert usuario != "p_lector", relacion
            otros = ("CC-1'", "CC-2'", "O2'") if usuario == "p_masivo" else ("CC-2'", "CC-3'", "O2'", "O3'")
            assert not any(x in hallado for x in otros), (usuario, relacion)
    assert vistas_con_dato > 10
    for relacion in ("reparto.rechazos", "fuente.contribuyentes"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            como("p_masivo", f"select * from {relacion}")


def test_nadie_cambia_nada(como):
    for relacion in relaciones(como, "n.nspname in ('reparto', 'cobro', 'bi')"):
        for usuario in USUARIOS:
            for orden in (f"delete from {relacion}", f"truncate {relacion}", f"drop table if exists {relacion}", f"drop view if exists {relacion}"):
                with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.WrongObjectType, psycopg.errors.ObjectNotInPrerequisiteState)):
                    como(usuario, orden)


def test_la_llave_de_la_mascara_no_esta_en_la_bodega(como):
    """Nor in what the database says of itself: definitions, comments, settings, statistics."""
    llave = os.environ["REPARTO_CLAVE_MASCARA"]
    consultas = [
        "select string_agg(pg_get_viewdef(c.oid), ' ') from pg_class as c where c.relkind = 'v'",
        "select string_agg(prosrc, ' ') from pg_proc",
        "select string_agg(description, ' ') from pg_description",
        "select string_agg(setting, ' ') from pg_settings",
        "select string_agg(cast(s as text), ' ') from pg_stats as s",
    ]
    with psycopg.connect(dbname=BASE) as conexion:
        for consulta in consultas:
            assert llave not in (conexion.execute(consulta).fetchone()[0] or ""), consulta
        donde = "n.oid = c.relnamespace where c.relkind = 'r' and n.nspname ~ '^(reparto|cobro|bi)'"
        tablas = f"select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on {donde}"
        for (tabla,) in conexion.execute(tablas).fetchall():
            assert conexion.execute(f"select count(*) from {tabla} as t where strpos(t::text, %s) > 0", [llave]).fetchone() == (0,), tabla
