"""The register of readings, the other readings built beside the default one, and the explanation to the taxpayer."""

import csv
import re

import duckdb
import pytest
import yaml
from conftest import MINIMO, RAIZ, TARGETS, construir, consultar, escribir, exportadas
from reparto import explicacion, lecturas
from reparto.ejecucion import Resultado
from reparto.errores import ErrorDeUso

DEL_CONTRATO = {
    "norma", "vigencia_calificacion", "semilla_muestra", "tasa_muestra", "modo_puntaje", "aritmetica", "conteo_vigencia", "metodo_segmento", "archivo_omisos",
    "definicion_omiso", "fuero_otros", "fuero_alcance", "gc_omiso", "integralidad_por", "desborde", "prescripcion", "gc_sin_calificacion", "fuero_sujecion",
    "omiso_ventana", "ingreso_costo_beneficio", "reajuste_sancion", "costos",
}  # fmt: skip


@pytest.fixture(scope="module")
def hecha(demo):
    """The demo built on DuckDB; name of the target. What builds something else stands after its last use."""
    assert construir(demo, "duckdb", "run", "-s", "+traza_decision", "+cola_oficina", "+medicion_conservada", "parametro_corrida").bien
    return "duckdb"


def test_el_registro_esta_completo_y_es_el_de_las_variables():
    with open(RAIZ / "seeds/norma/interpretaciones.csv", encoding="utf-8", newline="") as archivo:
        registro = list(csv.DictReader(archivo))
    assert [f["id"] for f in registro] == [f"D-{n:02d}" for n in range(1, 93)]
    con_variable = {f["variable"]: f["valores"].split(", ") for f in registro if f["variable"]}
    assert set(con_variable) == DEL_CONTRATO
    macro = (RAIZ / "macros/validacion/variables.sql").read_text()
    en_macro = {m[1]: re.findall(r"'(\w+)'", m[2]) for m in re.finditer(r"'(\w+)': \[(.+)\]", macro)}
    assert en_macro == {v: x for v, x in con_variable.items() if v in en_macro}
    assert set(en_macro) == DEL_CONTRATO - {"norma", "vigencia_calificacion", "semilla_muestra", "tasa_muestra", "costos"}
    defectos = yaml.safe_load((RAIZ / "dbt_project.yml").read_text())["vars"]["reparto"]
    assert all(defectos[v] == x[0] for v, x in con_variable.items() if v not in ("norma", "vigencia_calificacion", "costos"))


def test_comparar_no_toca_la_corrida(hecha, tmp_path):
    antes = exportadas(hecha, tmp_path / "antes")
    quien = lecturas.comparar(hecha, {"conteo_vigencia": "por_anio", "fuero_alcance": "sujeto"}, tmp_path / "lista.csv")
    assert exportadas(hecha, tmp_path / "despues") == antes
    assert quien.obligaciones == sum(f[3] for f in quien.por_oficina) == len((tmp_path / "lista.csv").read_text().splitlines()) - 1 > 0
    assert quien.pesos == sum(f[4] for f in quien.por_oficina)
    assert ("4.2", "4.3") in {f[:2] for f in quien.por_prioridad}
    esquemas = {e for (e,) in consultar(hecha, "select schema_name from information_schema.schemata")}
    assert not any(e.startswith(lecturas.OTRA) for e in esquemas)
    with pytest.raises(ErrorDeUso, match="ya existe"):
        lecturas.comparar(hecha, {"conteo_vigencia": "por_anio"}, tmp_path / "lista.csv")


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"fuero_otros": "nadie"}, "fuero_otros 'nadie' no es una lectura"),
        ({"norma": "X"}, "la norma 'X' no está en la semilla"),
        ({"fecha_corte": "2016-12-31"}, "--var fecha_corte: otra lectura se compara con las entradas y el corte de la última corrida"),
    ],
)
def test_comparar_con_una_lectura_mala_es_una_frase(hecha, cambios, frase, tmp_path):
    antes = exportadas(hecha, tmp_path / "antes")
    with pytest.raises(ErrorDeUso, match=re.escape(frase)):
        lecturas.comparar(hecha, cambios)
    assert exportadas(hecha, tmp_path / "despues") == antes


def test_comparar_lo_mismo_no_mueve_a_nadie(hecha):
    quien = lecturas.comparar(hecha, {"fuero_otros": "alguno"})
    assert (quien.sujetos, quien.obligaciones, quien.por_oficina, quien.por_prioridad) == (0, 0, [], [])


@pytest.mark.parametrize(("cambios", "propio"), [({"alivios": []}, True), ({"reajuste_sancion": "enero"}, True), ({"fuero_otros": "todos"}, False)])
def test_lo_que_cambia_el_libro_tiene_el_suyo(hecha, cambios, propio, monkeypatch):
    pedidos = []
    monkeypatch.setattr(lecturas.ejecucion, "dbt", lambda *argumentos, **_: pedidos.append(argumentos) or Resultado(False, [("", "hasta aquí")]))
    with pytest.raises(ErrorDeUso, match="hasta aquí"):
        lecturas.comparar(hecha, cambios)
    assert (lecturas.COMUNES not in pedidos[0]) == propio


@pytest.mark.larga
def test_sensibilidad_prueba_cada_lectura(hecha):
    """Each reading builds and, on the demo, moves somebody: the population reaches it; but a rate of
    1 % takes as many as one of 0.5 % where there are fewer than 200."""
    filas = lecturas.sensibilidad(hecha, lambda _: None)
    probadas = {(variable, valor) for _, variable, valor, _ in filas}
    todas = {(variable, valor) for _, variable, valor in lecturas.alternativas()}
    assert probadas == todas - {(v, x) for v, x in lecturas.parametros(hecha).items() if isinstance(x, str)}
    assert [m.sujetos for *_, m in filas] == sorted((m.sujetos for *_, m in filas), reverse=True)
    assert {variable for _, variable, _, m in filas if m.sujetos == 0} <= {"tasa_muestra"}


@pytest.mark.parametrize(
    ("alcanzable", "fila", "dicho"),
    [
        ("3.50", 7, "pasaría a 4.1; pero su fila de la matriz no da más de 3,5: tendría que cambiar el tamaño o los años de su mora."),
        ("3.52", 7, "pasaría a 4.1."),  # what its printed points add up to
        ("5", 1, "pasaría a 4.1; pero su fila de la matriz no da más de 3,5: tendría que cambiar el tamaño o los años de su mora."),  # today's row is another
    ],
)
def test_lo_que_una_fila_alcanza_es_lo_que_da_su_aritmetica(alcanzable, fila, dicho):
    with duckdb.connect() as conexion:
        for orden in (
            "create schema reparto_intermedio", "create schema reparto",
            "create table reparto_intermedio.int_prioridad as "
            "select * from (values ('4.1', 3.50, null), ('4.2', null, 3.50)) as p (prioridad, mayor_que, hasta)",
            "create table reparto_intermedio.int_calificacion_medida as "
            "select 'CC-1' as id_sujeto, 2017 as vigencia_calificacion, 7 as fila_matriz, 3.00 as puntaje, 3.50 as puntaje_maximo, '4.2' as prioridad",
            "create table reparto.correccion_calificacion (id_sujeto text, vigencia_calificacion integer, es_vigente boolean)",
            f"create table reparto_intermedio.int_puntaje_sujeto as "
            f"select 'CC-1' as id_sujeto, {fila} as fila_matriz, {alcanzable} as puntaje_alcanzable",
        ):  # fmt: skip
            conexion.execute(orden)
        assert explicacion._cambios(conexion, "CC-1") == [f"Con un puntaje mayor a 3,5 {dicho}"]


@pytest.mark.parametrize(("nombre", "dicho"), [("Oficina de Liquidación", "la Oficina de Liquidación"), ("Grupo de Cobro", "Grupo de Cobro")])
def test_de_una_oficina_no_se_supone_el_genero(nombre, dicho):
    """Nor does an acronym lose its capital."""
    with duckdb.connect() as conexion:
        conexion.execute("create schema reparto")
        conexion.execute(
            "create table reparto.asignacion_sujeto as select 'CC-1' as id_sujeto, '4.1' as prioridad, '' as codigo_riesgo, 'A' as oficina, 'R' as regla"
        )
        conexion.execute(
            "create table reparto.asignacion_obligacion as select 'CC-1' as id_sujeto, 'ASIGNADA' as estado, unnest(['A', null]) as oficina, "
            "1.00::decimal(18, 2) as saldo, 0.00::decimal(18, 2) as saldo_sancion"
        )
        assert explicacion._veredicto(conexion, "CC-1", {"A": nombre}, {"R": "prioridad"}) == [
            f"CC-1: prioridad 4.1; lo lleva {dicho} (regla prioridad).",
            f"Debe $ 2,00 de impuesto en 2 obligaciones en mora: 1 en {dicho}, 1 sin oficina.",
        ]


@pytest.mark.parametrize("target", TARGETS)
def test_explicar(target, tmp_path):
    respuestas = "tipo_documento,numero_documento,pregunta,respuesta\n" + "".join(f"CC,1,{p},{int(p != 3)}\n" for p in range(1, 11))
    deudas = MINIMO["obligaciones"].splitlines()[0] + (
        ",valor_sancion\nO1,CC,1,PREDIAL,2016,2016-06-30,32000000,\nO2,CC,2,PREDIAL,2014,2014-06-30,5000000,\n"
        "O3,CC,3,PREDIAL,2017,2017-07-30,5,\nO4,CC,4,ICA,2016,2016-08-01,0,900000\nO5,CC,5,PREDIAL,2014,2014-06-30,5000000,\n"
    )
    correccion = "tipo_documento,numero_documento,vigencia_calificacion,prioridad,funcionario,fecha,motivo\nCC,5,2017,4.3,F1,2017-06-01,Error\n"
    tablas = {"obligaciones": deudas, "respuestas": respuestas, "correcciones_calificacion": correccion}
    carpeta = escribir(tmp_path / "e", **(MINIMO | tablas))
    modelos = ("+traza_decision", "+calificacion_sujeto", "+medicion_conservada", "+correccion_calificacion", "etiquetas")
    assert construir(carpeta, target, "run", "-s", *modelos).bien
    texto = "\n".join(explicacion.explicar("cc-0001", target))
    for frase in (
        "$ 32.000.000,00",
        "Fila 1 de la matriz",
        "Puntaje 3,15",
        "Prioridad 4.2",
        "Con un puntaje mayor a 3,5 pasaría a 4.1.",
        "Obligación O1",
        "Art. 2",
    ):
        assert frase in texto, frase
    lineas = texto.split("\n")
    assert lineas[:2] == [
        "CC-1: prioridad 4.2; lo lleva la Oficina de Cobro Prejurídico (regla prioridad).",
        "Debe $ 32.000.000,00 de impuesto en 1 obligación en mora.",
    ]
    # no office but those that have it: who determines and who collects
    assert {n for n in ("Prejurídico", "Coactivo", "Masivo", "General", "Cultura") if n in texto} == {"Prejurídico", "General"}
    assert re.findall(r"(?<![:\w-])[A-Z]{4,}(?:_[A-Z0-9]+)*\b", texto) == []  # no code, and one way to write numbers
    assert re.findall(r"\d{4,}[.,]\d|\d\.\d\d\b|\d{4}-\d\d-\d\d", texto) == []
    assert texto.index("pasaría a 4.1") < texto.index("pasaría a 4.3")  # the nearest first
    en_umbral = "\n".join(explicacion.explicar("CC-2", target))
    assert "Con un puntaje mayor a 3,5 pasaría a 4.1; pero su fila de la matriz no da más de 3,5" in en_umbral
    corregido = "\n".join(explicacion.explicar("CC-5", target))
    assert "prioridad 4.3" in corregido and "pasaría" not in corregido  # no score moves what an official set
    # a sanction alone, and the row and footnote that send it to collection
    de_sancion = explicacion.explicar("CC-4", target)
    assert "impuesto pendiente: $ 0,00; sanción pendiente: $ 900.000,00" in "\n".join(de_sancion)
    oficina = next(x for x in de_sancion if x.startswith("  Oficina: "))
    assert "Oficina de Cobro Prejurídico" in oficina and oficina.endswith("(Anexo, fila P4.2 y nota **)"), oficina
    for malo, frase in (("1", "se escribe como"), ("CC-999", "ningún contribuyente")):
        with pytest.raises(ErrorDeUso, match=frase):
            explicacion.explicar(malo, target)
