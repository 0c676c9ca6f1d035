"""One direction: sources, staging, intermediate, marts. Whoever adds an edge that this finds moves the model, not the test."""

import pytest
from dbt.cli.main import dbtRunner
from reparto import ejecucion

# a model of the room on the left reads only the rooms on the right, and seeds
LEE_DE = {
    "staging": {"source", "staging"},
    "intermediate": {"staging", "intermediate"},
    "marts": {"intermediate", "marts"},
}
# (reader, what it reads): why it may. Besides, int_calificacion_medida reads calificacion_sujeto without ref: macro calificacion_existente
EXCEPCIONES = {}


@pytest.fixture(scope="module")
def proyecto():
    return dbtRunner().invoke(["parse", *ejecucion._opciones("duckdb", {"fecha_corte": "2017-06-30"})]).result


def _cuarto(nodo) -> str:
    """The room of a node: its folder under models/; a source or a seed is its own."""
    return nodo.fqn[1] if nodo.resource_type == "model" else nodo.resource_type


def test_una_sola_direccion(proyecto):
    nodos = {**proyecto.nodes, **proyecto.sources}
    aristas = [(nodo, nodos[padre]) for nodo in proyecto.nodes.values() if nodo.resource_type == "model" for padre in nodo.depends_on.nodes]
    malas = {
        (nodo.name, padre.name): f"{_cuarto(nodo)} <- {_cuarto(padre)}"
        for nodo, padre in aristas
        if padre.resource_type != "seed" and _cuarto(padre) not in LEE_DE[_cuarto(nodo)]
    }
    sin_declarar = sorted(set(malas) - set(EXCEPCIONES))
    assert not sin_declarar, f"{sin_declarar[0][0]} reads {sin_declarar[0][1]} ({malas[sin_declarar[0]]})"
    assert not set(EXCEPCIONES) - set(malas), "an exception that no edge needs"
    print(f"\n{len(aristas)} edges checked, {len(EXCEPCIONES)} declared exceptions")
