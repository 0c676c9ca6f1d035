"""What is written of a run for whoever looks after it: never a name nor a document of its input, nor the mask's key."""

import os
import re
import subprocess
from pathlib import Path

from conftest import RAIZ, TARGETS, construir, consultar
from reparto import documentos, explicacion, exportacion, rutas, servidor
from test_corpus import _filas, _poblacion

SEIS = re.compile(r"\d{6,}")  # shorter ones are in any text by chance


def _reservados(target: str) -> set[str]:
    """The names and document numbers of what is loaded."""
    hallados = set()
    for tabla, columna in consultar(target, "select table_name, column_name from information_schema.columns where table_schema = 'fuente'"):
        if columna in ("numero_documento", "nombre", "direccion", "correo", "telefono"):
            valores = {str(v).strip() for (v,) in consultar(target, f"select distinct {columna} from fuente.{tabla} where {columna} is not null")}
            hallados |= {v for v in valores if SEIS.search(v) or (columna != "numero_documento" and len(v) > 7)}
    return hallados


def _dichos(lista: Path, diarios: list[Path]) -> list[str]:
    """The reserved values that the journals say; a fraction (a clock's microseconds, a duration) is of no one."""
    archivos = [str(a) for d in diarios for a in ([d] if d.is_file() else d.rglob("*")) if a.is_file()]
    sin_fracciones = subprocess.run(["sed", "-E", r"s/([0-9])\.[0-9]{5,}/\1/g", *archivos], capture_output=True, check=True).stdout
    return subprocess.run(["grep", "-aowFf", str(lista)], input=sin_fracciones, capture_output=True).stdout.decode().splitlines()


def test_ningun_documento_ni_nombre_en_un_diario(bodegas, tmp_path):
    """Loading, building, a build that fails of its rejects, exporting, explaining and a document; demo and corpus, both engines."""
    reservados = set()
    for target in TARGETS:
        (sujeto,) = consultar(target, "select min(id_sujeto) from cobro.estado_cuenta")[0]
        exportacion.exportar(tmp_path / target / "salida", target, formatos=["csv"])
        explicacion.explicar(sujeto, target)
        documentos.emitir("ESTADO_CUENTA", target, tmp_path / target / "documentos", [sujeto], solo_html=True)
        reservados |= _reservados(target)
        corpus = _poblacion(tmp_path / target / "corpus", _filas("casos.csv"))
        assert construir(corpus, target, "build", "-s", "+rechazos", estricto=True).fallas
        reservados |= _reservados(target)
    assert len(reservados) > 3000
    lista = tmp_path / "reservados"
    lista.write_text("\n".join(sorted(reservados)) + "\n", encoding="utf-8")
    diarios = [p for p in (rutas.DATOS / "dbt_log", RAIZ / "logs", servidor.carpeta_datos() / "servidor.log") if p.exists()]
    assert len(diarios) > 1
    dichos = _dichos(lista, diarios)
    testigo = tmp_path / "testigo.log"
    testigo.write_text(f"21:14:00.077000 fila {sorted(reservados)[0]} en 0.1234567 s, de 077000.077000\n", encoding="utf-8")
    assert "077000" in reservados and _dichos(lista, [testigo]) == [sorted(reservados)[0], "077000"], "the search must see a value, and no fraction of a second"
    del_proyecto = subprocess.run(["grep", "-rohwFf", str(lista), *(str(RAIZ / d) for d in ("models", "macros", "seeds"))], capture_output=True, text=True)
    assert set(dichos) - set(del_proyecto.stdout.splitlines()) == set()
    llave = os.environ["REPARTO_CLAVE_MASCARA"]
    donde = [str(p) for p in (*rutas.DATOS.glob("dbt_*"), servidor.carpeta_datos() / "servidor.log") if p.exists()]
    assert len(donde) > 3 and "*****" in (rutas.DATOS / "dbt_log" / "dbt.log").read_text(encoding="utf-8")
    assert subprocess.run(["grep", "-ralF", llave, *donde], capture_output=True, text=True).stdout == ""
