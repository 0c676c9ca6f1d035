"""Where things are."""

import os
from pathlib import Path

PROYECTO = Path(__file__).resolve().parents[2]
DATOS = Path(os.environ.get("REPARTO_DATOS", PROYECTO / ".reparto")).resolve()
DUCKDB = Path(os.environ.get("REPARTO_DUCKDB", DATOS / "reparto.duckdb")).resolve()
