"""Writes seeds/parametros/factores_mora.csv: by how much each day's compound interest had made a peso grow since the first rate, until 25 December 2012.

Run it again when a rate of those years is amended (`python scripts/factores_mora.py`); tests/python/test_semillas.py recomputes every row.
A factor is the product of (1 + rate)^(1/365) of the days up to it (ET 635 before Ley 1607/2012), in units of 10^-15, rounded half up once.
"""

import csv
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, getcontext
from pathlib import Path

SEMILLAS = Path(__file__).resolve().parents[1] / "seeds/parametros"


def factores(tasas: list[dict[str, str]], bases: list[dict[str, str]]) -> list[tuple[str, int, int]]:
    """(day, factor of default, factor of the banking rate), from the rows of tasas_mora and bases_mora."""
    getcontext().prec = 60
    ultimo = date.fromisoformat(max(b["hasta"] for b in bases if b["formula"] == "COMPUESTA"))
    mora = ibc = Decimal(10) ** 15
    salida = []
    for tasa in tasas:
        dia, hasta = date.fromisoformat(tasa["desde"]), min(date.fromisoformat(tasa["hasta"]), ultimo)
        diaria = [(1 + Decimal(x) / 100) ** (1 / Decimal(365)) for x in (tasa["tasa_mora"], tasa["ibc"])]
        while dia <= hasta:
            mora, ibc = mora * diaria[0], ibc * diaria[1]
            salida.append((dia.isoformat(), int(mora.to_integral_value(ROUND_HALF_UP)), int(ibc.to_integral_value(ROUND_HALF_UP))))
            dia += timedelta(days=1)
    return salida


def _leer(nombre: str) -> list[dict[str, str]]:
    with (SEMILLAS / f"{nombre}.csv").open(encoding="utf-8") as archivo:
        return list(csv.DictReader(archivo))


if __name__ == "__main__":
    with (SEMILLAS / "factores_mora.csv").open("w", encoding="utf-8", newline="") as destino:
        escritor = csv.writer(destino, lineterminator="\n")
        escritor.writerow(("fecha", "factor_mora", "factor_ibc"))
        escritor.writerows(factores(_leer("tasas_mora"), _leer("bases_mora")))
