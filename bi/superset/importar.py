"""Run by Superset's own Python: imports the bundle beside, over what a former import left. The database's address and password come in the environment."""

import os
from pathlib import Path

import yaml
from flask import g
from superset.app import create_app

PAQUETE = Path(__file__).parent / "paquete"

with create_app().app_context():
    from superset import security_manager
    from superset.commands.importers.v1.assets import ImportAssetsCommand

    g.user = security_manager.find_user(username="admin")
    contenidos = {str(p.relative_to(PAQUETE)): p.read_text(encoding="utf-8") for p in sorted(PAQUETE.rglob("*.yaml"))}
    base = yaml.safe_load(contenidos["databases/reparto.yaml"])
    contenidos["databases/reparto.yaml"] = yaml.safe_dump(base | {"sqlalchemy_uri": os.environ["REPARTO_URI"]})
    ImportAssetsCommand(contenidos).run()
