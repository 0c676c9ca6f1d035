"""An engine that a macro doesn't know stops the run by name; none runs another's dialect."""

import re

import pytest
from conftest import RAIZ
from reparto.motores import MOTORES

MACROS = "\n".join(p.read_text() for p in sorted((RAIZ / "macros" / "portabilidad").glob("*.sql")))
DESPACHADAS = sorted(set(re.findall(r"adapter\.dispatch\('(\w+)'", MACROS)))


@pytest.mark.parametrize("macro", DESPACHADAS)
def test_cada_motor_dice_lo_suyo(macro):
    # beside the signature or, where a line doesn't hold both, under it
    cuerpo = rf"macro default__{macro}\(.*\) %}}\s*{{{{-? reparto\.sin_dialecto\('{macro}'\) -?}}}}"
    assert re.search(cuerpo, MACROS), "its default__ doesn't stop"
    assert [t for t in MOTORES if f"macro {t}__{macro}(" not in MACROS] == []
