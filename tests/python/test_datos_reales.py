"""Real property-tax defaults of Baltimore: both engines agree on every row. Skips, loudly, where the data aren't there."""

import pytest
from conftest import COMPARTIDO, TARGETS, construir, consultar, exportadas

BALTIMORE = COMPARTIDO / "baltimore"


@pytest.mark.skipif(not BALTIMORE.is_dir(), reason=f"SE OMITE LA PRUEBA CON DATOS REALES: no está {BALTIMORE}")
def test_baltimore_es_igual_en_los_dos_motores(tmp_path):
    """With each reading of the fuero: its co-owners form real communities."""
    for alcance in ("objeto", "sujeto"):
        salidas = {}
        for target in TARGETS:
            resultado = construir(BALTIMORE if alcance == "objeto" else None, target, "run", fuero_alcance=alcance)
            assert resultado.bien, resultado.fallas
            salidas[target] = exportadas(target, tmp_path / f"{target}-{alcance}")
            assert consultar(target, "select count(*) from reparto_staging.stg_obligaciones") == [(349476,)]
            assert consultar(target, "select count(*) from reparto.rechazos") == [(0,)]
        assert salidas["postgres"] == salidas["duckdb"]
