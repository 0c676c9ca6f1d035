"""Superset's settings for `make superset`: everything of its own stands in one folder, and it speaks to this machine only."""

import os
from pathlib import Path

CARPETA = Path(os.environ["REPARTO_SUPERSET"])
SECRET_KEY = (CARPETA / "llave").read_text()
SQLALCHEMY_DATABASE_URI = f"sqlite:///{CARPETA / 'superset.db'}"
BABEL_DEFAULT_LOCALE = "es"
LANGUAGES = {"es": {"flag": "es", "name": "Español"}}  # without the default's own row the pages stay blank
D3_FORMAT = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["$\u00a0", ""]}
# neither https, which a server on 127.0.0.1 hasn't, nor the pixels and maps that the page would ask of others
TALISMAN_CONFIG = {
    "content_security_policy": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}
