"""Where things are."""

import os
from pathlib import Path

PROYECTO = Path(__file__).resolve().parents[2]
DATOS = Path(os.environ.get("REPARTO_DATOS", PROYECTO / ".reparto")).resolve()
# not named `reparto`: DuckDB names the catalog after the file, and a schema has that name
DUCKDB = Path(os.environ.get("REPARTO_DUCKDB", DATOS / "bodega.duckdb")).resolve()
