"""Where things are."""

import os
from pathlib import Path

# an installed package carries the dbt project; its data then stand in the working folder, not among the libraries
_INSTALADO = Path(__file__).resolve().parent / "proyecto"
PROYECTO = _INSTALADO if _INSTALADO.is_dir() else Path(__file__).resolve().parents[2]
DATOS = Path(os.environ.get("REPARTO_DATOS", (Path.cwd() if PROYECTO == _INSTALADO else PROYECTO) / ".reparto")).resolve()
# not named `reparto`: DuckDB names the catalog after the file, and a schema has that name
DUCKDB = Path(os.environ.get("REPARTO_DUCKDB", DATOS / "bodega.duckdb")).resolve()
