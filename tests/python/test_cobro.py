"""The gestor's tables and documents: a statement of any day is what a run of that day says, decisions can be reversed, every case is reached."""

import os
from datetime import date

import duckdb
import icalendar
import pytest
from conftest import CORTE, MINIMO, TARGETS, construir, consultar, ejecutor, escribir, semilla
from reparto import calendario, carga, composicion, documentos, lecturas, palabras, vivo
from reparto.consultas import lectura
from reparto.errores import ErrorDeUso

CUENTA = "id_obligacion, saldo_impuesto, saldo_interes, saldo_sancion, interes_causado, rebaja, pago_impuesto, pago_interes, situacion"
ALCANZADO = {
    ("normalizacion_saldos", "causa"): {f["causa"] for f in semilla("causas_normalizacion")},
    ("normalizacion_saldos", "estado"): {"APLICADO", "PENDIENTE", "RECHAZADO", "POR_DEVOLVER"},
    ("estado_cuenta", "situacion"): {
        "PAGADA", "PRESCRITA", "SUSPENDIDA", "EN_FACILIDAD", "NO_VENCIDA", "SIN_TITULO", "PRESCRIPCION_POR_DECLARAR", "EXIGIBLE",
    },
    ("estado_cuenta_movimiento", "tipo"): {"CARGO", "INTERES", "REAJUSTE", "PAGO"},
    ("certificacion_deuda", "tipo"): {"CON_DEUDA", "SIN_DEUDA"},
    ("destino_saldo_a_favor", "destino"): {"COMPENSACION", "DEVOLUCION"},
    ("agenda_gestor", "accion"): {"VISITA", "CITACION_VIRTUAL", "LLAMADA", "CORREO", "ASIGNAR_GESTOR"},
    ("simulacion_facilidad", "garantia"): {None, "SIN_GARANTIA_CON_BIENES_DENUNCIADOS", "PERSONAL", "REAL_BANCARIA_O_DE_SEGUROS"},
    ("simulacion_facilidad", "cabe"): {True, False},
    ("simulacion_facilidad_cuota", "cuota > 0"): {True},
    ("calendario_obligaciones", "dias > 0"): {True},
    ("gestion_pendiente", "estado"): {"VENCIDA", "PARA_HOY", "PROXIMA"},
    ("gestion_pendiente", "origen"): {"PROGRAMADA", "RESULTADO", "PROMESA", "FACILIDAD"},
    ("gestion_pendiente", "accion"): {"VISITA", "CITACION_VIRTUAL", "LLAMADA", "CORREO"},
    ("promesa", "estado"): {"CUMPLIDA", "VIGENTE", "ROTA"},
    ("facilidad", "estado"): {"AL_DIA", "INCUMPLIDA", "CUMPLIDA", "TERMINADA"},
    ("facilidad", "causa_incumplimiento"): {None, "CUOTA_SIN_PAGAR", "OBLIGACION_POSTERIOR"},
    ("cuota_facilidad", "estado"): {"PAGADA", "PAGADA_TARDE", "INCUMPLIDA", "PENDIENTE"},
    ("plazo_solicitud", "color"): {"VERDE", "AMARILLO", "ROJO", "VENCIDO", "CERRADO", "SIN_CALENDARIO"},
    ("inconsistencia", "clase"): {f["clase"] for f in semilla("clases_inconsistencia")},
    ("simulacion_facilidad", "fecha_que_no_cabe is null"): {True, False},
}  # fmt: skip


@pytest.fixture(scope="module", params=TARGETS)
def hecha(request, demo):
    """The demo built; what builds something else stands after its last use."""
    assert construir(demo, request.param, "run", "-s", "+reparto.marts.cobro", "+int_cierre", "+int_clase_documento", "+int_nombre", "+parametro_corrida").bien
    return request.param


def test_la_demo_alcanza_cada_causa_estado_y_documento(hecha):
    for (tabla, columna), esperados in ALCANZADO.items():
        assert {x for (x,) in consultar(hecha, f"select distinct {columna} from cobro.{tabla}")} == esperados, (tabla, columna)


def test_los_documentos_se_escriben_una_vez(hecha, tmp_path):
    con_todo = "select id_sujeto from cobro.estado_cuenta group by 1 having sum(reajuste_sancion) > 0 and sum(pago_impuesto) > 0 order by 1"
    sujeto = consultar(hecha, con_todo)[0][0]
    solicitud = consultar(hecha, "select id_solicitud from cobro.certificacion_deuda where valor_compensado > 0 and valor_devuelto > 0 order by 1")[0][0]
    emitir = lambda clase, uno, **mas: documentos.emitir(clase, hecha, tmp_path, [uno], **mas)[0]  # noqa: E731
    html, pdf = emitir("ESTADO_CUENTA", sujeto)
    texto = composicion.texto(html.read_bytes())
    for frase in ("Estado de cuenta", "ET 634 y 635", "ET 867-1", "ET 804", "Tasas de interés de mora", "no se ha verificado", "DEMOSTRACIÓN"):
        assert frase in texto, frase
    total = consultar(hecha, f"select sum(saldo_total) from cobro.estado_cuenta where id_sujeto = '{sujeto}' and situacion <> 'PRESCRITA'")[0][0]
    assert f"{total:,.2f}".translate(str.maketrans(",.", ".,")) in texto
    assert pdf.read_bytes().startswith(b"%PDF")
    certificado = composicion.texto(emitir("CERTIFICACION_DEUDA", solicitud, solo_html=True)[0].read_bytes())
    for frase in (f"CD-20170630-{solicitud}", "CERTIFICA QUE", "Compensación", "Devolución", "Total solicitado", "artículos 815, 816, 850 y 861"):
        assert frase in certificado, frase
    con_prescrita = "select min(id_solicitud) from cobro.certificacion_deuda_detalle where situacion = 'PRESCRITA'"
    prescrita = f"{con_prescrita} and id_solicitud in (select id_solicitud from cobro.certificacion_deuda where tipo = 'CON_DEUDA')"
    de_ella = consultar(hecha, f"select count(*), sum(saldo_total) from cobro.certificacion_deuda_detalle where id_solicitud = ({prescrita}) "
                        "and situacion <> 'PRESCRITA'")[0]  # fmt: skip
    texto = composicion.texto(emitir("CERTIFICACION_DEUDA", consultar(hecha, prescrita)[0][0], solo_html=True, reemplazar=True)[0].read_bytes())
    assert f"la suma de {palabras.numero(de_ella[1])} por {de_ella[0]} obligacion" in texto  # what it adds up is what it counts
    assert "Prescrito, que no se suma" in texto
    suyo = f"id_sujeto = (select id_sujeto from cobro.certificacion_deuda where id_solicitud = ({prescrita}))"
    ((quien, debe),) = consultar(hecha, f"select id_sujeto, sum(saldo_total) from cobro.estado_cuenta where {suyo} and situacion <> 'PRESCRITA' group by 1")
    texto = composicion.texto(emitir("ESTADO_CUENTA", quien, solo_html=True, reemplazar=True)[0].read_bytes())
    assert f"Saldo total {palabras.numero(debe)}" in texto and "Prescrito, que no se suma" in texto
    antes = sorted(tmp_path.iterdir())
    with pytest.raises(ErrorDeUso, match="ya existe"):
        emitir("ESTADO_CUENTA", sujeto)
    assert emitir("ESTADO_CUENTA", sujeto, reemplazar=True) == [html, pdf]
    for malo, frase in (("CC-1", "ningún contribuyente"), ("juan", "se escribe como")):
        with pytest.raises(ErrorDeUso, match=frase):
            emitir("ESTADO_CUENTA", malo)
    with pytest.raises(ErrorDeUso, match="ninguna solicitud"):
        emitir("CERTIFICACION_DEUDA", "S'1")
    assert sorted(tmp_path.iterdir()) == antes


@pytest.mark.parametrize("target", TARGETS)
def test_un_recibo_que_llego_despues_de_la_corrida_se_ve_en_seguida(target, tmp_path):
    """E3 of dominio B.1 owes 1,025,254.10 on 2016-04-30; half of its tax in a receipt that the run didn't see. The run's tables stay as they were."""
    tablas = {
        "contribuyentes": "tipo_documento,numero_documento\nCC,1\nCC,2\n",
        "obligaciones": "id_obligacion,tipo_documento,numero_documento,impuesto,anio_gravable,fecha_vencimiento,valor_impuesto\n"
        "O1,CC,1,PREDIAL,2016,2016-03-31,1000000\nO2,CC,2,PREDIAL,2016,2016-03-31,1000000\n",
        "pagos": "id_recibo,tipo_documento,numero_documento,impuesto,anio_gravable,fecha_pago,valor,id_obligacion\nR1,CC,2,PREDIAL,2016,2016-04-30,100,\n",
        "solicitudes_devolucion": "id_solicitud,tipo_documento,numero_documento,fecha_solicitud,origen,valor_solicitado\n"
        "S1,CC,1,2017-05-02,SALDO_A_FAVOR,3000000\n",
        "gestores": "id_gestor,nombre\nG1,Uno\n",
        "gestiones": "id_gestion,id_gestor,tipo_documento,numero_documento,tipo,fecha,fecha_programada,codigo_resultado\n"
        "V1,G1,CC,1,VISITA,2017-06-01,2017-07-10,\nA1,G1,CC,1,VISITA,2016-04-01,,PROMESA_PAGO\n",
        "facilidades": "id_facilidad,tipo_documento,numero_documento,fecha_otorgamiento,fecha_terminacion\nF1,CC,1,2016-04-15,\n",
        "cuotas_facilidad": "id_facilidad,cuota,fecha_vencimiento,valor\nF1,1,2016-05-31,500000\n",
    }
    modelos = ("+reparto.marts.cobro", "+parametro_corrida", "+int_clase_documento", "+int_nombre")
    construccion = construir(escribir(tmp_path / "e", **tablas), target, "run", "-s", *modelos)
    assert construccion.bien, construccion.fallas
    dicho = lambda clase, uno: composicion.texto(  # noqa: E731
        documentos.emitir(clase, target, tmp_path / "d", [uno], solo_html=True, reemplazar=True)[0][0].read_bytes()
    )
    assert "última corrida (" not in dicho("ESTADO_CUENTA", "CC-1")
    de_antes = consultar(target, "select * from cobro.estado_cuenta order by 1")
    # its own, another's that names its debt, one that can't be read
    tablas["pagos"] += "R2,CC,0001,PREDIAL,2016,2016-04-30,512627.05,\nR3,CC,9,PREDIAL,2016,2017-06-30,10,O1\nR4,CC,1,PREDIAL,2016,2017-07-01,7,\n"
    tablas["pagos"] += "R5,CC,2,PREDIAL,2016,2017-07-01,7,\nMALO,CC,1,PREDIAL,2016,ayer,1,\n"
    carga.cargar(escribir(tmp_path / "e", **tablas), target)
    estado, *otros = (dicho(*x) for x in (("ESTADO_CUENTA", "CC-1"), ("CERTIFICACION_DEUDA", "S1"), ("CITACION", "V1"), ("ACTA", "A1")))
    for texto in (estado, *otros):
        assert "Tiene en cuenta 2 recibos que llegaron después de la última corrida (R2, R3)" in texto
        assert "No tiene en cuenta 1 recibo que llegó después de la última corrida, de fecha posterior al 30 de junio de 2017 (R4)" in texto
    # of the run's promise and facility nothing is said that these receipts may have changed
    assert "se sabrá en la próxima" in otros[2] and "promesa " not in otros[2]
    assert "se sabrán en la próxima" in estado and "Incumplida" not in estado
    assert "500.000,00" in estado  # half of the tax is left, but for what R3 took of it
    with vivo.al_dia(target, {"CC-1": {"R2", "R3"}}) as (esquema, fechas):
        debe = consultar(target, f"select saldo_total from {esquema}.estado_cuenta where id_obligacion = 'O1'")[0][0]
        destinos = consultar(target, f"select destino, valor from {esquema}.destino_saldo_a_favor order by 1")
    assert fechas["R2"] == date(2016, 4, 30)
    assert destinos == [("COMPENSACION", debe), ("DEVOLUCION", 3000000 - debe)]  # what is still owed, not what the run saw
    assert palabras.numero(debe) in otros[1]
    assert "llegó después de la corrida" in estado
    de_otro = dicho("ESTADO_CUENTA", "CC-2")  # its only new receipt is of a later day: the run's account
    assert "última corrida (" not in de_otro and "posterior al 30 de junio de 2017 (R5)" in de_otro
    assert consultar(target, "select * from cobro.estado_cuenta order by 1") == de_antes
    assert consultar(target, "select count(*) from information_schema.schemata where schema_name like 'reparto_vivo%'") == [(0,)]


@pytest.mark.parametrize("target", TARGETS)
def test_un_recibo_que_llego_a_la_tabla_propia_se_ve_tambien(target, tmp_path):
    """An office's own schema, names, capitals and numbers with decimals: what arrived is read where the run read, and as it read it."""
    pagos = "id_recibo,tipo_documento,numero_documento,impuesto,anio_gravable,fecha_pago,valor,id_obligacion\n"
    tablas = MINIMO | {"obligaciones": MINIMO["obligaciones"].replace("O1", "70"), "pagos": pagos + "10,CC,1,PREDIAL,2016,2016-06-30,5,\n"}
    carga.cargar(escribir(tmp_path / "e", **tablas), target)
    orden = ejecutor(target)
    try:
        orden('create schema "Hacienda Distrital"')
        for tabla, propia in (("contribuyentes", "contribuyentes"), ("obligaciones", "obligaciones"), ("pagos", "Recibos")):
            orden(f'create table "Hacienda Distrital"."{propia}" as select * from fuente.{tabla}')
        propia = '"Hacienda Distrital"."Recibos"'
        for columna, tipo in (("id_recibo", "numeric(38,10)"), ("id_obligacion", "numeric(12,2)"), ("numero_documento", "numeric(12,2)")):
            orden(f"alter table {propia} alter column {columna} type {tipo} using cast({columna} as {tipo})")
        for columna in ("id_recibo", "numero_documento"):
            orden(f'alter table {propia} rename column {columna} to "{columna.upper()}"')
        propias = {"esquema_fuente": "Hacienda Distrital", "tablas_fuente": {"pagos": "Recibos"}}
        assert construir(None, target, "run", "-s", "+estado_cuenta", "+parametro_corrida", "+int_movimiento", **propias).bien
        for recibo, numero, obligacion in ((20, 1, "null"), (30, 9, 70)):
            valores = f"{recibo}, tipo_documento, {numero}, impuesto, anio_gravable, fecha_pago, valor, {obligacion}"
            orden(f'insert into {propia} select {valores} from {propia} where "ID_RECIBO" = 10')
        orden('drop table "Hacienda Distrital".obligaciones')  # as it is for who may not read it: only its columns count
        with lectura(target) as conexion:
            llegados = vivo.recien_llegados(conexion, ["CC-1"])
            assert llegados == {"CC-1": {"20", "30"}}
            vivo._apartar(conexion, vivo.Fuente.de(propias), "aparte", llegados)
        apartados = consultar(target, "select id_recibo, id_obligacion from aparte_fuente.pagos order by 1")
        assert apartados == [("10", None), ("20", None), ("30", "70")]
        assert {v: lecturas.parametros(target)[v] for v in propias} == propias  # with which another reading is built
    finally:
        for esquema in ("aparte_fuente", "aparte_staging", '"Hacienda Distrital"'):
            orden(f"drop schema if exists {esquema} cascade")


def test_lo_que_dejo_un_proceso_ajeno_no_estorba(monkeypatch, tmp_path):
    """Another OS user's process is alive, though nobody may signal it; one of this very number, as in each container, was before this one."""
    with duckdb.connect() as conexion:
        monkeypatch.setattr(vivo, "lectura", lambda _: conexion.cursor())
        for numero, error, queda in ((1, PermissionError, 1), (1, ProcessLookupError, 0), (os.getpid(), None, 0)):
            nombre = f"{vivo.PROPIAS}{numero}_saldos"
            conexion.execute(f"create schema if not exists {nombre}")
            monkeypatch.setattr(vivo.os, "kill", lambda *_, error=error: error and (_ for _ in ()).throw(error()))
            vivo._limpiar("duckdb")
            assert conexion.execute("select count(*) from information_schema.schemata where schema_name = $1", [nombre]).fetchone() == (queda,)


def test_lo_que_otro_operador_dejo_se_salta(monkeypatch):
    nombre = f"{vivo.PROPIAS}{os.getpid()}_saldos"
    orden = ejecutor("postgres")
    orden(f"create schema {nombre}; drop role if exists otra; create role otra login; grant usage on schema {nombre} to otra")
    try:
        with monkeypatch.context() as como_otra:
            como_otra.setenv("PGUSER", "otra")
            vivo._limpiar("postgres")
        assert consultar("postgres", f"select count(*) from pg_namespace where nspname = '{nombre}'") == [(1,)]
    finally:
        orden(f"drop schema {nombre}; drop role otra")


def test_una_corrida_que_se_publica_entre_dos_documentos(hecha, monkeypatch, tmp_path):
    """It isn't kept waiting while PDFs are laid out; what was written stays, and no document is of both."""
    orden, escribir_ = ejecutor(hecha), composicion.escribir
    habia = consultar(hecha, "select count(*) from information_schema.tables where table_schema = 'reparto' and table_name = 'corrida'") == [(1,)]
    orden("create schema if not exists reparto")
    orden("create table if not exists reparto.corrida as select 1 as id_corrida")

    def publicar(contenido, base, solo_html):
        if hecha == "postgres":
            orden("begin; set local lock_timeout = '5s'; lock table reparto_intermedio.int_medicion, cobro.estado_cuenta in access exclusive mode; commit")
        orden("alter table reparto.corrida rename to corrida_otra")
        return escribir_(contenido, base, solo_html)

    monkeypatch.setattr(documentos, "LOTE", 1)
    monkeypatch.setattr(composicion, "escribir", publicar)
    try:
        with pytest.raises(ErrorDeUso, match="otra corrida se publicó mientras tanto; 1 documento ya escrito es de la anterior"):
            documentos.emitir("ESTADO_CUENTA", hecha, tmp_path, gestor="G1", solo_html=True)
    finally:
        orden("alter table reparto.corrida_otra rename to corrida" if habia else "drop table reparto.corrida_otra")
    assert len(list(tmp_path.iterdir())) == 1


def test_muchos_documentos_siguen_donde_quedaron(hecha, tmp_path):
    """By portfolio: what is there stays, what is missing is written, and the list says what it doesn't know."""
    cartera = {s for (s,) in consultar(hecha, "select distinct id_sujeto from reparto_intermedio.int_cartera where id_gestor = 'G1'")}
    escritos, quedaban = documentos.emitir("ESTADO_CUENTA", hecha, tmp_path, gestor="G1", solo_html=True)
    assert (len(escritos), quedaban) == (len(cartera), 0)
    texto = composicion.texto((tmp_path / f"estado-cuenta-CC-980000111-{CORTE}.html").read_bytes())
    assert "F111, otorgada el 31 de enero de 2017 por la resolución DDI-F-111: incumplida desde el 1.º de marzo de 2017 (ET 814-3)" in texto
    assert "En facilidad" in texto  # what it covers isn't asked for, though the source calls it open
    escritos[0].unlink()
    assert documentos.emitir("ESTADO_CUENTA", hecha, tmp_path, gestor="G1", solo_html=True) == ([escritos[0]], len(cartera) - 1)
    lista = tmp_path / "lista.csv"
    lista.write_text("id_sujeto\n" + "\n".join([*sorted(cartera)[:2], "CC-1"]), encoding="utf-8")
    with pytest.raises(ErrorDeUso, match="renglón 4 de la lista: ningún"):
        documentos.emitir("ESTADO_CUENTA", hecha, tmp_path, documentos.de_lista(lista))
    lista.write_text("id_sujeto\nCC-01\n\njuan\n", encoding="utf-8")
    with pytest.raises(ErrorDeUso, match="renglón 4 de la lista: el sujeto se escribe"):
        documentos.emitir("ESTADO_CUENTA", hecha, tmp_path, documentos.de_lista(lista))
    with pytest.raises(ErrorDeUso, match="no hay un gestor"):
        documentos.emitir("ESTADO_CUENTA", hecha, tmp_path, gestor="X'")


def test_la_agenda_de_cada_gestor_en_su_calendario(hecha, tmp_path):
    """Every pending step, instalment and term of his, once, with whom and where; what nobody's portfolio has is in none."""
    escritos = dict(calendario.escribir(None, hecha, tmp_path, date(2017, 6, 30)))
    assert {r.name for r in escritos} == {f"agenda-G{n}.ics" for n in range(1, 8)}
    eventos = {r.stem[-2:]: icalendar.Calendar.from_ical(r.read_bytes()).walk("VEVENT") for r in escritos}
    assert [len(eventos[r.stem[-2:]]) for r in escritos] == list(escritos.values())
    pendientes = dict(consultar(hecha, "select id_gestor, count(*) from cobro.gestion_pendiente where id_gestor is not null group by 1"))
    assert {g: sum(e.categories[0] not in ("Cuota", "Solicitud") for e in de) for g, de in eventos.items()} == {g: pendientes.get(g, 0) for g in eventos}
    assert len({e["UID"] for de in eventos.values() for e in de}) == sum(escritos.values())
    visita = next(e for e in eventos["G1"] if e["SUMMARY"] == "Visita: Gestión 104")
    assert (visita["DTSTART"].dt, visita["LOCATION"]) == (date(2017, 6, 30), "Carrera 104 1-1")
    assert "CC-980000104" in visita["DESCRIPTION"]


def test_un_estado_de_cualquier_dia_es_el_de_una_corrida_de_ese_dia(hecha):
    """Before and after: the ledger is one. Decisions apart, which a run knows up to its own day."""
    consulta = f"select {CUENTA} from reparto_intermedio.int_cuenta_dia where fecha = date '{{}}' and id_sujeto like 'CC-9900001%' order by 1"
    antes = {dia: consultar(hecha, consulta.format(dia)) for dia in ("2015-12-31", "2019-11-22")}
    for dia, cuentas in antes.items():
        assert construir(None, hecha, "run", "-s", "+estado_cuenta", fecha_corte=dia).bien
        assert consultar(hecha, f"select {CUENTA} from cobro.estado_cuenta where id_sujeto like 'CC-9900001%' order by 1") == cuentas
        assert len(cuentas) > 50


@pytest.mark.parametrize("target", TARGETS)
def test_una_decision_posterior_deshace_la_anterior(target, tmp_path):
    """It takes effect on the bank's date, once; the later decision takes it back."""
    pagos = "id_recibo,tipo_documento,numero_documento,impuesto,anio_gravable,fecha_pago,valor,migrado\nR1,CC,1,PREDIAL,2015,2016-06-30,5000000,false\n"
    decisiones = "id_recibo,decision,id_obligacion,funcionario,fecha,motivo\n"
    aplica, rechaza = "R1,APLICAR,O1,F1,2017-01-31,Año errado\n", "R1,RECHAZAR,,F2,2017-03-31,Era de otro\n"
    saldos = []
    todo = ("+estado_cuenta", "+normalizacion_saldos")
    lo_decidido = tuple(f"{x},stg_normalizaciones+" for x in todo)
    for n, filas in enumerate(("", aplica + aplica, aplica + rechaza)):
        tablas = MINIMO | {"pagos": pagos, "normalizaciones": decisiones + filas}
        carga.cargar(escribir(tmp_path / str(n), **tablas), target)
        assert construir(None, target, "run", "-s", *(lo_decidido if n else todo)).bien
        saldos.append((
            *consultar(target, "select saldo_impuesto, interes_causado from cobro.estado_cuenta")[0],
            *consultar(target, "select estado, causa, id_candidata, valor_aplicado from cobro.normalizacion_saldos")[0],
        ))  # fmt: skip
    sin_aplicar = saldos[0][:2]
    assert saldos[0][2:] == ("PENDIENTE", "ANIO_EQUIVOCADO", "O1", 0)
    # paid on the due date: no interest ever accrued
    assert saldos[1] == (0, 0, "APLICADO", "DECISION", None, 5000000)
    assert saldos[2] == (*sin_aplicar, "RECHAZADO", "DECISION", None, 0)


def test_la_fecha_de_la_linea_de_ordenes():
    from reparto.cli import _dia

    assert _dia(None) is None
    assert _dia(CORTE) == date(2017, 6, 30)
    for mala in ("30/06/2017", "2017-02-30", "1800-01-01", "2173-10-14"):
        with pytest.raises(ErrorDeUso, match="fecha"):
            _dia(mala)
