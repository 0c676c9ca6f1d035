"""The ledger against a plain reference, day by day with fractions, and the worked examples of the statute rules (dominio, section B)."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from conftest import MINIMO, TARGETS, construir, consultar, escribir, semilla
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

CORTE = date(2025, 6, 30)
CUENTAS = 400
OBLIGACIONES = (
    "id_obligacion,tipo_documento,numero_documento,impuesto,anio_gravable,fecha_vencimiento,valor_impuesto,valor_sancion,tipo_incumplimiento,fecha_titulo\n"
)
PAGOS = "id_recibo,tipo_documento,numero_documento,impuesto,anio_gravable,fecha_pago,valor,id_obligacion\n"
IPC = {int(f["anio"]): Fraction(f["variacion"]) / 100 for f in semilla("ipc")}


def _diarias() -> dict[date, tuple[Fraction, Fraction]]:
    """{day: (rate of default, banking rate) of that day}, from the first rate to 2030."""
    filas = semilla("tasas_mora")
    diarias, dia = {}, date.fromisoformat(filas[0]["desde"])
    while dia.year < 2030:
        fila = next((f for f in filas if f["desde"] <= str(dia) <= f["hasta"]), filas[-1])
        base = 366 if dia <= date(2019, 11, 21) or (dia.year % 4 == 0) else 365
        diarias[dia] = (Fraction(fila["tasa_mora"]) / 100 / base, Fraction(fila["ibc"] or fila["tasa_mora"]) / 100 / base)
        dia += timedelta(days=1)
    return diarias


DIARIAS = _diarias()
ACUMULADAS = {}
_suma = (Fraction(0), Fraction(0))
for _dia, _tasas in DIARIAS.items():
    ACUMULADAS[_dia] = _suma = (_suma[0] + _tasas[0], _suma[1] + _tasas[1])


def _redondo(x: Fraction) -> int:
    """Half up."""
    return (2 * x.numerator + x.denominator) // (2 * x.denominator)


def _interes(capital: int, desde: date, hasta: date, cual: int) -> int:
    """Cents, on the days after `desde` up to `hasta`."""
    hasta_aqui = lambda d: ACUMULADAS.get(d, (0, 0))[cual]  # noqa: E731
    return _redondo(capital * max(hasta_aqui(hasta) - hasta_aqui(desde), Fraction(0)))


def _ley(dia: date, vence: date) -> tuple[str, int, int, bool] | None:
    """(rate, % of interest asked, % of sanction asked, whether all has to be paid)."""
    if date(2020, 5, 22) <= dia <= date(2020, 11, 30):
        return "IBC", 100, 100, False
    if date(2021, 9, 14) <= dia <= date(2021, 12, 31) and vence <= date(2021, 6, 30):
        return "MORA", 20, 20, True
    if date(2022, 12, 13) <= dia <= date(2023, 6, 30) and vence <= date(2022, 12, 13):
        return "MORA", 50, 100, True
    return None


def referencia(o: dict) -> dict:
    """What an obligation owes on the cut date, in cents: tax, interest, sanction; and what was left over of its receipts."""
    capital, sancion, interes, ibc, ultimo, excesos = o["impuesto"], o["sancion"], 0, 0, o["vence"], []
    eventos = [(dia, 1, 0, n, valor) for n, (dia, valor) in enumerate(o["pagos"])]
    if sancion:
        firme = o["titulo"] if o["tipo"] != "MORA" else None
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
            interes += _interes(capital, ultimo, dia, 0)
            ibc += _interes(capital, ultimo, dia, 1)
            ultimo = dia
        if valor is None:
            sancion += _redondo(sancion * IPC[anio])
            continue
        pide_interes, pide_sancion = interes, sancion
        if ley := _ley(dia, o["vence"]) if dia >= o["vence"] else None:
            tasa, de_interes, de_sancion, todo = ley
            i = min(interes, ibc) if tasa == "IBC" else _redondo(Fraction(interes * de_interes, 100))
            s = _redondo(Fraction(sancion * de_sancion, 100))
            if not todo or valor >= capital + i + s:
                pide_interes, pide_sancion = i, s
        deuda = [capital, pide_interes, pide_sancion]
        abono = min(valor, sum(deuda))
        excesos.append(valor - abono)
        if dia <= o["vence"]:
            partes = [min(abono, capital), 0, abono - min(abono, capital)]
        elif dia < date(2006, 1, 1):
            de_sancion = min(abono, pide_sancion)
            de_interes = min(abono - de_sancion, pide_interes)
            partes = [abono - de_sancion - de_interes, de_interes, de_sancion]
        elif abono:
            partes = [_redondo(Fraction(abono * x, sum(deuda))) for x in deuda]
            partes[deuda.index(max(deuda))] += abono - sum(partes)
        else:
            partes = [0, 0, 0]
        capital -= partes[0]
        queda = 0 if partes[1] == pide_interes else interes - _redondo(Fraction(partes[1] * interes, pide_interes))
        ibc = _redondo(Fraction(ibc * queda, interes)) if interes else 0
        interes = queda
        sancion = 0 if partes[2] == pide_sancion else sancion - _redondo(Fraction(partes[2] * sancion, pide_sancion))
    if ultimo < CORTE:
        interes += _interes(capital, ultimo, CORTE, 0)
    return {"saldos": (capital, interes, sancion), "excesos": excesos}


@st.composite
def obligaciones(draw) -> dict:
    bordes = [date(2016, 2, 29), date(2019, 11, 21), date(2019, 11, 22), date(2020, 6, 30), CORTE]
    dias = st.dates(date(2003, 1, 1), date(2025, 12, 31)) | st.sampled_from(bordes)
    vence = draw(dias)
    montos = st.sampled_from([0, 1, 100, 999_99]) | st.integers(1, 10**12)
    tipo = draw(st.sampled_from(["MORA", "MORA", "INEXACTO"]))
    de_ley = st.sampled_from([date(2020, 8, 1), date(2021, 12, 1), date(2023, 1, 1)])
    pago = st.tuples(st.dates(date(2003, 1, 1), date(2026, 6, 30)) | st.just(vence) | de_ley, montos)
    return {
        "vence": vence, "impuesto": draw(montos), "sancion": draw(st.just(0) | montos), "tipo": tipo,
        "titulo": draw(st.none() | dias) if tipo != "MORA" else None, "pagos": draw(st.lists(pago, max_size=5)),
    }  # fmt: skip


def _generadas() -> list[dict]:
    salida: list[dict] = []

    @settings(max_examples=CUENTAS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None, phases=[Phase.generate])
    @given(obligaciones())
    def juntar(o: dict) -> None:
        salida.append(o)

    juntar()
    return salida


def _pesos(centavos: int) -> str:
    return f"{centavos // 100}.{centavos % 100:02d}"


@pytest.mark.parametrize("target", TARGETS)
def test_el_libro_es_el_de_la_referencia(target, tmp_path):
    generadas = _generadas()
    deudas = "".join(
        f"O{k},CC,{k + 1},ICA,2010,{o['vence']},{_pesos(o['impuesto'])},{_pesos(o['sancion'])},{o['tipo']},{o['titulo'] or ''}\n"
        for k, o in enumerate(generadas)
    )
    pagos = "".join(
        f"R{k}-{n},CC,{k + 1},ICA,2010,{dia},{_pesos(valor)},O{k}\n" for k, o in enumerate(generadas) for n, (dia, valor) in enumerate(o["pagos"])
    )
    tablas = {"contribuyentes": MINIMO["contribuyentes"], "obligaciones": OBLIGACIONES + deudas, "pagos": PAGOS + pagos}
    resultado = construir(escribir(tmp_path / "e", **tablas), target, "run", "-s", "+int_estado_corte", fecha_corte=str(CORTE))
    assert resultado.bien, resultado.fallas
    hallados = {
        i: tuple(int(x * 100) for x in saldos)
        for i, *saldos in consultar(target, "select id_obligacion, saldo_impuesto, saldo_interes, saldo_sancion from reparto_saldos.int_estado_corte")
    }
    excesos = dict(
        consultar(target, f"select id_recibo, exceso from reparto_saldos.int_libro where id_recibo is not null and fecha <= cast('{CORTE}' as date)")
    )
    for k, o in enumerate(generadas):
        esperado = referencia(o)
        assert hallados[f"O{k}"] == esperado["saldos"], o
        en_orden = sorted((dia, n) for n, (dia, _) in enumerate(o["pagos"]) if dia <= CORTE)
        assert [excesos[f"R{k}-{n}"] for _, n in en_orden] == esperado["excesos"], o


@pytest.mark.parametrize("target", TARGETS)
def test_los_ejemplos_de_las_normas(target, tmp_path):
    """B.1 1 to 3 (with and without DL 688), B.2 of both sources, B.3."""
    deudas = (
        "E1,CC,1,PREDIAL,2024,2024-12-10,10000000,0,MORA,\n"
        "E2,CC,1,PREDIAL,2020,2020-06-30,1000000,0,MORA,\n"
        "E3,CC,1,PREDIAL,2016,2016-03-31,1000000,0,MORA,\n"
        "E4,CC,1,PREDIAL,2019,2019-07-15,0,1000000,MORA,\n"
    )
    pagos = "".join(f"R{n},CC,1,PREDIAL,{anio},{dia},20000000,E{n}\n" for n, anio, dia in ((1, 2024, "2025-03-15"), (2, 2020, "2020-07-31"),
                    (3, 2016, "2016-04-30"), (4, 2019, "2020-09-28")))  # fmt: skip
    tablas = {"contribuyentes": MINIMO["contribuyentes"], "obligaciones": OBLIGACIONES + deudas, "pagos": PAGOS + pagos}
    assert construir(escribir(tmp_path / "e", **tablas), target, "run", "-s", "+int_movimiento", fecha_corte=str(CORTE)).bien
    movidos = "select id_obligacion, tipo, sum(interes) + sum(sancion) from reparto_intermedio.int_movimiento group by 1, 2"
    hallados = {(i, tipo): total for i, tipo, total in consultar(target, movidos)}
    assert hallados["E1", "INTERES"] == Decimal("614953.58")
    assert hallados["E2", "INTERES"] == Decimal("21327.32")
    assert hallados["E2", "PAGO"] == Decimal("-15347.54")  # DL 688/2020 asks for the banking rate
    assert hallados["E3", "INTERES"] == Decimal("25254.10")
    assert hallados["E4", "PAGO"] == Decimal("-1038000.00")


def test_la_referencia_imputa_los_ejemplos_de_et_804():
    """gerencie.com: 30 M on 70/20/10; dianhoy.com: 9 M on 15/5/10. The SQL's are unit tests of int_libro."""
    for deuda, abono, partes in (((70, 20, 10), 30, (21, 6, 3)), ((150, 50, 100), 90, (45, 15, 30))):
        assert tuple(_redondo(Fraction(abono * x, sum(deuda))) for x in deuda) == partes
