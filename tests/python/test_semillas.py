"""The seeds against the text of the resolution, read here from a copy of it and from nothing else."""

import csv
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import jinja2
import pytest
from conftest import RAIZ

TEXTOS = {p.stem: p.read_text(encoding="utf-8") for p in (Path(__file__).parent / "norma").glob("*.txt")}
TEXTO = TEXTOS["DDI-028201"]
MESES = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
CENTAVO = Decimal("0.01")


def semilla(nombre: str) -> list[dict[str, str]]:
    ruta = next((RAIZ / "seeds").glob(f"*/{nombre}.csv"))
    with open(ruta, encoding="utf-8", newline="") as archivo:
        return list(csv.DictReader(archivo))


def numero(texto: str) -> Decimal:
    return Decimal(texto.replace(",", "."))


def normal(texto: str) -> str:
    """The text without marks, escapes or repeated blanks."""
    return re.sub(r"\s+", " ", re.sub(r"\\|<[^>]+>|[*#]", "", texto)).strip()


def _matriz() -> list[list[str]]:
    return [linea.split("\t") for linea in TEXTO.splitlines() if re.match(r"(GRANDE|MEDIANO|PEQUEÑO)\t", linea)]


def _puntos() -> dict[str, list[Decimal]]:
    """The printed points of each row, in the order of the questions."""
    puntos: dict[str, list[Decimal]] = {}
    for fila in semilla("puntos_pregunta"):
        puntos.setdefault(fila["fila"], []).append(Decimal(fila["puntos"]))
    return puntos


def test_la_matriz_es_la_del_texto():
    impresas, filas, puntos = _matriz(), semilla("matriz_calificacion"), _puntos()
    assert len(impresas) == len(filas) == 30
    clases = {
        "VIGENCIA_ACTUAL": "VIGENCIA_ACTUAL",
        "VIGENCIA_ACTUAL Y ANTERIORES": "VIGENCIA_ACTUAL_Y_ANTERIORES",
        "VIGENCIA ANTERIORES": "VIGENCIAS_ANTERIORES",
    }
    for n, (impresa, fila) in enumerate(zip(impresas, filas, strict=True), 1):
        assert fila["fila"] == str(n)
        assert [fila["incumplimiento"], fila["clasificacion_anio"], fila["vigencias_incumplidas"]] == [
            impresa[0].replace("Ñ", "N"),
            clases[impresa[1]],
            impresa[2],
        ]
        assert puntos[fila["fila"]] == [numero(x) for x in impresa[4:23:2]]
        assert Decimal(fila["puntaje_maximo"]) == numero(impresa[24])
        assert impresa[23] == "100%"


def test_los_pesos_son_los_del_texto_y_suman_uno():
    pesos = [Decimal(f["peso"]) for f in semilla("preguntas")]
    for impresa in _matriz():
        assert [numero(x.rstrip("%")) / 100 for x in impresa[3:22:2]] == pesos
    assert sum(pesos) == 1


def test_cada_punto_es_el_peso_por_el_maximo():
    """The audit of the 300 points: all equal weight x maximum rounded half up; 12 rows don't add up to their maximum."""
    pesos = [Decimal(f["peso"]) for f in semilla("preguntas")]
    difieren, impresos = set(), _puntos()
    for fila in semilla("matriz_calificacion"):
        maximo = Decimal(fila["puntaje_maximo"])
        puntos = impresos[fila["fila"]]
        assert puntos == [(peso * maximo).quantize(CENTAVO, ROUND_HALF_UP) for peso in pesos]
        if sum(puntos) != maximo:
            difieren.add(int(fila["fila"]))
    assert difieren == {3, 4, 7, 11, 12, 16, 18, 23, 24, 27, 28, 30}


def test_la_matriz_no_tiene_huecos_ni_traslapes():
    conteos = ["1", "2", "3", "4", "MAYOR_A_4"]
    validas = {("VIGENCIA_ACTUAL", "1")} | {("VIGENCIA_ACTUAL_Y_ANTERIORES", c) for c in conteos[1:]} | {("VIGENCIAS_ANTERIORES", c) for c in conteos}
    celdas = Counter((f["incumplimiento"], f["clasificacion_anio"], f["vigencias_incumplidas"]) for f in semilla("matriz_calificacion"))
    assert celdas == Counter((t, *v) for t in ("GRANDE", "MEDIANO", "PEQUENO") for v in validas)


def test_los_umbrales_son_los_del_texto():
    impresos = re.findall(r"^([>≤] [\d.]+)\t(4\.\d)$", TEXTO, re.M)
    assert [(f["calificacion"], f["prioridad"]) for f in semilla("prioridades")] == impresos
    escalones = [(f["mayor_que"], f["hasta"]) for f in semilla("prioridades")]
    assert [Decimal(e[0]) for e in escalones[:-1]] == [Decimal(c.split()[1]) for c, _ in impresos[:-1]]
    assert [e[1] for e in escalones[1:]] == [e[0] for e in escalones[:-1]]


def test_cada_fila_del_reparto_esta_con_sus_notas():
    bloque = TEXTO[TEXTO.index("Riesgo\tPriorización") : TEXTO.index("\\* Adicional al reparto")]
    impresas, codigo = [], None
    for linea in bloque.splitlines()[1:]:
        if not linea.strip():
            continue
        partes = linea.split("\t")
        codigo = partes if partes[0] else [codigo[0], codigo[1], *partes[2:]]
        impresas.append([re.sub(r"\*+$", "", x) for x in codigo[:2]] + [re.sub(r"\*+$", "", partes[2]), partes[3].strip()])
    filas = semilla("reparto_riesgo")
    assert [[f["riesgo"], f["codigo_riesgo"], f["area"], f["etapa_campania"]] for f in filas] == impresas
    assert len(filas) == 25
    marcas = {(f["codigo_riesgo"], f["etapa"]): f["nota"] for f in filas if f["nota"]}
    assert marcas == {("P2", "DETERMINACION"): "*", ("P2.1", "DETERMINACION"): "***", ("P3", "DETERMINACION"): "*", ("P4.1", "COBRO"): "**"}


def test_cada_fila_del_reparto_va_a_la_oficina_que_nombra():
    nombres = {f["nombre"]: f["oficina"] for f in semilla("oficinas")} | {f["alias"]: f["oficina"] for f in semilla("oficinas_alias")}
    nombres["Oficinas de Cobro"] = ""  # note **: which of the two
    assert [f["oficina"] for f in semilla("reparto_riesgo")] == [nombres[f["area"]] for f in semilla("reparto_riesgo")]


def test_las_notas_son_las_del_texto():
    texto = normal(TEXTO)
    for nota in semilla("notas_reparto"):
        assert normal(nota["texto"]) in texto, nota["nota"]


def test_las_bandas_de_fuentes_son_las_del_texto():
    ordinales = ("Primer", "Segundo", "Tercer", "Cuarto")
    bandas = {"MAS DE 8": ("9", ""), "DE 6 A 8": ("6", "8"), "4 y 5": ("4", "5"), "MENOS DE 4": ("0", "3")}
    impresas = re.findall(r"^(\w+) [Cc]uartil[^\t]*\t(\w)\t(.+) FUENTES", TEXTO, re.M)
    filas = [(f["segmento"], f["cuartil"], f["fuentes_desde"], f["fuentes_hasta"]) for f in semilla("segmentos_omisos")]
    # Art. 6 and the annex print the same table
    assert [(segmento, str(ordinales.index(cuartil) + 1), *bandas[banda]) for cuartil, segmento, banda in impresas] == filas * 2


@pytest.mark.parametrize("nombre", sorted(p.stem for p in (RAIZ / "seeds" / "norma").glob("*.csv")))
def test_cada_fila_cita_su_articulo(nombre):
    for fila in semilla(nombre):
        assert fila.get("articulo") or fila.get("fuente"), (nombre, fila)


def test_los_parametros_que_el_texto_no_da_son_supuestos():
    for nombre in ("rangos_incumplimiento", "costos_ciclo", "capacidades"):
        assert {f["es_supuesto"] for f in semilla(nombre)} == {"true"}


def test_la_uvt_de_2025_no_es_la_de_2024():
    """A public table shows 2024's value as 2025's."""
    uvt = {f["anio"]: Decimal(f["valor"]) for f in semilla("uvt")}
    assert (uvt["2017"], uvt["2024"], uvt["2025"]) == (Decimal(31859), Decimal(47065), Decimal(49799))


ENTEROS, CONTINUA = {"medida": "enteros"}, {"medida": "continua"}
ABIERTOS = {"primero": "abierto", "ultimo": "abierto"}


@pytest.mark.parametrize(
    ("filas", "argumentos", "malas"),
    [
        ("(null, 3), (4, 5), (6, null)", ENTEROS | ABIERTOS, 0),
        ("(null, 3), (4, 5), (7, null)", ENTEROS | ABIERTOS, 1),  # a gap
        ("(null, 3), (4, 5), (7, null)", ENTEROS | ABIERTOS | {"huecos": True}, 0),
        ("(null, 3), (3, 5), (6, null)", ENTEROS | {"huecos": True}, 1),  # a number in two
        ("(null, 3), (4, 5)", ENTEROS | ABIERTOS, 1),  # an end
        ("(0, 3), (4, null)", ENTEROS | ABIERTOS, 1),  # a beginning
        ("(0, 3), (4, null)", ENTEROS | {"primero": 0, "ultimo": "abierto"}, 0),
        ("(1, 3), (4, null)", ENTEROS | {"primero": 0}, 1),
        ("(null, 3), (null, 5)", ENTEROS, 1),  # two without a beginning
        ("(0, null), (4, 5)", ENTEROS | {"huecos": True}, 1),  # one without an end, before another
        ("(5, 4)", ENTEROS, 1),
        ("(4, 4)", ENTEROS, 0),
        ("(4, 4)", CONTINUA, 1),
        ("(null, 2.5), (2.5, null)", CONTINUA | ABIERTOS, 0),
        ("(null, 2.5), (2.6, null)", CONTINUA | ABIERTOS, 1),
        ("(date '2017-01-01', date '2017-01-31'), (date '2017-02-01', null)", {"medida": "dias"}, 0),
        ("(date '2017-01-01', date '2017-01-31'), (date '2017-01-31', null)", {"medida": "dias", "huecos": True}, 1),
    ],
)
def test_intervalos(filas, argumentos, malas):
    """The generic test itself: what it finds and what it lets pass, alone and in two groups."""
    texto = (RAIZ / "tests/generic/intervalos.sql").read_text().replace("{% test ", "{% macro ").replace("{% endtest %}", "{% endmacro %}")
    dbt = {"dateadd": lambda unidad, n, columna: f"{columna} + interval {n} {unidad}"}
    macro = jinja2.Environment().from_string(texto, {"dbt": dbt}).module.intervalos
    sola = f"(select * from (values {filas}) as t (x, y))"
    dos = f"(select * from {sola} cross join (values ('a'), ('b')) as g (grupo))"
    assert len(duckdb.execute(macro(sola, "x", "y", **argumentos)).fetchall()) == malas
    assert len(duckdb.execute(macro(dos, "x", "y", por=["grupo"], **argumentos)).fetchall()) == 2 * malas


def test_la_norma_rige_desde_su_fecha():
    """The heading's day: that of publication isn't in the text (D-37)."""
    mes, dia, anio = re.search(r"\((\w+) (\d+) de (\d{4})\)", TEXTO).groups()
    assert semilla("normas")[0]["vigente_desde"] == f"{anio}-{MESES.index(mes.lower()) + 1:02d}-{dia}"


@pytest.mark.parametrize("fuente", sorted(TEXTOS))
def test_cada_palabra_de_la_fuente_esta_en_una_clausula(fuente):
    """Each clause, footnote, table row, column and chapeau stands in the seed as printed and in its place; between one and the next there is no word."""
    texto, desde = normal(TEXTOS[fuente]), 0
    for fila in (f for f in semilla("clausulas_norma") if f["norma"] == fuente):
        donde = texto.find(fila["texto"], desde)
        assert donde >= 0 and not re.search(r"\w", texto[desde:donde]), (fila["clausula"], texto[desde:donde])
        desde = donde + len(fila["texto"])
    assert desde == len(texto)


def test_cada_clausula_que_manda_tiene_su_mutante():
    """tests/mutantes.csv, which make mutantes runs: each replacement fits in one place of its file."""
    with open(RAIZ / "tests/mutantes.csv", encoding="utf-8", newline="") as archivo:
        mutantes = list(csv.DictReader(archivo))
    assert {m["clausula"] for m in mutantes} == {f["clausula"] for f in semilla("clausulas_norma") if f["clase"] == "OPERATIVA"}
    assert [m for m in mutantes if (RAIZ / m["archivo"]).read_text(encoding="utf-8").count(m["de"]) != 1 or m["de"] == m["a"]] == []
