"""Golden cases: the acceptance vectors (dominio, section E) by hand, the same files on both engines. Vector nn is in V<nn>.

Those of sample and capacity (29, 30) are unit tests, since they need a crowd and a limit.
"""

from collections import Counter

import pytest
from conftest import RAIZ, TARGETS, construir, exportadas, filas

CASOS = sorted(p.name for p in (RAIZ / "tests" / "golden").iterdir())


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("caso", CASOS)
def test_golden(caso, target, tmp_path):
    carpeta = RAIZ / "tests" / "golden" / caso
    salidas_esperadas = sorted((carpeta / "salida").glob("*.csv"))
    resultado = construir(carpeta / "entrada", target, "run", "-s", "+cola_oficina", *(f"+{x.stem}" for x in salidas_esperadas))
    assert resultado.bien, resultado.fallas
    salidas, vistas = exportadas(target, tmp_path / "salida"), 0
    for esperada in salidas_esperadas:
        esperadas = filas(esperada.read_bytes())
        halladas = [{c: fila[c] for c in esperadas[0]} for fila in filas(salidas[esperada.name])]
        # as multisets: no duplicate goes unseen
        assert Counter(tuple(f.items()) for f in halladas) == Counter(tuple(f.items()) for f in esperadas), esperada.name
        vistas += len(esperadas)
    print(f"\n{caso} on {target}: {len(salidas_esperadas)} outputs, {vistas} rows, equal")
