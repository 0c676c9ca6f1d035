"""The input contract, read from the dbt source that declares it."""

from functools import cache

import yaml

from .rutas import PROYECTO


@cache
def _fuente() -> dict:
    return yaml.safe_load((PROYECTO / "models/staging/_fuente__sources.yml").read_text(encoding="utf-8"))["sources"][0]


@cache
def tablas() -> dict[str, dict]:
    """{table: {"requerida": bool, "columnas": {name: required}, "tipos": {name: meta.tipo}}}, in the order of the contract."""
    return {
        tabla["name"]: {
            "requerida": tabla.get("config", {}).get("meta", {}).get("requerida", False),
            "columnas": {c["name"]: c["config"]["meta"].get("requerida", False) for c in tabla["columns"]},
            "tipos": {c["name"]: c["config"]["meta"]["tipo"] for c in tabla["columns"]},
        }
        for tabla in _fuente()["tables"]
    }


def patrones() -> dict[str, str]:
    """{meta.tipo: regular expression of a good value}."""
    return _fuente()["config"]["meta"]["patrones"]


@cache
def variables() -> dict:
    """The dbt vars of a run with their defaults."""
    return dict(yaml.safe_load((PROYECTO / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]["reparto"])
