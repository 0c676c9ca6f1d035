"""The seed of holidays against Ley 51/1983, with Easter computed by another's hand."""

from datetime import date, timedelta

from conftest import semilla
from dateutil.easter import easter
from dateutil.relativedelta import MO, relativedelta

FIJOS = ((1, 1), (5, 1), (7, 20), (8, 7), (12, 8), (12, 25))
AL_LUNES = ((1, 6), (3, 19), (6, 29), (8, 15), (10, 12), (11, 1), (11, 11))


def test_los_festivos_son_los_de_la_ley_51_calculando_la_pascua():
    """Six fixed days, seven moved to Monday; Maundy Thursday and Good Friday; Ascension, Corpus Christi and Sacred Heart on the Monday after theirs."""
    esperados = []
    for anio in range(2000, 2041):
        esperados += [(date(anio, *dia), "FIJO") for dia in FIJOS]
        esperados += [(date(anio, *dia) + relativedelta(weekday=MO(1)), "TRASLADADO") for dia in AL_LUNES]
        esperados += [(easter(anio) + timedelta(days=n), "PASCUA") for n in (-3, -2)]
        esperados += [(easter(anio) + timedelta(days=n) + relativedelta(weekday=MO(1)), "PASCUA") for n in (39, 60, 68)]
    assert sorted(esperados) == sorted((date.fromisoformat(f["fecha"]), f["tipo"]) for f in semilla("festivos"))
