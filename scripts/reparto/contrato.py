"""The input contract, read from the dbt source that declares it."""

from functools import cache

import yaml

from .rutas import PROYECTO


@cache
def tablas() -> dict[str, dict]:
    """{table: {"requerida": bool, "columnas": {name: required}}}, in the order of the contract."""
    texto = (PROYECTO / "models/staging/_fuente__sources.yml").read_text(encoding="utf-8")
    return {
        tabla["name"]: {
            "requerida": tabla.get("config", {}).get("meta", {}).get("requerida", False),
            "columnas": {c["name"]: c["config"]["meta"].get("requerida", False) for c in tabla["columns"]},
        }
        for tabla in yaml.safe_load(texto)["sources"][0]["tables"]
    }


@cache
def variables() -> dict:
    """The dbt vars of a run with their defaults."""
    return dict(yaml.safe_load((PROYECTO / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]["reparto"])
