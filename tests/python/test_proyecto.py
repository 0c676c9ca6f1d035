"""The project's own habits: dbt's YAML keys, one way, portable SQL, names that fit, one direction, everything described."""

import csv
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import jinja2
import pytest
import yaml
from conftest import RAIZ, TARGETS
from dbt.cli.main import dbtRunner
from dbt.jsonschemas.jsonschemas import project_schema, resources_schema
from dbt_common.clients.jinja import get_environment
from jsonschema import Draft7Validator
from reparto import ejecucion, rutas, vivo
from reparto.motores import entorno

YAMLS = sorted(p for d in ("models", "seeds", "tests", "macros", "analyses") for p in (RAIZ / d).rglob("*.yml") if "python" not in p.parts)
SQL = sorted(p for d in ("models", "tests", "analyses") for p in (RAIZ / d).rglob("*.sql"))
# what has no place outside macros/: dialect, chance, clocks, doubles, division, comparisons blind to duplicates
PROHIBIDO = {
    r"::": "cast(x as tipo)",
    r"\bqualify\b|\bilike\b|\brlike\b|~ ?'|\bsimilar to\b|\bdistinct on\b|\bcollate\b": "una macro de portabilidad",
    r"\brandom\(|\bntile\(|\btablesample\b|\bhash\(": "un orden total o md5",
    r"\bnow\(\)|\bcurrent_date\b|\bcurrent_timestamp\b|\bgetdate\(": "reparto.fecha_corte()",
    r"\bexcept\b(?! distinct)|\bintersect\b": "un conteo por fila",
    r"\bfloat\b|\bdouble\b|\breal\b": "numeric",
    r"\bregexp_\w+\(|\bpg_\w+\(|\bstring_agg\(|\blistagg\(|\bgroup_concat\(|\bjson_\w+\(|\bto_json\(|\bstruct_pack\(": "una macro de portabilidad",
    r"\)\s*/\s*|\w /\s*\w": "una multiplicación por un decimal",
}
# a model of the room on the left reads only the rooms on the right, and seeds
LEE_DE = {
    "staging": {"source", "staging"},
    "intermediate": {"staging", "intermediate"},
    "marts": {"intermediate", "marts"},
}
# (reader, what it reads): why it may. Besides, int_calificacion_medida reads calificacion_sujeto without ref: macro calificacion_existente
EXCEPCIONES = {}


@pytest.fixture(scope="module")
def proyectos():
    """Each target's manifest, of which dbt has nothing to warn."""
    leer = ("parse", "--warn-error", "--no-partial-parse")
    with entorno(REPARTO_DUCKDB=str(rutas.DUCKDB)):  # whatever file another test of this process used last
        leidos = {t: dbtRunner().invoke([*leer, *ejecucion._opciones(t, {"fecha_corte": "2017-06-30"})]) for t in TARGETS}
    assert [(t, str(x.exception)) for t, x in leidos.items() if not x.success] == []
    return {t: x.result for t, x in leidos.items()}


@pytest.mark.parametrize("ruta", YAMLS, ids=lambda r: r.name)
def test_las_claves_de_los_yaml_son_de_dbt(ruta):
    """dbt says nothing of a misspelt key on these engines: `data_test:` would drop the test in silence."""
    contenido = json.loads(json.dumps(yaml.safe_load(ruta.read_text()), default=str))
    contenido.pop("metrics", None)  # the bundled schema has only their later form; dbt's parser itself refuses what it doesn't know in them
    errores = list(Draft7Validator(resources_schema()).iter_errors(contenido))
    assert not errores, [(list(e.absolute_path), e.message[:200]) for e in errores]


def test_las_claves_del_proyecto_son_de_dbt():
    # the schema lists dbt's own materializations: the project's stands for a table there
    contenido = yaml.safe_load((RAIZ / "dbt_project.yml").read_text().replace("+materialized: lectura\n", "+materialized: table\n"))
    assert [e.message for e in Draft7Validator(project_schema()).iter_errors(contenido)] == []


def test_una_clave_mal_escrita_se_nota():
    mala = {"models": [{"name": "x", "columns": [{"name": "y", "data_test": ["not_null"]}]}]}
    assert list(Draft7Validator(resources_schema()).iter_errors(mala))


@pytest.mark.parametrize("ruta", SQL, ids=lambda r: r.name)
def test_sql_portable(ruta):
    texto = re.sub(r"\{#.*?#\}|--[^\n]*", "", ruta.read_text(), flags=re.S)
    sin_textos = re.sub(r"'[^'{}]*'", "''", texto)
    assert [(m.group(), mejor) for patron, mejor in PROHIBIDO.items() for m in re.finditer(patron, sin_textos, re.I)] == []


def test_estilo_con_sqlfluff(tmp_path):
    """The sources as they are written, by dbt's own templater. It reads no macro and no generic test, which are nothing before somebody calls them."""
    entorno = os.environ | {"REPARTO_DUCKDB": ":memory:", "DBT_TARGET_PATH": str(tmp_path / "target"), "DBT_LOG_PATH": str(tmp_path)}
    opciones = ["--format", "json", "--processes", "2", "--disable-progress-bar"]
    orden = [sys.executable, "-m", "sqlfluff", "lint", "models", "macros", "tests", "analyses", *opciones]
    corrida = subprocess.run(orden, capture_output=True, text=True, cwd=RAIZ, env=entorno)
    archivos = json.loads(corrida.stdout[corrida.stdout.index("[{") :])
    hallado = [(a["filepath"], v["start_line_no"], v["code"], v["description"]) for a in archivos for v in a["violations"]]
    assert hallado == []
    # what dbt doesn't know it passes over in silence
    assert "not found in dbt project" not in corrida.stdout + corrida.stderr
    assert {a["filepath"] for a in archivos} >= {str(p.relative_to(RAIZ)) for p in SQL}
    print(f"\n{len(archivos)} files, {len(hallado)} findings of sqlfluff")


def test_ninguna_linea_de_sql_pasa_de_cien_columnas():
    """As they are written: of a comment and of a macro's body sqlfluff says nothing."""
    partes = ("models", "macros", "tests", "analyses", "integration_tests")
    escritas = [p for d in partes for p in (RAIZ / d).rglob("*.sql") if not {"target", "dbt_packages"} & set(p.relative_to(RAIZ).parts)]
    lineas = [(p, n, linea) for p in escritas for n, linea in enumerate(p.read_text(encoding="utf-8").splitlines(), 1)]
    assert [f"{p.relative_to(RAIZ)}:{n}" for p, n, linea in lineas if len(linea) > 100] == []
    print(f"\n{len(escritas)} files, {len(lineas)} lines")


def _cuarto(nodo) -> str:
    """The room of a node: its folder under models/; a source or a seed is its own."""
    return nodo.fqn[1] if nodo.resource_type == "model" else nodo.resource_type


def test_una_sola_direccion(proyectos):
    """Sources, staging, intermediate, marts. Whoever adds an edge that this finds moves the model, not the test."""
    proyecto = proyectos["duckdb"]
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


def test_lo_que_un_recibo_nuevo_mueve_se_rehace_entero(proyectos):
    """Between the receipts and what documents read nothing is left as the run saw it, but who is known and how they are measured, which no receipt of
    today changes."""
    modelos = {u: n for u, n in proyectos["duckdb"].nodes.items() if n.resource_type == "model"}
    padres = {u: [p for p in n.depends_on.nodes if p in modelos] for u, n in modelos.items()}
    hijos = defaultdict(list)
    for hijo, suyos in padres.items():
        for padre in suyos:
            hijos[padre].append(hijo)

    def alcanza(desde, grafo) -> set[str]:
        vistos, cola = set(), [desde]
        while cola:
            nuevos = set(grafo[cola.pop()]) - vistos
            vistos |= nuevos
            cola += nuevos
        return vistos | {desde}

    leidas = {"certificacion_deuda", "certificacion_deuda_detalle", "destino_saldo_a_favor", "estado_cuenta", "cuenta_a_una_fecha", "movimiento_a_una_fecha"}
    antes = set().union(*(alcanza(u, padres) for u, n in modelos.items() if n.name in leidas | {"normalizacion_saldos", "int_cierre"}))
    tocados = alcanza("model.reparto.stg_pagos", hijos) & antes
    de_la_medicion = {u for u in tocados if modelos[u].fqn[1:3] == ["intermediate", "calificacion"] or modelos[u].name == "int_saldo_obligacion"}
    assert {modelos[u].name for u in tocados - de_la_medicion} == set(vivo.MODELOS)


def test_nombres_que_caben_en_postgres(proyectos):
    """PostgreSQL cuts names at 63 characters; dbt adds suffixes of its own."""
    nombres = [n.name for n in proyectos["postgres"].nodes.values() if n.resource_type in ("model", "seed")]
    assert [n for n in nombres if len(n) > 50] == []
    assert [p.stem for p in (RAIZ / "tests" / "invariantes").glob("*.sql") if len(p.stem) > 50] == []


def test_todo_lo_publico_esta_descrito_y_bajo_contrato(proyectos):
    for nodo in proyectos["duckdb"].nodes.values():
        if nodo.resource_type == "model" and "marts" in nodo.fqn and nodo.config.materialized != "ephemeral":
            assert nodo.config.contract.enforced and nodo.description, nodo.name
            assert all(c.description and c.data_type for c in nodo.columns.values()), nodo.name
        if nodo.resource_type == "seed":
            assert nodo.description and all(c.description for c in nodo.columns.values()), nodo.name


def test_cada_modelo_y_cada_columna_escrita_estan_descritos(proyectos):
    """Every model says what it is for and what its columns are, in the YAML beside it."""
    modelos = [n for n in proyectos["duckdb"].nodes.values() if n.resource_type == "model"]
    assert [n.name for n in modelos if not n.description or not n.columns] == []
    assert [(n.name, c.name) for n in modelos for c in n.columns.values() if not c.description] == []
    print(f"\n{len(modelos)} models described, {sum(len(n.columns) for n in modelos)} columns")


def test_cada_macro_y_cada_argumento_estan_descritos(proyectos):
    """What a macro gives and takes, in the YAML beside it; what each engine says of it needs no more."""
    macros = [m for m in proyectos["duckdb"].macros.values() if m.package_name == "reparto"]
    publicas = [m for m in macros if not m.name.startswith(("default__", *(f"{motor}__" for motor in (*TARGETS, "spark"))))]
    for macro in publicas:
        definida = next(get_environment(None, capture_macros=True).parse(macro.macro_sql).find_all(jinja2.nodes.Macro))
        firma = [a.name for a in definida.args if a.name != "supported_languages"]  # a materialization's, dbt's own
        assert macro.description and [a.name for a in macro.arguments] == firma, macro.name
        assert all(a.type and a.description for a in macro.arguments), macro.name
        assert Path(macro.patch_path.removeprefix("reparto://")).parent == Path(macro.original_file_path).parent, macro.name
    print(f"\n{len(publicas)} macros described, {sum(len(m.arguments) for m in publicas)} arguments")


def test_cada_modelo_tiene_grupo_y_solo_los_marts_son_publicos(proyectos):
    """Whose a model is, and whether a project that installs this one may rest on it."""
    modelos = [n for n in proyectos["duckdb"].nodes.values() if n.resource_type == "model"]
    assert [n.name for n in modelos if not n.config.group] == []
    publicos = {n.name for n in modelos if n.access == "public"}
    assert publicos == {n.name for n in modelos if n.fqn[1] == "marts" and n.config.materialized != "ephemeral"}


def test_las_filas_largas_de_una_prueba_unitaria_son_un_archivo():
    """A reader of a unit test sees what it is about, not a screen of rows; and a file of rows that no test reads is nobody's."""
    pruebas = [u for ruta in YAMLS for u in yaml.safe_load(ruta.read_text()).get("unit_tests", [])]
    entradas = [(u["name"], e) for u in pruebas for e in (*u["given"], u["expect"])]
    assert [nombre for nombre, e in entradas if isinstance(e.get("rows"), str) and e["rows"].count("\n") > 16] == []
    archivos = {p.stem for p in (RAIZ / "tests/fixtures").glob("*.csv")}
    assert {e["fixture"] for _, e in entradas if "fixture" in e} == archivos
    print(f"\n{len(pruebas)} unit tests, {len(archivos)} files of rows")


def test_cada_tabla_y_cada_codigo_de_entrada_se_dicen_una_vez(proyectos):
    """The contract's tables are those that are read and whose rejected rows are gathered; a code's values are in the contract or in a seed, never in both."""
    proyecto = proyectos["duckdb"]
    fuentes = {f.name: {c.name: c.config.meta for c in f.columns.values()} for f in proyecto.sources.values()}
    lectores = {n.config.meta["tabla"]: n for n in proyecto.nodes.values() if n.config.materialized == "lectura"}
    for nodo in (proyecto.nodes["model.reparto.int_rechazo"], proyecto.nodes[lectora := "test.reparto.filas_entran_igual_a_leidas_mas_rechazadas"]):
        assert {n.unique_id for n in lectores.values()} == {d for d in nodo.depends_on.nodes if d.startswith("model.reparto.stg_")}, nodo.name
    assert set(fuentes) == set(lectores) == {d.rsplit(".", 1)[1] for d in proyecto.nodes[lectora].depends_on.nodes if d.startswith("source.")}
    codigos = [(t, c, m) for t, columnas in fuentes.items() for c, m in columnas.items() if m["tipo"] in ("codigo", "entero", "tipo_documento")]
    assert [(t, c) for t, c, m in codigos if ("valores" in m) == (c in lectores[t].config.meta["catalogos"])] == []
    assert {(t, c) for t, n in lectores.items() for c in n.config.meta["catalogos"]} <= {(t, c) for t, c, _ in codigos}

    def columna(archivo: str, nombre: str, **iguales: str) -> set[str]:
        with open(RAIZ / "seeds" / archivo, encoding="utf-8", newline="") as texto:
            return {f[nombre] for f in csv.DictReader(texto) if iguales.items() <= f.items()}

    assert set(fuentes["obligaciones"]["periodo"]["valores"]) == columna("parametros/etiquetas.csv", "codigo", catalogo="periodo")
    print(f"\n{len(fuentes)} input tables, {len(codigos)} columns of codes")


def test_ningun_modelo_que_nadie_lea(proyectos):
    """Another model reads it, or a document does."""
    documentos = (RAIZ / "scripts/reparto/documentos.py").read_text()
    proyecto = proyectos["duckdb"]
    leidos = {p for n in proyecto.nodes.values() if n.resource_type == "model" for p in n.depends_on.nodes}
    for clave, nodo in proyecto.nodes.items():
        if nodo.resource_type == "model" and "marts" not in nodo.fqn and "staging" not in nodo.fqn:
            assert clave in leidos or f"reparto_intermedio.{nodo.name} " in documentos, nodo.name


def test_solo_una_vista_lee_la_de_todos_los_dias(proyectos):
    """A view of every obligation on every day is for one day's question: a table that joins it computes them all (a build without end, on DuckDB)."""
    modelos = {clave: n for clave, n in proyectos["duckdb"].nodes.items() if n.resource_type == "model"}
    vistas = ["model.reparto.int_estado_dia"]
    for vista in vistas:  # it grows
        lectores = [clave for clave, n in modelos.items() if vista in n.depends_on.nodes]
        assert [c for c in lectores if modelos[c].config.materialized != "view"] == []
        vistas += lectores
    assert len(vistas) > 3


def test_cada_prueba_dice_quien_corrige():
    """A singular test's comment says who mends what it finds."""
    for ruta in (RAIZ / "tests" / "invariantes").glob("*.sql"):
        assert re.search(r"mends?\b", ruta.read_text()), ruta.name


def test_cada_clausula_tiene_una_prueba_que_existe(proyectos):
    """The model cobertura_norma can't see dbt's unit tests nor pytest's: this looks them up. That they go red is make mutantes's."""
    proyecto = proyectos["duckdb"]
    pruebas = {n.name for n in proyecto.nodes.values() if n.resource_type == "test"} | {n.name for n in proyecto.unit_tests.values()}
    for ruta in (RAIZ / "tests/python").glob("test_*.py"):
        pruebas |= set(re.findall(r"^def (test_\w+)", ruta.read_text(), re.M))
    with open(RAIZ / "seeds/norma/clausulas_norma.csv", encoding="utf-8", newline="") as archivo:
        clausulas = list(csv.DictReader(archivo))
    assert [f["clausula"] for f in clausulas if (f["clase"] == "OPERATIVA") != (f["prueba"] in pruebas) or f["clase"] != "OPERATIVA" and f["modelo"]] == []
    with open(RAIZ / "seeds/norma/precedencia.csv", encoding="utf-8", newline="") as archivo:
        reglas = {f["regla"] for f in csv.DictReader(archivo)}
    assert {f["regla"] for f in clausulas} - {""} == reglas


def test_cada_valor_de_cada_lectura_tiene_su_prueba_unitaria(proyectos):
    macro = (RAIZ / "macros/validacion/variables.sql").read_text()
    valores = {(m[1], v) for m in re.finditer(r"'(\w+)': \[(.+)\]", macro) for v in re.findall(r"'(\w+)'", m[2])}
    probados = {(k, v) for n in proyectos["duckdb"].unit_tests.values() if n.overrides for k, v in n.overrides.vars.items() if isinstance(v, str)}
    assert valores - probados == set()


DE_UN_MOTOR = r"target\s*(?:==|!=|in\b|not in\b)(?! targets).*|\bmatch target|^(?:import|from) psycopg.*"


def test_lo_propio_de_un_motor_esta_en_su_modulo():
    """Elsewhere nobody asks which engine it is, nor talks to PostgreSQL but through it."""
    for ruta in (RAIZ / "scripts/reparto").glob("*.py"):
        hallado = re.findall(DE_UN_MOTOR, ruta.read_text(), re.MULTILINE)
        assert not hallado, (ruta.name, hallado)


def test_ningun_modelo_nombra_una_oficina_ni_un_articulo(proyectos, monkeypatch):
    """What a norm says is in its seeds: neither the compiled SQL of a model nor the Python (invented data apart) repeats it."""

    def codigos(nombre: str, columna: str) -> set[str]:
        with open(RAIZ / f"seeds/norma/{nombre}.csv", encoding="utf-8", newline="") as archivo:
            return {f[columna] for f in csv.DictReader(archivo)}

    texto = "|".join(sorted(codigos("oficinas", "oficina") | codigos("oficinas", "nombre") | codigos("resultados_regla", "codigo") - {""}))
    patron = re.compile(rf"(?<!\w)({texto})(?!\w)|\bArts?\. ?\d|\bArtículo \d|\bAnexo\b")
    monkeypatch.setenv("REPARTO_DUCKDB", str(rutas.DUCKDB))
    for target in TARGETS:
        # staging asks the seed of questions for its codes as it compiles
        assert dbtRunner(manifest=proyectos[target]).invoke(["seed", "-s", "preguntas", *ejecucion._opciones(target, {"fecha_corte": "2017-06-30"})]).success
        compilados = dbtRunner(manifest=proyectos[target]).invoke(["compile", *ejecucion._opciones(target, {"fecha_corte": "2017-06-30"})]).result.results
        modelos = {r.node.name: r.node.compiled_code for r in compilados if r.node.resource_type == "model"}
        assert len(modelos) > 150
        for nombre, sql in modelos.items():
            assert not (m := patron.search(re.sub(r"--[^\n]*", "", sql))), (target, nombre, m.group())
    for ruta in (RAIZ / "scripts").rglob("*.*"):
        if ruta.suffix in (".py", ".j2", ".typ") and ruta.name not in ("demo.py", "oficina.py"):
            assert not (m := patron.search(ruta.read_text(encoding="utf-8"))), (ruta.name, m.group())


LECTORES = {
    "tablero": ("plantillas/tablero.yml", "tablero.py"),
    "retrospectiva": ("retrospectiva.py",),
    "libros": ("libros.py",),
    "documentos": ("documentos.py", "calendario.py"),
}


def test_cada_exposicion_dice_lo_que_su_codigo_lee():
    """Who would be hurt by a mart that moves, and whom to ask."""
    marts = {p.stem for p in (RAIZ / "models/marts").rglob("*.sql")}
    exposiciones = {e["name"]: e for e in yaml.safe_load((RAIZ / "models/marts/_exposures.yml").read_text(encoding="utf-8"))["exposures"]}
    assert set(exposiciones) == set(LECTORES) | {"superset"} and all(e["owner"]["name"] for e in exposiciones.values())
    for nombre, archivos in LECTORES.items():
        texto = "".join((RAIZ / "scripts/reparto" / a).read_text(encoding="utf-8") for a in archivos)
        leidos = {m[1] for m in re.finditer(r"\b(?:reparto|bi|cobro)\}?\.(\w+)", texto)} & marts
        assert {re.fullmatch(r"ref\('(\w+)'\)", r)[1] for r in exposiciones[nombre]["depends_on"]} == leidos, nombre


def test_lo_que_no_se_pudo_auditar_no_pasa_por_sano(monkeypatch):
    monkeypatch.syspath_prepend(str(RAIZ / "scripts"))
    from auditar import juzgar

    sana, sin_ver = {"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}
    mala = {"name": "c", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
    assert [juzgar({"dependencies": d})[0] for d in ([sana], [sana, sin_ver], [sin_ver, mala])] == [0, 2, 1]
