"""Generated populations: the SQL and the plain-Python reference agree row by row, and the invariants hold.

The models' compiled SQL is run again on each population without dbt, which would take seconds a population: views stay, tables are filled
again. The ledger stays without events: test_libro has its own reference. Staging reads all the populations at once, since its statements are the
slow ones to plan.
"""

import random
import re
import shutil
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import duckdb
import psycopg
import pytest
from conftest import CON_JAVA, construir, escribir, escribir_filas
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from referencia import CORTE, DE_FONDO, OTRAS_FAMILIAS, Poblacion, repartir
from reparto import consultas, contrato, rutas

POBLACIONES = {"duckdb": 60, "postgres": 120}
# each public table of the decision and its key; every other column is held against the reference
CLAVES = {
    "calificacion_sujeto": ["id_sujeto"],
    "asignacion_obligacion": ["id_obligacion"],
    "asignacion_sujeto": ["id_sujeto"],
    "asignacion_omiso": ["id_sujeto"],
    "comunidad_objeto": ["id_objeto", "id_sujeto"],
    "muestra_costo_beneficio": ["id_sujeto"],
    "cola_oficina": ["oficina", "id_caso"],
    "reasignacion": ["id_reasignacion"],
    "tramite_asignado": ["id_tramite"],
}
SUJETOS = [("CC", str(n)) for n in range(1, 8)]
OBJETOS = ["A", "B", "C"]
FECHAS = st.sampled_from([CORTE + timedelta(days=d) for d in (-900, -1, 0, 1)])
TALVEZ_FECHA = st.none() | FECHAS


def _sujeto(par: tuple[str, str]) -> str:
    return "-".join(par)


@st.composite
def poblaciones(draw) -> Poblacion:
    uno = st.sampled_from([_sujeto(s) for s in SUJETOS] + ["CC-9"])
    lista = lambda cosa, n=6, minimo=1: draw(st.lists(cosa, min_size=minimo, max_size=n))  # noqa: E731
    montos = st.sampled_from([Decimal(x) for x in ("0", "0.01", "249999.99", "250000", "3185899.99", "3185900", "31858999.99", "31859000", "900000.50")])
    cuales, monto = draw(st.integers(0, 255)), draw(montos) + 1  # years in default of CC-9, and how much in each
    vence = st.sampled_from([date(a, 3, 31) for a in range(2009, 2018)] + [CORTE, CORTE - timedelta(days=1), CORTE + timedelta(days=1)])
    impuestos = st.sampled_from(["PREDIAL"] * 5 + ["VEHICULOS"] * 3 + ["ICA"] * 3 + ["RETEICA", "AVISOS_TABLEROS", *sorted(OTRAS_FAMILIAS)])
    obligacion = st.fixed_dictionaries({
        "s": uno, "impuesto": impuestos, "objeto": st.none() | st.sampled_from(OBJETOS), "vence": vence, "valor": montos,
        "sancion": st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(100000)]), "tipo": st.sampled_from(["MORA", "MORA", "OMISO", "INEXACTO"]),
        "titulo": st.sampled_from([None, True, False]), "estado": st.sampled_from(["ABIERTA"] * 4 + ["SUSPENDIDA", "EN_FACILIDAD", "PRESCRITA"]),
        "fecha_titulo": st.none() | FECHAS, "firmeza": st.none() | st.none() | FECHAS,
    })  # fmt: skip
    vigencia = {"desde": TALVEZ_FECHA, "hasta": TALVEZ_FECHA}
    deudas = [o | {"id": f"O{n:02d}"} for n, o in enumerate(lista(obligacion, 14, 7))]
    # somebody in default year after year, so that every row of the matrix and every priority is seen
    comun = {"objeto": None, "sancion": Decimal(0), "tipo": "MORA", "estado": "ABIERTA", "fecha_titulo": None, "firmeza": None}
    for anio in (2009 + n for n in range(8) if cuales >> n & 1):
        de_un_anio = {"id": f"A{anio}", "s": "CC-9", "impuesto": "ICA", "vence": date(anio, 3, 31), "valor": monto, "titulo": draw(st.booleans())}
        deudas.append(comun | de_un_anio)
    # now and then a crowd of small debts, so that Art. 5 draws somebody: of fewer than a hundred, 1 % is nobody
    for n in range(draw(st.sampled_from([0] * 8 + [60, 99, 100, 230]))):
        chica = {"impuesto": "ICA", "vence": date(2016, 3, 31), "valor": Decimal(1000 + n), "titulo": n % 3 == 0}
        deudas.append(comun | chica | {"id": f"M{n:03d}", "s": f"CC-{100 + n}"})
    # now and then two who share a house and owe nothing else (Art. 7 num. 2): 4.4, 4.5, 4.3
    anios, valor = draw(st.sampled_from([(0, 0), (1, 1000), (3, 1000), (3, 1100000)]))
    casa = [("PREDIAL", "Z", date(2014 - n, 3, 31), Decimal(valor)) for n in range(anios)]
    vecinos = ["CC-31", "CC-32"] if casa else []
    for n, (s, debe) in enumerate((s, debe) for s in vecinos for debe in casa):
        deudas.append(comun | dict(zip(("impuesto", "objeto", "vence", "valor"), debe, strict=True)) | {"id": f"Z{n}", "s": s, "titulo": False})
    ids = st.sampled_from([o["id"] for o in deudas[:14]] or ["O00"])
    respuesta = st.sampled_from([Decimal(x) for x in ("0", "0.5", "1", "0.25")])
    dadas = {(r["s"], r["pregunta"]): r for r in lista(st.fixed_dictionaries({"s": uno, "pregunta": st.integers(1, 10), "respuesta": respuesta}), 20, 0)}
    for s in draw(st.sets(uno, max_size=2)):  # somebody with all the answers
        dadas |= {(s, n): {"s": s, "pregunta": n, "respuesta": Decimal(1)} for n in range(1, 11)}
    expediente = st.fixed_dictionaries({
        "id": st.sampled_from(["E0", "E1", "E2"]), "obligacion": ids, "oficina": st.sampled_from(["CONTROL_MASIVO", "FISCALIZACION_GENERAL", "COBRO_COACTIVO"]),
        "actuacion": st.sampled_from([*sorted(DE_FONDO), "PERSUASIVO", "INVITACION", "REGISTRO"]), "abre": FECHAS, "cierra": TALVEZ_FECHA,
    })  # fmt: skip
    abiertos = {(e["id"], e["obligacion"]): e for e in lista(expediente, 3)}
    resultados = st.sampled_from([None, "PRESENTO", "NO_PRESENTO", "SIN_CONTACTO"])
    # who owes on an object shares it, now and then
    con_objeto = [o for o in deudas if o["objeto"] and o["impuesto"] in ("PREDIAL", "VEHICULOS")][:2]
    comuneros = [{"objeto": o["objeto"], "s": s, "desde": None, "hasta": None} for o in con_objeto for s in sorted({o["s"], draw(uno)})]
    comuneros += [{"objeto": "Z", "s": s, "desde": None, "hasta": None} for s in vecinos]
    mandamiento = st.fixed_dictionaries({"s": uno, "desde": FECHAS, "hasta": TALVEZ_FECHA, "obligacion": st.none() | ids, "notifica": TALVEZ_FECHA})
    facilidades = [{"id": f"F{n}", **f} for n, f in enumerate(lista(st.fixed_dictionaries({"s": uno, "otorga": FECHAS}), 2))]
    caso = st.builds(lambda t, s, o, e: t + {"OBJ:": o, "EXP:": e}.get(t, s), st.sampled_from(["SUJ:", "OMI:", "OBJ:", "EXP:"]), uno,
                     st.sampled_from(OBJETOS), st.sampled_from(["E0", "E1"]))  # fmt: skip
    destino = st.one_of(*(st.builds(lambda v, c=c: {"obligacion": None, "caso": None, "s": None} | {c: v}, x) for c, x in
                          (("obligacion", ids), ("caso", caso), ("s", uno))))  # fmt: skip
    orden = st.fixed_dictionaries({
        "oficina": st.sampled_from(["CONTROL_MASIVO", "FISCALIZACION_GENERAL", "COBRO_COACTIVO"]), "desde": FECHAS, "hasta": TALVEZ_FECHA,
    })  # fmt: skip
    reasignaciones = [draw(destino) | r | {"id": f"R{n}"} for n, r in enumerate(lista(orden, 2))]
    grandes = lista(st.fixed_dictionaries({"s": uno, "desde": FECHAS, "hasta": TALVEZ_FECHA}), 2)
    if grandes and draw(st.booleans()):  # an office that is closed to them
        vedada = {"obligacion": None, "caso": None, "s": grandes[0]["s"], "oficina": "FISCALIZACION_GENERAL", "desde": CORTE, "hasta": None}
        reasignaciones.append(vedada | {"id": "RG"})
    # an omiso total who owes nothing, moved by hand
    fuentes_del_movido = draw(st.sampled_from([0, 3, 9]))
    if fuentes_del_movido:
        reasignaciones.append(draw(orden) | {"id": "RO", "obligacion": None, "caso": "OMI:CC-41", "s": None, "desde": CORTE})
    tipos = st.sampled_from([
        "CORRECCION_MENOR_VALOR", "REVOCATORIA", "INVALIDACION", "AUTO_DECLARATIVO", "CADUCIDAD", "INACTIVACION", "CONSULTA_ANIOS_ANTERIORES",
    ])  # fmt: skip
    tramites = lista(st.fixed_dictionaries({"s": uno, "tipo": tipos}), 4)
    tramites.append({"s": grandes[0]["s"], "tipo": "REVOCATORIA"})  # the footnote names Fiscalización Grandes apart
    puntos = st.sampled_from([Decimal(0), Decimal("1.5"), Decimal(3)])
    return Poblacion(
        contribuyentes=[{"s": s, "riesgo": draw(st.sampled_from([None, None, "P2", "P3"]))} for s in draw(st.sets(uno))],
        obligaciones=deudas,
        respuestas=list(dadas.values()),
        grandes_contribuyentes=grandes,
        mandamientos_pago=[m | {"id": f"M{n}"} for n, m in enumerate(lista(mandamiento, 2))],
        facilidades=facilidades,
        facilidad_obligacion=[{"facilidad": f["id"], "obligacion": draw(ids)} for f in facilidades],
        reasignaciones=reasignaciones,
        tramites=[{"id": f"T{n}", **x} for n, x in enumerate(tramites)],
        exclusiones=lista(st.fixed_dictionaries({"s": uno, "ambito": st.sampled_from(["TODO", "OMISOS"]), **vigencia}), 2, 0),
        sujecion_objeto=lista(st.fixed_dictionaries({"objeto": st.sampled_from(OBJETOS), "s": uno, **vigencia}), 9, 3) + comuneros,
        expedientes=list(abiertos.values()),
        indicios=[
            {"s": s, "fuente": f"F{k}", "anio": draw(st.sampled_from([2014, 2016])), "impuesto": draw(st.sampled_from([None, None, "ICA", "PREDIAL"])),
             "estimado": draw(st.sampled_from([None, Decimal(0), Decimal("100.50")]))}
            for s in draw(st.sets(uno, min_size=1, max_size=4)) for k in range(draw(st.sampled_from([1, 3, 4, 5, 6, 8, 9])))
        ] + [{"s": "CC-41", "fuente": f"F{k}", "anio": 2016, "impuesto": None, "estimado": None} for k in range(fuentes_del_movido)],
        declaraciones=[{"s": s, "id": f"D{n}", "presenta": draw(FECHAS)} for n, s in enumerate(sorted(draw(st.sets(uno, max_size=2))))],
        fidelizaciones=[
            {"s": s, "inicio": date(2014, 1, 1), "fin": draw(TALVEZ_FECHA), "resultado": draw(resultados)}
            for s in sorted(draw(st.sets(uno, min_size=1, max_size=4)))
        ],
        puntajes_omisos=[{"s": s, "indicio": draw(puntos), "cobrabilidad": draw(puntos)} for s in sorted(draw(st.sets(uno, min_size=1, max_size=5)))],
        capacidad=draw(st.dictionaries(st.sampled_from(["CONTROL_MASIVO", "FISCALIZACION_GENERAL", "COBRO_PREJURIDICO"]), st.integers(0, 3))),
    )  # fmt: skip


def _tablas(p: Poblacion) -> dict[str, list[dict]]:
    """The population as the input contract's tables, every value a text."""

    def doc(s: str) -> dict:
        return dict(zip(("tipo_documento", "numero_documento"), s.split("-"), strict=True))

    rangos = lambda x: {"vigente_desde": x["desde"], "vigente_hasta": x["hasta"]}  # noqa: E731
    return {
        "contribuyentes": [doc(x["s"]) | {"riesgo": x["riesgo"]} for x in p.contribuyentes],
        "obligaciones": [
            doc(x["s"]) | {"id_obligacion": x["id"], "impuesto": x["impuesto"], "anio_gravable": 2014,
                           "id_objeto": x["objeto"], "fecha_vencimiento": x["vence"],
                           "tipo_incumplimiento": x["tipo"], "valor_impuesto": x["valor"], "valor_sancion": x["sancion"], "estado": x["estado"],
                           "fecha_titulo": x["fecha_titulo"], "fecha_firmeza": x["firmeza"],
                           "titulo_ejecutivo": None if x["titulo"] is None else str(x["titulo"]).lower()}
            for x in p.obligaciones
        ],
        "respuestas": [doc(x["s"]) | {"pregunta": x["pregunta"], "respuesta": x["respuesta"]} for x in p.respuestas],
        "grandes_contribuyentes": [doc(x["s"]) | rangos(x) for x in p.grandes_contribuyentes],
        "mandamientos_pago": [doc(x["s"])
            | {"id_mandamiento": x["id"], "fecha_expedicion": x["desde"], "fecha_terminacion": x["hasta"], "id_obligacion": x["obligacion"],
               "fecha_notificacion": x["notifica"]} for x in p.mandamientos_pago],
        "facilidades": [doc(x["s"]) | {"id_facilidad": x["id"], "fecha_otorgamiento": x["otorga"]} for x in p.facilidades],
        "facilidad_obligacion": [{"id_facilidad": x["facilidad"], "id_obligacion": x["obligacion"]} for x in p.facilidad_obligacion],
        "reasignaciones": [
            (doc(x["s"]) if x["s"] else {}) | {"id_reasignacion": x["id"], "id_obligacion": x["obligacion"], "id_caso": x["caso"], "oficina": x["oficina"],
             "funcionario": "Ana", "motivo": "carga", "desde": x["desde"], "hasta": x["hasta"]} for x in p.reasignaciones
        ],
        "tramites": [doc(x["s"]) | {"id_tramite": x["id"], "tipo_tramite": x["tipo"], "fecha_radicacion": CORTE} for x in p.tramites],
        "exclusiones": [doc(x["s"]) | rangos(x) | {"ambito": x["ambito"], "motivo": "x"} for x in p.exclusiones],
        "sujecion_objeto": [doc(x["s"]) | rangos(x) | {"id_objeto": x["objeto"], "tipo_objeto": "PREDIO"} for x in p.sujecion_objeto],
        "expedientes": [
            {"id_expediente": x["id"], "id_obligacion": x["obligacion"], "oficina": x["oficina"], "actuacion": x["actuacion"], "fecha_apertura": x["abre"],
             "fecha_cierre": x["cierra"]}
            for x in p.expedientes
        ],
        "indicios": [
            doc(x["s"]) | {"fuente": x["fuente"], "anio": x["anio"], "impuesto": x["impuesto"], "valor_estimado": x["estimado"]} for x in p.indicios
        ],
        "fidelizaciones": [
            doc(x["s"]) | {"fecha_inicio": x["inicio"], "fecha_fin": x["fin"], "resultado": x["resultado"]} for x in p.fidelizaciones
        ],
        "declaraciones": [
            doc(x["s"]) | {"id_declaracion": x["id"], "impuesto": "ICA", "anio_gravable": "2014", "fecha_presentacion": x["presenta"]} for x in p.declaraciones
        ],
        "puntajes_omisos": [doc(x["s"]) | {"puntaje_indicio": x["indicio"], "puntaje_cobrabilidad": x["cobrabilidad"]} for x in p.puntajes_omisos],
    }  # fmt: skip


class Bodega:
    """A built warehouse whose tables can be filled again from their compiled SQL."""

    def __init__(self, target: str, carpeta):
        self.contrato = {t: list(f["columnas"]) for t, f in contrato.tablas().items()}
        encabezados = {t: ",".join(c) + "\n" for t, c in self.contrato.items()}
        resultado = construir(escribir(carpeta / "vacia", **encabezados), target, "run", "-s", *(f"+{t}" for t in CLAVES), capacidades={})
        assert resultado.bien, resultado.fallas
        # the models that the input moves and that some compared table reads, in the order in which they ran
        modelos = [n for n in resultado.nodos_hechos if n.resource_type == "model"]
        movidos: set[str] = set()
        for n in modelos:
            if "staging" in n.fqn or movidos.intersection(n.depends_on.nodes):
                movidos.add(n.unique_id)
        leidos: set[str] = set()
        for n in reversed(modelos):
            if n.name in CLAVES or n.unique_id in leidos:
                leidos |= {n.unique_id, *n.depends_on.nodes}
        tablas = [n for n in modelos if n.config.materialized in ("table", "incremental", "lectura") and n.unique_id in leidos and "saldos" not in n.fqn]
        self.bases = {n.name.removeprefix("stg_"): (n.relation_name, n.compiled_code) for n in tablas if "staging" in n.fqn}
        propias = [n for n in tablas if "staging" not in n.fqn]
        self.fijas = {n.name: (n.relation_name, n.compiled_code) for n in propias if n.unique_id not in movidos}
        self.modelos = {n.name: (n.relation_name, n.compiled_code) for n in propias if n.unique_id in movidos}
        self.vistas = {n.name: (n.relation_name, n.compiled_code) for n in modelos if n.config.materialized == "view"}
        if target == "duckdb":
            with consultas.lectura(target) as conexion:
                conexion.execute("force checkpoint")  # dbt, in this process, keeps the file open
            shutil.copy(rutas.DUCKDB, carpeta / rutas.DUCKDB.name)
            self.conexion, self.marca = duckdb.connect(str(carpeta / rutas.DUCKDB.name)), "?"
            self.conexion.execute("set threads = 1")
        else:
            self.conexion, self.marca = psycopg.connect(), "%s"

    def _insertar(self, relacion: str, filas: list) -> None:
        self.conexion.execute(f"delete from {relacion}")
        if filas:
            self.conexion.cursor().executemany(f"insert into {relacion} values ({', '.join([self.marca] * len(filas[0]))})", filas)

    def leer_entradas(self, tablas: dict[str, list[dict]]) -> dict[str, list[tuple]]:
        """Each input table's good rows, of the rows given as text (none of which is bad or repeated)."""
        leidas = {}
        for tabla, filas in tablas.items():
            columnas = self.contrato[tabla]
            self._insertar(f"fuente.{tabla}", [[None if f.get(c) is None else str(f[c]) for c in columnas] for f in filas])
            relacion, sql = self.bases[tabla]
            self.conexion.execute(f"delete from {relacion}")
            self.conexion.execute(f"insert into {relacion} {sql}")
            leidas[tabla] = self.conexion.execute(f"select * from {relacion}").fetchall()
        return leidas

    def correr(self, entradas: dict[str, list[tuple]], capacidad: dict[str, int]) -> dict[str, dict]:
        """Fills the staging tables with these rows and every model after them: the public tables."""
        for tabla, filas in entradas.items():
            self._insertar(self.bases[tabla][0], filas)
        self.conexion.execute("update reparto_norma.capacidades set capacidad = null")
        for oficina, n in capacidad.items():
            self.conexion.execute(f"update reparto_norma.capacidades set capacidad = {n} where oficina = '{oficina}'")
        for relacion, sql in self.modelos.values():
            self.conexion.execute(f"delete from {relacion}")
            self.conexion.execute(f"insert into {relacion} {sql}")
        return {tabla: _leer(self.conexion, tabla) for tabla in CLAVES}


def _leer(conexion, tabla: str) -> dict:
    """{key: {column: value}}, all the table's columns."""
    cursor = conexion.execute(f"select * from reparto.{tabla}")
    columnas, claves = [c[0] for c in cursor.description], CLAVES[tabla]
    filas = [dict(zip(columnas, f, strict=True)) for f in cursor.fetchall()]
    leidas = {tuple(f.pop(c) for c in claves): f for f in filas}
    assert len(leidas) == len(filas), tabla
    return {k[0] if len(claves) == 1 else k: f for k, f in leidas.items()}


@pytest.fixture(scope="module", params=POBLACIONES)
def bodega(request, tmp_path_factory):
    abierta = Bodega(request.param, tmp_path_factory.mktemp("propiedades"))
    abierta.target = request.param
    yield abierta
    if request.param == "postgres":
        abierta.conexion.rollback()
    abierta.conexion.close()


def diferencias(hallado: dict[str, dict], esperado: dict[str, dict]) -> list[tuple]:
    """(table, key, column, what the SQL says, what the reference says); without columns, a row that only one of them has."""
    salida: list[tuple] = []
    for tabla in CLAVES:
        de_sql, de_referencia = hallado[tabla], esperado[tabla]
        salida += [(tabla, clave, None, clave in de_sql, clave in de_referencia) for clave in sorted(de_sql.keys() ^ de_referencia.keys(), key=str)]
        salida += [
            (tabla, clave, columna, fila.get(columna), de_referencia[clave].get(columna))
            for clave, fila in de_sql.items() if clave in de_referencia and fila != de_referencia[clave]
            for columna in fila.keys() | de_referencia[clave].keys() if (columna in fila, fila.get(columna)) != (True, de_referencia[clave].get(columna))
        ]  # fmt: skip
    return salida


def _generadas(n: int) -> list[Poblacion]:
    """n populations, the k-th with subjects CC-(1000 + k)0001.. and ids Pk-.. of its own, so that they can be read together."""
    salida: list[Poblacion] = []

    @settings(max_examples=n, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None, phases=[Phase.generate])
    @given(poblaciones())
    def juntar(p: Poblacion) -> None:
        k = len(salida) + 1
        sujeto = lambda v: v and f"CC-{1000 + k}{int(v.split('-')[1]):04d}"  # noqa: E731
        propio = {"s": sujeto} | {c: lambda v: v and f"P{k}-{v}" for c in ("id", "obligacion", "objeto", "facilidad")}
        propio["caso"] = lambda v: v and v[:4] + (sujeto(v[4:]) if v[:4] in ("SUJ:", "OMI:") else f"P{k}-{v[4:]}")
        listas = {t: [{c: propio.get(c, lambda x: x)(v) for c, v in f.items()} for f in filas] for t, filas in vars(p).items() if isinstance(filas, list)}
        salida.append(Poblacion(**listas, capacidad=p.capacidad))

    juntar()
    assert len(salida) >= n
    return salida


def _de(k: int, leidas: dict[str, list[tuple]]) -> dict[str, list[tuple]]:
    """The rows of the k-th population, of all that were read together."""
    marca = re.compile(rf"^(P{k}-|CC-{1000 + k}\d{{4}}$)")
    return {tabla: [f for f in filas if any(marca.match(str(v)) for v in f)] for tabla, filas in leidas.items()}


def _juntas(poblaciones_: list[Poblacion]) -> dict[str, list[dict]]:
    juntas: dict[str, list[dict]] = {}
    for p in poblaciones_:
        for tabla, filas in _tablas(p).items():
            juntas.setdefault(tabla, []).extend(filas)
    return juntas


def test_la_referencia_y_las_invariantes(bodega):
    poblaciones_ = _generadas(POBLACIONES[bodega.target])
    juntas = _juntas(poblaciones_)
    leidas = bodega.leer_entradas(juntas)
    # the order of the source's rows does not change what is read (repeated rows: test_corrida)
    azar = random.Random(7)
    revueltas = bodega.leer_entradas({t: azar.sample(f, len(f)) for t, f in juntas.items()})
    assert {t: Counter(f) for t, f in revueltas.items()} == {t: Counter(f) for t, f in leidas.items()}
    vistas: set[str] = set()
    for k, p in enumerate(poblaciones_, 1):
        # in another order each time, which must not count either
        entradas = {t: azar.sample(suyas, len(suyas)) for t, suyas in _de(k, leidas).items()}
        hallado, esperado = bodega.correr(entradas, p.capacidad), repartir(p)
        assert not (difieren := diferencias(hallado, esperado)), (difieren[:5], p)
        vistas.update(tabla for tabla in CLAVES if hallado[tabla])
        _invariantes(bodega, p, hallado)
    assert vistas == set(CLAVES)  # no table was empty in every population


@pytest.mark.larga
@pytest.mark.parametrize("target", ["duckdb", pytest.param("spark", marks=CON_JAVA)])
def test_la_referencia_de_todas_en_una_corrida(target, tmp_path):
    """One office of fifty populations, built by dbt: on Spark too, where a statement costs too much to run each population by itself."""
    partes = _generadas(50)
    listas = {c: [f for p in partes for f in vars(p)[c]] for c, v in vars(partes[0]).items() if isinstance(v, list)}
    for f in listas["obligaciones"]:  # the reference has no ledger: a sanction of a cent is never readjusted
        f["sancion"] = min(f["sancion"], Decimal("0.01"))
    junta = Poblacion(**listas, capacidad={"CONTROL_MASIVO": 40, "FISCALIZACION_GENERAL": 60, "COBRO_PREJURIDICO": 10})
    resultado = construir(escribir_filas(tmp_path, _tablas(junta)), target, "run", "-s", *(f"+{t}" for t in CLAVES), capacidades=junta.capacidad)
    assert resultado.bien, resultado.fallas
    with consultas.lectura(target) as conexion:
        hallado = {tabla: _leer(conexion, tabla) for tabla in CLAVES}
    assert (diferencias(hallado, repartir(junta))[:5], [t for t in CLAVES if not hallado[t]]) == ([], [])
    print(f"\n{target}: {sum(map(len, hallado.values()))} rows of {len(hallado)} tables equal to the reference's")


def _invariantes(bodega: Bodega, p: Poblacion, hallado: dict[str, dict]) -> None:
    grandes = {f[0] for f in bodega.conexion.execute("select id_sujeto from reparto_intermedio.int_gran_contribuyente").fetchall()}
    for a in hallado["asignacion_obligacion"].values():
        assert (a["oficina"] is None) == (a["estado"] == "ARCHIVADA")
        assert a["regla"] == "EXPEDIENTE" or a["id_sujeto"] not in grandes or "FISCALIZACION_GENERAL" not in (a["oficina"], a["oficina_determinacion"])
    for oficina, n in p.capacidad.items():
        cola = [(caso, fila["estado"]) for (o, caso), fila in hallado["cola_oficina"].items() if o == oficina]
        expedientes = sum(caso.startswith("EXP:") for caso, _ in cola)
        assert sum(estado == "ASIGNADA" for _, estado in cola) == max(0, min(n, len(cola)) - expedientes)


def test_la_referencia_no_comparte_codigo():
    """Reads neither seeds nor SQL."""
    texto = (rutas.PROYECTO / "tests/python/referencia.py").read_text()
    assert not re.search(r"seeds/|\.sql|reparto_norma|import duckdb|from reparto", texto)
