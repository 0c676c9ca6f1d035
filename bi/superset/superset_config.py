"""Superset's settings for `make superset`: everything of its own stands in one folder, and it speaks to this machine only."""

import os
from pathlib import Path

CARPETA = Path(os.environ["REPARTO_SUPERSET"])
SECRET_KEY = (CARPETA / "llave").read_text()
SQLALCHEMY_DATABASE_URI = f"sqlite:///{CARPETA / 'superset.db'}"
BABEL_DEFAULT_LOCALE = "es"
TALISMAN_ENABLED = False  # it asks for https, which a server on 127.0.0.1 hasn't
