"""Spark's own counters of the bench's build, from the events that it writes down: what its tasks took, read, shuffled and spilled, and how even they were."""

import json
import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .motores import Motor

CIFRAS = {
    "tareas": ("tiempo de las tareas de Spark", " s"),
    "leidos": ("  leído por ellas", " GiB"),
    "repartidos": ("  repartido entre ellas", " GiB"),
    "derramados": ("  derramado a disco", " GiB"),
}
EJECUCION = "org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart"


@dataclass
class _Cuenta:
    """A table's: milliseconds of each stage's tasks, bytes."""

    etapas: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    leidos: int = 0
    repartidos: int = 0
    derramados: int = 0

    @property
    def segundos(self) -> float:
        return sum(map(sum, self.etapas.values())) / 1000

    @property
    def sesgo(self) -> float:
        """The longest task over the median one, in the dearest stage of several."""
        varias = [tareas for tareas in self.etapas.values() if len(tareas) > 1]
        cara = max(varias, key=sum, default=[1])
        return max(cara) / max(statistics.median(cara), 1)


@contextmanager
def anotados(motor: Motor, carpeta: Path) -> Iterator[Callable[[], dict]]:
    """Within it a session of Spark's notes its events in a folder; what it gives tells the figures of those until then. Nothing on other engines."""
    if motor.nombre != "spark":
        yield dict
        return
    motor.contadores = carpeta / "eventos"  # type: ignore[attr-defined]
    (carpeta / "eventos").mkdir()
    try:
        yield lambda: leer(next((carpeta / "eventos").iterdir()))
    finally:
        motor.contadores = None  # type: ignore[attr-defined]


def leer(archivo: Path) -> dict:
    """The bench's figures of a log of events. A task is of the table whose files its query writes."""
    escrita: dict[int, str] = {}
    raiz: dict[int, int] = {}
    de_etapa: dict[int, int] = {}
    cuentas: dict[str, _Cuenta] = defaultdict(_Cuenta)
    maestro = ""
    with open(archivo, encoding="utf-8") as renglones:
        for renglon in renglones:
            if not renglon.endswith("\n"):  # it's being written
                continue
            evento = json.loads(renglon)
            if evento["Event"] == "SparkListenerEnvironmentUpdate":
                maestro = evento["Spark Properties"]["spark.master"]
            elif evento["Event"] == EJECUCION:
                raiz[evento["executionId"]] = evento.get("rootExecutionId", evento["executionId"])
                plan = evento["sparkPlanInfo"]
                alto = [plan, *plan["children"]]  # an adaptive plan stands above what writes
                if escribe := re.search(r"InsertIntoHadoopFs\w+ \S+/bodega/(\w+\.\w+)/", " ".join(nodo["simpleString"] for nodo in alto)):
                    escrita[evento["executionId"]] = escrita[raiz[evento["executionId"]]] = escribe[1]
            elif evento["Event"] == "SparkListenerJobStart":
                ejecucion = int((evento.get("Properties") or {}).get("spark.sql.execution.id", -1))
                de_etapa |= dict.fromkeys(evento["Stage IDs"], ejecucion)
            elif evento["Event"] == "SparkListenerTaskEnd" and (medida := evento.get("Task Metrics")):
                ejecucion = de_etapa.get(evento["Stage ID"], -1)
                cuenta = cuentas[escrita.get(ejecucion) or escrita.get(raiz.get(ejecucion, -1), "otras consultas")]
                cuenta.etapas[evento["Stage ID"]].append(medida["Executor Run Time"])
                cuenta.leidos += medida["Input Metrics"]["Bytes Read"]
                cuenta.repartidos += medida["Shuffle Write Metrics"]["Shuffle Bytes Written"]
                cuenta.derramados += medida["Disk Bytes Spilled"]
    caras = sorted(cuentas.items(), key=lambda par: -par[1].segundos)[:10]
    return {
        "motor": f"Spark {maestro}",
        "tareas": sum(c.segundos for c in cuentas.values()),
        "leidos": sum(c.leidos for c in cuentas.values()) / 2**30,
        "repartidos": sum(c.repartidos for c in cuentas.values()) / 2**30,
        "derramados": sum(c.derramados for c in cuentas.values()) / 2**30,
        "por_tabla": [
            f"{tabla} {c.segundos:.1f} s, la mayor {c.sesgo:.1f} veces la mediana, "
            f"{c.repartidos / 2**20:.0f} MiB repartidos, {c.derramados / 2**20:.0f} derramados"
            for tabla, c in caras
        ],
    }
