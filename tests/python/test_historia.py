"""What each cut decided is kept, a rerun replaces its cut whole, and what was paid afterwards is counted."""

from datetime import date
from decimal import Decimal

import pytest
from conftest import MINIMO, TARGETS, construir, consultar, ejecutor, escribir
from reparto import corrida
from reparto.errores import ErrorDeUso

COLUMNAS = "select column_name from information_schema.columns where table_schema = 'reparto' and table_name = '{}'"
ENCABEZADO = MINIMO["obligaciones"].split("\n")[0] + "\n"
ENTRADA = {
    "contribuyentes": MINIMO["contribuyentes"] + "CC,2\nCC,3\n",
    "obligaciones": ENCABEZADO
    + "O1,CC,1,PREDIAL,2016,2016-06-30,5000000\nO2,CC,2,PREDIAL,2016,2016-06-30,6000000\nO3,CC,3,PREDIAL,2017,2017-08-30,7000000\n",
    "pagos": "id_recibo,tipo_documento,numero_documento,impuesto,anio_gravable,fecha_pago,valor,id_obligacion\n"
    "R1,CC,1,PREDIAL,2016,2017-07-15,9000000,O1\nR2,CC,2,PREDIAL,2016,2017-12-01,1000000,O2\n",
}


def _como_corte(target: str, dia: str) -> None:
    """The cut of 2017-06-30 as one of another day too."""
    for tabla in ("historia_asignacion", "historia_saldo"):
        columnas = ", ".join(c for (c,) in consultar(target, COLUMNAS.format(tabla)) if c != "fecha_corte")
        de_paso = f"select date '{dia}', {columnas} from reparto.{tabla} where fecha_corte = date '2017-06-30'"
        ejecutor(target)(f"insert into reparto.{tabla} (fecha_corte, {columnas}) {de_paso}")


@pytest.mark.parametrize("target", TARGETS)
def test_historia_de_dos_cortes(target, tmp_path):
    elegidos = ("-s", "+movimiento_entre_cortes", "+ganancia_puntaje", "+muestra_contra_poblacion")
    assert construir(escribir(tmp_path / "e", **ENTRADA), target, "run", *elegidos).bien
    # every payment is in the input: the account of a day takes those up to it
    assert construir(None, target, "run", *elegidos, fecha_corte="2017-12-31").bien
    historia = "select fecha_corte, id_obligacion, oficina, saldo from reparto.historia_asignacion order by 1, 2"
    antes = consultar(target, historia)
    assert [(str(f), o) for f, o, _, _ in antes] == [("2017-06-30", "O1"), ("2017-06-30", "O2"), ("2017-12-31", "O2"), ("2017-12-31", "O3")]
    movimientos = "select id_obligacion, movimiento, saldo_antes, saldo_ahora from reparto.movimiento_entre_cortes order by 1"
    assert [(o, m) for o, m, _, _ in consultar(target, movimientos)] == [("O1", "SALIO_PAGADA"), ("O3", "ENTRO")]
    recaudo = (
        "select horizonte, sum(obligaciones), sum(obligaciones_con_recaudo), sum(recaudado), min(cast(esta_completo as integer)) "
        "from reparto.recaudo_posterior group by 1 order by 1"
    )
    pagado = consultar(target, "select sum(-(impuesto + interes + sancion)) from cobro.estado_cuenta_movimiento where id_recibo = 'R1' and tipo = 'PAGO'")[0][0]
    assert consultar(target, recaudo) == [
        (30, 2, 1, pagado, 1),
        (90, 2, 1, pagado, 1),
        (180, 2, 2, pagado + Decimal(1000000), 1),
        (365, 2, 2, pagado + Decimal(1000000), 0),
    ]
    # the largest debt first: its tenth part brought what it paid, and by the last tenth everything is there
    curva = "select criterio, decil, recaudado, participacion_acumulada from reparto.ganancia_puntaje where horizonte = 180 order by 1, 2"
    deciles = consultar(target, curva)
    assert [(c, d) for c, d, _, _ in deciles] == [(c, d) for c in ("PUNTAJE", "SALDO") for d in (1, 6)]
    assert {d: r for c, d, r, _ in deciles if c == "SALDO"} == {1: Decimal(1000000), 6: pagado}
    assert [p for _, d, _, p in deciles if d == 6] == [1, 1]
    assert deciles[2][3] == round(Decimal(1000000) / (pagado + 1000000), 4)
    assert consultar(target, "select count(*) from reparto.muestra_contra_poblacion") == [(0,)]
    # a cut that nobody meant goes, though it be the latest
    _como_corte(target, "2027-06-30")
    assert corrida.depurar_historia(target, 12) == []
    assert corrida.depurar_historia(target, 12, date(2027, 6, 30)) == [date(2027, 6, 30)]
    assert consultar(target, historia) == antes
    for corte, frase in ((date(2027, 6, 30), "no tiene un corte del 30 de junio de 2027"), (date(2017, 12, 31), "es el de los resultados publicados")):
        with pytest.raises(ErrorDeUso, match=frase):
            corrida.depurar_historia(target, 12, corte)
    # a night among others goes: the last of its month, the last ones and the one that is public stay, and what is said of a cut that stays
    _como_corte(target, "2017-06-15")
    assert corrida.depurar_historia(target, 3) == []
    assert corrida.depurar_historia(target, 1) == [date(2017, 6, 15)]
    assert consultar(target, historia) == antes
    # a rerun of a cut replaces that cut and no other
    assert construir(None, target, "run", "-s", "+historia_asignacion").bien
    assert consultar(target, historia) == antes
