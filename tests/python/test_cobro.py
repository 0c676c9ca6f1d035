"""The gestor's tables and documents: a statement of any day is what a run of that day says, decisions can be reversed, every case is reached."""

from datetime import date

import pytest
from conftest import CORTE, MINIMO, TARGETS, construir, consultar, escribir, semilla
from reparto import carga, documentos
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
}  # fmt: skip


@pytest.fixture(scope="module", params=TARGETS)
def hecha(request, demo):
    """The demo built; what builds something else stands after its last use."""
    assert construir(demo, request.param, "run", "-s", "+reparto.marts.cobro", "+int_cierre").bien
    return request.param


def test_la_demo_alcanza_cada_causa_estado_y_documento(hecha):
    for (tabla, columna), esperados in ALCANZADO.items():
        assert {x for (x,) in consultar(hecha, f"select distinct {columna} from cobro.{tabla}")} == esperados, (tabla, columna)


def test_los_documentos_se_escriben_una_vez(hecha, tmp_path):
    con_todo = "select id_sujeto from cobro.estado_cuenta group by 1 having sum(reajuste_sancion) > 0 and sum(pago_impuesto) > 0 order by 1"
    sujeto = consultar(hecha, con_todo)[0][0]
    solicitud = consultar(hecha, "select id_solicitud from cobro.certificacion_deuda where valor_compensado > 0 and valor_devuelto > 0 order by 1")[0][0]
    html, pdf = documentos.estado_cuenta(sujeto, None, hecha, tmp_path, False)
    texto = html.read_text(encoding="utf-8")
    for frase in ("Estado de cuenta", "ET 634 y 635", "ET 867-1", "ET 804", "Tasas de interés de mora", "no se ha verificado"):
        assert frase in texto, frase
    total = consultar(hecha, f"select sum(saldo_total) from cobro.estado_cuenta where id_sujeto = '{sujeto}'")[0][0]
    assert f"{total:,.2f}".translate(str.maketrans(",.", ".,")) in texto
    assert pdf.read_bytes().startswith(b"%PDF")
    certificado = documentos.certificacion(solicitud, hecha, tmp_path, True)[0].read_text(encoding="utf-8")
    for frase in (f"CD-20170630-{solicitud}", "Huella", "Compensación", "Devolución", "Total solicitado"):
        assert frase in certificado, frase
    antes = sorted(tmp_path.iterdir())
    with pytest.raises(ErrorDeUso, match="ya existe"):
        documentos.estado_cuenta(sujeto, None, hecha, tmp_path, False)
    for malo, frase in (("CC-1", "ningún contribuyente"), ("juan", "se escribe como")):
        with pytest.raises(ErrorDeUso, match=frase):
            documentos.estado_cuenta(malo, None, hecha, tmp_path, True)
    with pytest.raises(ErrorDeUso, match="ninguna solicitud"):
        documentos.certificacion("S'1", hecha, tmp_path, True)
    assert sorted(tmp_path.iterdir()) == antes


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
    pagos = (
        "id_recibo,tipo_documento,numero_documento,impuesto,anio_gravable,fecha_pago,valor,migrado\n"
        "R1,CC,1,PREDIAL,2015,2016-06-30,5000000,false\n"
    )
    decisiones = "id_recibo,decision,id_obligacion,funcionario,fecha,motivo\n"
    aplica, rechaza = "R1,APLICAR,O1,F1,2017-01-31,Año errado\n", "R1,RECHAZAR,,F2,2017-03-31,Era de otro\n"
    saldos = []
    todo = ("+estado_cuenta", "+normalizacion_saldos")
    lo_decidido = tuple(f"{x},base_normalizaciones+" for x in todo)
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
