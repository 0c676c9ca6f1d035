"""The ledger against a plain reference, day by day with fractions, and the worked examples of the statute rules (dominio, section B)."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from conftest import MINIMO, TARGETS, construir, consultar, escribir, semilla
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reparto import explicacion, resumen, tablero
from reparto.consultas import lectura

CORTE = date(2025, 6, 30)
CUENTAS = 400
OBLIGACIONES = (
    "id_obligacion,tipo_documento,numero_documento,impuesto,anio_gravable,fecha_vencimiento,valor_impuesto,valor_sancion,tipo_incumplimiento,fecha_titulo,"
    "fecha_firmeza\n"
)
# DL 678/2020: what a district may forgive of the tax itself; off unless var alivios names it
DE_CAPITAL = {"DL-678-2020-OCTUBRE": (date(2020, 10, 31), 80), "DL-678-2020-DICIEMBRE": (date(2020, 12, 31), 90), "DL-678-2020-MAYO": (date(2021, 5, 31), 100)}
PAGOS = "id_recibo,tipo_documento,numero_documento,impuesto,anio_gravable,fecha_pago,valor,id_obligacion\n"
IPC = {int(f["anio"]): Fraction(f["variacion"]) / 100 for f in semilla("ipc")}


def _diarias() -> dict[date, tuple[Fraction, Fraction]]:
    """{day: (rate of default, banking rate) of that day}, from the first rate to 2030."""
    filas = semilla("tasas_mora")
    diarias, dia = {}, date.fromisoformat(filas[0]["desde"])
    while dia.year < 2030:
        fila = next((f for f in filas if f["desde"] <= str(dia) <= f["hasta"]), filas[-1])
        base = 366 if dia <= date(2019, 11, 21) or (dia.year % 4 == 0) else 365
        diarias[dia] = tuple(Fraction(x) / 100 / (1 if dia < SIMPLE else base) for x in (fila["tasa_mora"], fila["ibc"]))
        dia += timedelta(days=1)
    return diarias


SIMPLE = date(2012, 12, 26)  # Ley 1607/2012; until the day before, a peso grows by (1 + rate)^(1/365) a day
DIARIAS = _diarias()
ACUMULADAS = {}  # of simple interest
CRECIDAS = {}  # of compound interest: what a peso of the first day has become, to fifteen decimals
_suma, _crece = [Fraction(0), Fraction(0)], [Decimal(1), Decimal(1)]
with localcontext() as _contexto:
    _contexto.prec = 50
    for _dia, _tasas in DIARIAS.items():
        for _k, _tasa in enumerate(_tasas):
            if _dia < SIMPLE:
                _crece[_k] *= ((1 + Decimal(_tasa.numerator) / _tasa.denominator).ln() / 365).exp()
            else:
                _suma[_k] += _tasa
        ACUMULADAS[_dia] = tuple(_suma)
        CRECIDAS[_dia] = tuple(Fraction(round(x, 15)) for x in _crece)


def _redondo(x: Fraction) -> int:
    """Half up."""
    return (2 * x.numerator + x.denominator) // (2 * x.denominator)


def _interes(capital: int, vence: date, desde: date, hasta: date, cual: int) -> int:
    """Cents, on the days after `desde` up to `hasta`: the tax alone grows from its due date, then it bears simple interest."""
    hasta_aqui = lambda d: ACUMULADAS.get(d, (0, 0))[cual]  # noqa: E731
    crecida = lambda d: CRECIDAS.get(d, (1, 1))[cual]  # noqa: E731
    compuesto = Fraction(crecida(hasta) - crecida(desde)) / crecida(vence)
    return _redondo(capital * max(hasta_aqui(hasta) - hasta_aqui(desde), Fraction(0))) + _redondo(capital * compuesto)


def _leyes(dia: date, vence: date, de_capital: bool) -> list[tuple[str, int, int, int, bool]]:
    """[(rate, % of tax asked, % of interest, % of sanction, whether all has to be paid)] of the laws of a day, the one that asks for less first: those that
    a run grants unless told; or DL 678/2020, which forgives tax, and DL 688/2020."""
    leyes = []
    if de_capital and date(2020, 5, 20) <= dia <= date(2021, 5, 31) and vence <= date(2020, 5, 20):
        leyes.append(("MORA", next(parte for hasta, parte in DE_CAPITAL.values() if dia <= hasta), 0, 0, True))
    if date(2020, 5, 22) <= dia <= date(2020, 11, 30):
        leyes.append(("IBC", 100, 100, 100, False))
    if not de_capital and date(2021, 9, 14) <= dia <= date(2021, 12, 31) and vence <= date(2021, 6, 30):
        leyes.append(("IBC", 100, 20, 20, True))
    if not de_capital and date(2022, 12, 13) <= dia <= date(2023, 6, 30) and vence <= date(2022, 12, 13):
        leyes.append(("MORA", 100, 50, 100, True))
    return leyes


def referencia(o: dict, de_capital: bool = False) -> dict:
    """What an obligation owes on the cut date, in cents: tax, interest, sanction; and what was left over of its receipts."""
    capital, sancion, interes, ibc, ultimo, excesos = o["impuesto"], o["sancion"], 0, 0, o["vence"], []
    eventos = [(dia, 1, 0, n, valor) for n, (dia, valor) in enumerate(o["pagos"])]
    if sancion and (o["tipo"] == "MORA" or o["titulo"] or o["firmeza"]):  # one that no act set isn't readjusted
        firme = o["firmeza"] or (o["titulo"] if o["tipo"] != "MORA" else None)
        for anio in range((firme or o["vence"]).year, 2026):
            dia = date(anio + 1, 1, 1)
            if not firme and anio == o["vence"].year:
                v = o["vence"]
                dia = (date(v.year + 1, 2, 28) if (v.month, v.day) == (2, 29) else v.replace(year=v.year + 1)) + timedelta(days=1)
            eventos.append((dia, 0, anio, 0, None))
    for dia, _, anio, _, valor in sorted(eventos, key=lambda e: e[:4]):
        if dia > CORTE:
            continue
        if dia > ultimo:
            interes += _interes(capital, o["vence"], ultimo, dia, 0)
            ibc += _interes(capital, o["vence"], ultimo, dia, 1)
            ultimo = dia
        if valor is None:
            sancion += _redondo(sancion * IPC[anio])
            continue
        pide_capital, pide_interes, pide_sancion = capital, interes, sancion
        for tasa, de_impuesto, de_interes, de_sancion, todo in _leyes(dia, o["vence"], de_capital) if dia >= o["vence"] else []:
            c = _redondo(Fraction(capital * de_impuesto, 100))
            i = min(interes, _redondo(Fraction(ibc * de_interes, 100))) if tasa == "IBC" else _redondo(Fraction(interes * de_interes, 100))
            s = _redondo(Fraction(sancion * de_sancion, 100))
            if not todo or valor >= c + i + s:
                pide_capital, pide_interes, pide_sancion = c, i, s
                break
        deuda = [pide_capital, pide_interes, pide_sancion]
        abono = min(valor, sum(deuda))
        excesos.append(valor - abono)
        if dia <= o["vence"]:
            partes = [min(abono, pide_capital), 0, abono - min(abono, pide_capital)]
        elif dia < date(2006, 1, 1):
            de_sancion = min(abono, pide_sancion)
            de_interes = min(abono - de_sancion, pide_interes)
            partes = [abono - de_sancion - de_interes, de_interes, de_sancion]
        elif abono:
            partes = [_redondo(Fraction(abono * x, sum(deuda))) for x in deuda]
            partes[deuda.index(max(deuda))] += abono - sum(partes)
        else:
            partes = [0, 0, 0]
        capital = 0 if partes[0] == pide_capital else capital - _redondo(Fraction(partes[0] * capital, pide_capital))
        queda = 0 if partes[1] == pide_interes else interes - _redondo(Fraction(partes[1] * interes, pide_interes))
        ibc = _redondo(Fraction(ibc * queda, interes)) if interes else 0
        interes = queda
        sancion = 0 if partes[2] == pide_sancion else sancion - _redondo(Fraction(partes[2] * sancion, pide_sancion))
    if ultimo < CORTE:
        interes += _interes(capital, o["vence"], ultimo, CORTE, 0)
    return {"saldos": (capital, interes, sancion), "excesos": excesos}


@st.composite
def obligaciones(draw) -> dict:
    bordes = [date(2012, 12, 25), date(2012, 12, 26), date(2016, 2, 29), date(2019, 11, 21), date(2019, 11, 22), date(2020, 6, 30), CORTE]
    dias = st.dates(date(2003, 1, 1), date(2025, 12, 31)) | st.sampled_from(bordes)
    vence = draw(dias)
    montos = st.sampled_from([0, 1, 100, 999_99]) | st.integers(1, 10**12)
    tipo = draw(st.sampled_from(["MORA", "MORA", "INEXACTO"]))
    de_ley = st.sampled_from([date(2020, 8, 1), date(2020, 12, 1), date(2021, 3, 1), date(2021, 12, 1), date(2023, 1, 1)])
    pago = st.tuples(st.dates(date(2003, 1, 1), date(2026, 6, 30)) | st.just(vence) | de_ley, montos)
    return {
        "vence": vence, "impuesto": draw(montos), "sancion": draw(st.just(0) | montos), "tipo": tipo,
        "titulo": draw(st.none() | dias) if tipo != "MORA" else None, "firmeza": draw(st.none() | st.none() | dias), "pagos": draw(st.lists(pago, max_size=5)),
    }  # fmt: skip


def _generadas() -> list[dict]:
    salida: list[dict] = []

    @settings(max_examples=CUENTAS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None, phases=[Phase.generate])
    @given(obligaciones())
    def juntar(o: dict) -> None:
        salida.append(o)

    juntar()
    # more events than tables that a materialization in rounds holds at a time
    cuotas = [(date(2009, 1, 5) + timedelta(days=40 * n), 90_000_00 + n) for n in range(130)]
    salida.append({"vence": date(2008, 6, 30), "impuesto": 10**9, "sancion": 10**8, "tipo": "MORA", "titulo": None, "firmeza": None, "pagos": cuotas})
    return salida


def _pesos(centavos: int) -> str:
    return f"{centavos // 100}.{centavos % 100:02d}"


@pytest.mark.parametrize("de_capital", [False, True])
@pytest.mark.parametrize("target", TARGETS)
def test_el_libro_es_el_de_la_referencia(target, de_capital, tmp_path):
    generadas = _generadas()
    deudas = "".join(
        f"O{k},CC,{k + 1},ICA,2010,{o['vence']},{_pesos(o['impuesto'])},{_pesos(o['sancion'])},{o['tipo']},{o['titulo'] or ''},{o['firmeza'] or ''}\n"
        for k, o in enumerate(generadas)
    )
    pagos = "".join(f"R{k}-{n},CC,{k + 1},ICA,2010,{dia},{_pesos(valor)},O{k}\n" for k, o in enumerate(generadas) for n, (dia, valor) in enumerate(o["pagos"]))
    tablas = {"contribuyentes": MINIMO["contribuyentes"], "obligaciones": OBLIGACIONES + deudas, "pagos": PAGOS + pagos}
    variables = {"fecha_corte": str(CORTE), "alivios": [*DE_CAPITAL, "DL-688-2020"] if de_capital else None}
    resultado = construir(escribir(tmp_path / "e", **tablas), target, "run", "-s", "+int_estado_corte", **variables)
    assert resultado.bien, resultado.fallas
    hallados = {
        i: tuple(int(x * 100) for x in saldos)
        for i, *saldos in consultar(target, "select id_obligacion, saldo_impuesto, saldo_interes, saldo_sancion from reparto_saldos.int_estado_corte")
    }
    excesos = dict(
        consultar(target, f"select id_recibo, exceso from reparto_saldos.int_libro where id_recibo is not null and fecha <= cast('{CORTE}' as date)")
    )
    for k, o in enumerate(generadas):
        esperado = referencia(o, de_capital)
        assert hallados[f"O{k}"] == esperado["saldos"], o
        en_orden = sorted((dia, n) for n, (dia, _) in enumerate(o["pagos"]) if dia <= CORTE)
        assert [excesos[f"R{k}-{n}"] for _, n in en_orden] == esperado["excesos"], o


@pytest.mark.parametrize("target", TARGETS)
def test_los_ejemplos_de_las_normas(target, tmp_path):
    """B.1 1 to 3 (with and without DL 688), B.2 of both sources, B.3; compound interest before Ley 1607/2012 by hand; Ley 2155/2021 at 20 % of the bank's rate.

    E5: 1,000,000 from 2012-07-02 to 2012-09-30, 90 days at 31.29 %: 1,000,000 x (1.3129^(90/365) - 1) = 69,431.59.
    E6: the same from 2012-10-01 to 2013-01-31: 85 days at 31.34 % compound (65,545.27), then 6 at 31.34 % and 31 at 31.13 % simple over 366
    (31,504.64) on the tax alone.
    E7: 1,000,000 and a sanction of 500,000 due 2021-05-31, paid whole on 2021-11-30: Ley 2155/2021 asks for 20 % of the interest at the
    bank's rate and of the sanction.
    E8: 1,000,000 from 2022-06-30 to 2023-05-31: 31, 31, 30, 31, 30, 31, 31, 28, 31, 30 and 31 days at 29.92, 31.32, 33.25, 34.92, 36.67, 39.46, 41.26, 43.27,
    44.26, 45.09 and 43.41 %, over 365: 352,408.49; Ley 2277/2022 asks for half of it.
    E9: a sanction whose act is of 2015 and was firm in 2016 is first readjusted on 2017-01-01, by 5.75 %.
    """
    deudas = (
        "E1,CC,1,PREDIAL,2024,2024-12-10,10000000,0,MORA,,\n"
        "E2,CC,1,PREDIAL,2020,2020-06-30,1000000,0,MORA,,\n"
        "E3,CC,1,PREDIAL,2016,2016-03-31,1000000,0,MORA,,\n"
        "E4,CC,1,PREDIAL,2019,2019-07-15,0,1000000,MORA,,\n"
        "E5,CC,1,PREDIAL,2012,2012-07-02,1000000,0,MORA,,\n"
        "E6,CC,1,PREDIAL,2011,2012-10-01,1000000,0,MORA,,\n"
        "E7,CC,1,PREDIAL,2021,2021-05-31,1000000,500000,MORA,,\n"
        "E8,CC,1,PREDIAL,2022,2022-06-30,1000000,0,MORA,,\n"
        "E9,CC,1,ICA,2014,2015-03-31,0,1000000,INEXACTO,2015-11-20,2016-01-25\n"
    )
    pagos = "".join(f"R{n},CC,1,PREDIAL,{anio},{dia},20000000,E{n}\n" for n, anio, dia in ((1, 2024, "2025-03-15"), (2, 2020, "2020-07-31"),
                    (3, 2016, "2016-04-30"), (4, 2019, "2020-09-28"), (5, 2012, "2012-09-30"), (6, 2011, "2013-01-31"), (7, 2021, "2021-11-30"),
                    (8, 2022, "2023-05-31")))  # fmt: skip
    pagos += "R9,CC,1,ICA,2014,2017-06-30,20000000,E9\n"
    tablas = {"contribuyentes": MINIMO["contribuyentes"], "obligaciones": OBLIGACIONES + deudas, "pagos": PAGOS + pagos}
    assert construir(escribir(tmp_path / "e", **tablas), target, "run", "-s", "+int_movimiento", fecha_corte=str(CORTE)).bien
    movidos = "select id_obligacion, tipo, sum(interes) + sum(sancion) from reparto_intermedio.int_movimiento group by 1, 2"
    hallados = {(i, tipo): total for i, tipo, total in consultar(target, movidos)}
    assert hallados["E1", "INTERES"] == Decimal("614953.58")
    assert hallados["E2", "INTERES"] == Decimal("21327.32")
    assert hallados["E2", "PAGO"] == Decimal("-15347.54")  # DL 688/2020 asks for the banking rate
    assert hallados["E3", "INTERES"] == Decimal("25254.10")
    assert hallados["E4", "PAGO"] == Decimal("-1038000.00")
    assert hallados["E5", "INTERES"] == Decimal("69431.59")
    assert hallados["E6", "INTERES"] == Decimal("97049.91")
    assert hallados["E7", "PAGO"] == Decimal("-17241.64") - 100000
    de_la_ley = consultar(target, "select detalle from reparto_intermedio.int_movimiento where id_obligacion = 'E7' and tipo = 'REBAJA'")
    assert de_la_ley == [("Lo que no se pide a quien paga en esta fecha (Ley 2155/2021 art. 45)",)]  # its name, not its code
    assert (hallados["E8", "INTERES"], hallados["E8", "PAGO"]) == (Decimal("352408.49"), Decimal("-176204.25"))
    assert hallados["E9", "PAGO"] == Decimal("-1057500.00")


@pytest.mark.parametrize("target", TARGETS)
def test_cada_solicitud_compensa_desde_el_dia_de_su_saldo(target, tmp_path):
    """E3's tax of 1,000,000 is due on 2016-03-31 and bears 25,254.10 until S1's balance arose and 225,570.22 until S2's (91 days at 30.81,
    92 at 32.01 and 76 at 32.99 %).

    S1 pays half of 1,025,254.10, in equal shares of its parts; S2 the half that is left, with half of what had accrued on its own day: 500,000.00 + 112,785.11.
    A debt that fell due after the balance arose (E6: 2017-03-31) bears none.
    """
    deudas = "E3,CC,1,PREDIAL,2016,2016-03-31,1000000,0,MORA,,\nE6,CC,1,PREDIAL,2017,2017-03-31,1000000,0,MORA,,\n"
    pedidos = (
        "id_solicitud,tipo_documento,numero_documento,fecha_solicitud,origen,valor_solicitado,estado,fecha_origen\n"
        "S1,CC,1,2017-05-02,SALDO_A_FAVOR,512627.05,EN_TRAMITE,2016-04-30\n"
        "S2,CC,1,2017-05-03,SALDO_A_FAVOR,3000000,EN_TRAMITE,2016-12-15\n"
    )
    tablas = {"contribuyentes": MINIMO["contribuyentes"], "obligaciones": OBLIGACIONES + deudas, "solicitudes_devolucion": pedidos}
    assert construir(escribir(tmp_path / "e", **tablas), target, "run", "-s", "+destino_saldo_a_favor").bien
    hallados = consultar(target, "select id_solicitud, id_obligacion, valor, impuesto, interes from cobro.destino_saldo_a_favor order by 1, orden")
    assert hallados == [
        ("S1", "E3", Decimal("512627.05"), Decimal("500000.00"), Decimal("12627.05")),
        ("S2", "E3", Decimal("612785.11"), Decimal("500000.00"), Decimal("112785.11")),
        ("S2", "E6", Decimal("1000000.00"), Decimal("1000000.00"), Decimal("0.00")),
        ("S2", None, Decimal("1387214.89"), Decimal("0.00"), Decimal("0.00")),
    ]


@pytest.mark.parametrize("target", TARGETS)
def test_el_alivio_de_capital_que_se_enciende(target, tmp_path):
    """DL 678/2020: 1,234,567.89 and a sanction of 500,000 due 2020-03-31 are settled by 80 % of the tax until October, 90 % until December, the whole in 2021.

    A1: 987,654.31 on 2020-10-15. A2: a cent less forgives nothing. A3: due a day too late. A4: 1,111,111.10 on 2020-11-01. A5: 1,234,567.89 on 2021-05-31.
    A6: the same a day later forgives nothing. A7 pays 12,345.69 too much, which is left over. A2, and A3 which DL 678 doesn't reach, pay at the bank's rate
    all the same (DL 688/2020 asks for no full payment). What the three who aren't settled owe is the reference's.
    """
    casos = {
        "A1": ("2020-03-31", "2020-10-15", 987_654_31), "A2": ("2020-03-31", "2020-10-15", 987_654_30), "A3": ("2020-05-21", "2020-10-15", 987_654_31),
        "A4": ("2020-03-31", "2020-11-01", 1_111_111_10), "A5": ("2020-03-31", "2021-05-31", 1_234_567_89),
        "A6": ("2020-03-31", "2021-06-01", 1_234_567_89), "A7": ("2020-03-31", "2020-10-31", 1_000_000_00),
    }  # fmt: skip
    deudas = "".join(f"{i},CC,1,ICA,2019,{vence},1234567.89,500000,MORA,,\n" for i, (vence, _, _) in casos.items())
    pagos = "".join(f"R{i},CC,1,ICA,2019,{dia},{_pesos(valor)},{i}\n" for i, (_, dia, valor) in casos.items())
    tablas = {"contribuyentes": MINIMO["contribuyentes"], "obligaciones": OBLIGACIONES + deudas, "pagos": PAGOS + pagos}
    variables = {"fecha_corte": str(CORTE), "alivios": [*DE_CAPITAL, "DL-688-2020"]}
    assert construir(escribir(tmp_path / "e", **tablas), target, "run", "-s", "+int_estado_corte", **variables).bien
    nombradas = dict(consultar(target, "select id_obligacion, norma_transitoria from reparto_saldos.int_libro where id_recibo > ''"))
    octubre, diciembre, mayo = DE_CAPITAL
    assert nombradas == {"A1": octubre, "A2": "DL-688-2020", "A3": "DL-688-2020", "A4": diciembre, "A5": mayo, "A6": None, "A7": octubre}
    libro = "select id_obligacion, pago_impuesto, rebaja_impuesto, pago_interes + pago_sancion, exceso from reparto_saldos.int_libro where id_recibo > ''"
    pagado = {i: tuple(int(x) for x in resto) for i, *resto in consultar(target, libro)}
    assert {i: pagado[i] for i in ("A1", "A4", "A5", "A7")} == {
        "A1": (987_654_31, 246_913_58, 0, 0),
        "A4": (1_111_111_10, 123_456_79, 0, 0),
        "A5": (1_234_567_89, 0, 0, 0),
        "A7": (987_654_31, 246_913_58, 0, 12_345_69),
    }
    quedan = "select id_obligacion, saldo_impuesto, saldo_interes, saldo_sancion from reparto_saldos.int_estado_corte"
    hallados = {i: tuple(int(x * 100) for x in saldos) for i, *saldos in consultar(target, quedan)}
    comun = {"impuesto": 1_234_567_89, "sancion": 500_000_00, "tipo": "MORA", "titulo": None, "firmeza": None}
    for i, (vence, dia, valor) in casos.items():
        debe = comun | {"vence": date.fromisoformat(vence), "pagos": [(date.fromisoformat(dia), valor)]}
        assert hallados[i] == referencia(debe, de_capital=True)["saldos"], i
        assert (sum(hallados[i]) == 0) == (i in ("A1", "A4", "A5", "A7")), i


@pytest.mark.parametrize("target", TARGETS)
def test_el_mandamiento_interrumpe_lo_que_nombra_desde_su_aviso(target, tmp_path):
    """ET 817 and 818: five years from the due date, begun again by the notice (not the issue) that comes in time, for what the mandamiento names.

    CC-1 owes M1 and M2 of 2011-03-31; the mandamiento on M1 alone is of 2016-01-15, its notice of 2016-03-31, the term's last day. CC-2's names M3 and its
    notice came a day late. CC-3's names everything and gives no notice: it counts from its issue.
    """
    deudas = (
        "M1,CC,1,PREDIAL,2011,2011-03-31,1000000.50,0,MORA,,\nM2,CC,1,PREDIAL,2011,2011-03-31,700000,0,MORA,,\n"
        "M3,CC,2,PREDIAL,2011,2011-03-31,900000,0,MORA,,\nM4,CC,3,PREDIAL,2011,2011-03-31,400000.25,0,MORA,,\n"
    )
    mandamientos = (
        "id_mandamiento,tipo_documento,numero_documento,fecha_expedicion,id_obligacion,fecha_notificacion\n"
        "X1,CC,1,2016-01-15,M1,2016-03-31\nX2,CC,2,2016-01-15,M3,2016-04-01\nX3,CC,3,2016-01-15,,\n"
    )
    tablas = {"contribuyentes": MINIMO["contribuyentes"], "obligaciones": OBLIGACIONES + deudas, "mandamientos_pago": mandamientos}
    fichas = ("+ficha_sujeto", "+ficha_obligacion", "+historia_asignacion", "+int_nombre")
    assert construir(escribir(tmp_path / "e", **tablas), target, "run", "-s", *fichas, prescripcion="cumplida").bien
    hallados = consultar(target, "select id_obligacion, fecha_prescripcion, prescripcion, estado from reparto.asignacion_obligacion order by 1")
    assert hallados == [
        ("M1", date(2021, 3, 31), "VIGENTE", "ASIGNADA"),
        ("M2", date(2016, 3, 31), "CUMPLIDA", "PRESCRIPCION_POR_DECLARAR"),
        ("M3", date(2016, 3, 31), "CUMPLIDA", "PRESCRIPCION_POR_DECLARAR"),
        ("M4", date(2021, 1, 15), "VIGENTE", "ASIGNADA"),
    ]
    medidos = consultar(target, "select id_sujeto, saldo_incumplido from reparto_intermedio.int_calificacion_medida order by 1")
    assert medidos == [("CC-1", Decimal("1000000.50")), ("CC-3", Decimal("400000.25"))]
    # what can't be collected any more is nobody's default: M1 and M4 are what people read
    assert consultar(target, resumen.CIFRAS)[0][3:] == (2, Decimal("1400000.75"))
    assert sum(n for _, n in consultar(target, resumen.REGLAS)) == sum(fila[3] for fila in consultar(target, resumen.OFICINAS)) == 2
    for panel in tablero.paneles():
        if panel["id"] in ("saldo", "antiguedad"):
            consulta = tablero.consulta(panel, date(2017, 6, 30), date(2017, 6, 30))
            assert consultar(target, f"select sum(saldo) from ({consulta}) as x") == [(Decimal("1400000.75"),)], panel["id"]
    with lectura(target) as conexion:
        oficinas, nombres = defaultdict(lambda: "Oficina"), defaultdict(str)
        dichos = [explicacion._veredicto(conexion, sujeto, oficinas, nombres)[1:] for sujeto in ("CC-1", "CC-2")]
    assert dichos == [
        ["Debe $ 1.000.000,50 de impuesto en 1 obligación en mora.", "Aparte, $ 700.000,00 de impuesto en 1 obligación cuya prescripción está por declarar."],
        ["No tiene obligaciones en mora.", "Aparte, $ 900.000,00 de impuesto en 1 obligación cuya prescripción está por declarar."],
    ]


@pytest.mark.parametrize("target", TARGETS)
def test_lo_compensado_no_causa_interes_desde_que_nacio_el_saldo(target, tmp_path):
    """E3 of B.1 owes 1,025,254.10 on 2016-04-30, the day the balance arose; a request that is closed absorbs nothing.

    E5: a sanction's readjustment after that day (2017-01-01, on the 106,770.00 of the first) doesn't bring its interest back: 367 days from 2015-03-31 to
    2016-04-01 at 29.06, 28.89, 29.00, 29.52 and 30.81 % (292,007.38), 258 to 2016-12-15 at 30.81, 32.01 and 32.99 % (224,728.42).
    """
    deudas = "E3,CC,1,PREDIAL,2016,2016-03-31,1000000,0,MORA,,\nE4,CC,2,PREDIAL,2016,2016-03-31,1000000,0,MORA,,\n"
    deudas += "E5,CC,3,PREDIAL,2015,2015-03-31,1000000,100000,MORA,,\n"
    pedidos = (
        "id_solicitud,tipo_documento,numero_documento,fecha_solicitud,origen,valor_solicitado,estado,fecha_origen\n"
        "S1,CC,1,2017-05-02,SALDO_A_FAVOR,3000000,EN_TRAMITE,2016-04-30\n"
        "S2,CC,2,2017-05-02,SALDO_A_FAVOR,3000000,RECHAZADA,2016-04-30\n"
        "S3,CC,3,2017-05-02,SALDO_A_FAVOR,3000000,EN_TRAMITE,2016-12-15\n"
    )
    tablas = {"contribuyentes": MINIMO["contribuyentes"], "obligaciones": OBLIGACIONES + deudas, "solicitudes_devolucion": pedidos}
    assert construir(escribir(tmp_path / "e", **tablas), target, "run", "-s", "+destino_saldo_a_favor", "+cuenta_a_una_fecha", "+movimiento_a_una_fecha").bien
    hallados = consultar(target, "select id_solicitud, destino, valor, impuesto, interes from cobro.destino_saldo_a_favor order by 1, orden")
    assert hallados == [
        ("S1", "COMPENSACION", Decimal("1025254.10"), Decimal("1000000.00"), Decimal("25254.10")),
        ("S1", "DEVOLUCION", Decimal("1974745.90"), Decimal("0.00"), Decimal("0.00")),
        ("S3", "COMPENSACION", Decimal("1629645.08"), Decimal("1000000.00"), Decimal("516735.80")),
        ("S3", "DEVOLUCION", Decimal("1370354.92"), Decimal("0.00"), Decimal("0.00")),
    ]
    aquel_dia = "id_sujeto = 'CC-2' and {} = cast('2016-04-30' as date)"
    cuenta = consultar(target, f"select id_obligacion, situacion, saldo_total from cobro.cuenta_a_una_fecha where {aquel_dia.format('fecha')}")
    assert cuenta == [("E4", "EXIGIBLE", Decimal("1025254.10"))]
    movidos = consultar(target, f"select sum(impuesto + interes + sancion) from cobro.movimiento_a_una_fecha where {aquel_dia.format('fecha_cuenta')}")
    assert movidos == [(Decimal("1025254.10"),)]


def test_los_factores_de_interes_compuesto_son_los_de_las_tasas():
    """The seed that scripts/factores_mora.py wrote, against logarithms of each day's rate."""
    for fila in (sembrados := semilla("factores_mora")):
        assert (int(fila["factor_mora"]), int(fila["factor_ibc"])) == tuple(x * 10**15 for x in CRECIDAS[date.fromisoformat(fila["fecha"])]), fila
    assert len(sembrados) == (SIMPLE - date(2007, 1, 1)).days


def test_la_referencia_imputa_los_ejemplos_de_et_804():
    """gerencie.com: 30 M on 70/20/10; dianhoy.com: 9 M on 15/5/10. The SQL's are unit tests of int_libro."""
    for deuda, abono, partes in (((70, 20, 10), 30, (21, 6, 3)), ((150, 50, 100), 90, (45, 15, 30))):
        assert tuple(_redondo(Fraction(abono * x, sum(deuda))) for x in deuda) == partes
