"""The decision procedure (contract, section 3, default readings) in plain Python, one subject at a time: what the SQL is held against.

It shares nothing with the SQL or the seeds but the input's meaning. Money and scores are Decimal.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

CORTE = date(2017, 6, 30)
ACTUALES = (2015, 2016)
UVT = Decimal(31859)
PESOS = [Decimal(x) / 100 for x in (10, 5, 37, 5, 5, 10, 10, 4, 4, 10)]
MAXIMOS = {
    "GRANDE": {"VIGENCIA_ACTUAL": "5.00", "VIGENCIA_ACTUAL_Y_ANTERIORES": "_ 4.80 4.60 4.40 4.20", "VIGENCIAS_ANTERIORES": "4.00 3.50 3.00 2.00 1.00"},
    "MEDIANO": {"VIGENCIA_ACTUAL": "4.60", "VIGENCIA_ACTUAL_Y_ANTERIORES": "_ 4.40 4.20 4.00 3.80", "VIGENCIAS_ANTERIORES": "3.50 3.00 2.50 2.00 1.00"},
    "PEQUENO": {"VIGENCIA_ACTUAL": "3.00", "VIGENCIA_ACTUAL_Y_ANTERIORES": "_ 2.80 2.60 2.40 2.20", "VIGENCIAS_ANTERIORES": "2.00 1.60 1.30 1.00 0.60"},
}
OTRAS_FAMILIAS = {"DELINEACION", "SOBRETASA_GASOLINA", "PUBLICIDAD_EXTERIOR", "ESPECTACULOS", "PLUSVALIA", "ESTAMPILLAS", "TASAS", "CONTRIBUCIONES"}
DE_FONDO = {"EMPLAZAMIENTO", "REQUERIMIENTO_ESPECIAL", "PLIEGO_CARGOS", "LIQUIDACION_OFICIAL", "RESOLUCION_SANCION", "MANDAMIENTO_PAGO"}
COSTO = {"4.1": 900000, "4.2": 700000, "4.3": 350000, "4.4": 300000, "4.5": 250000}
ORDEN = ["EXPEDIENTE", "OMISO_TOTAL", "GRAN_CONTRIBUYENTE", "OTROS_IMPUESTOS", "FUERO_ATRACCION", "COSTO_BENEFICIO", "PRIORIDAD"]
GENERAL, MASIVO, GRANDES, CULTURA = "FISCALIZACION_GENERAL", "CONTROL_MASIVO", "FISCALIZACION_GRANDES", "CULTURA_TRIBUTARIA"


@dataclass
class Poblacion:
    """The input tables as lists of dicts, already readable. Dates are date, money Decimal."""

    contribuyentes: list[dict] = field(default_factory=list)
    obligaciones: list[dict] = field(default_factory=list)
    respuestas: list[dict] = field(default_factory=list)
    grandes_contribuyentes: list[dict] = field(default_factory=list)
    mandamientos_pago: list[dict] = field(default_factory=list)
    exclusiones: list[dict] = field(default_factory=list)
    sujecion_objeto: list[dict] = field(default_factory=list)
    expedientes: list[dict] = field(default_factory=list)
    indicios: list[dict] = field(default_factory=list)
    declaraciones: list[dict] = field(default_factory=list)
    puntajes_omisos: list[dict] = field(default_factory=list)
    capacidad: dict[str, int] = field(default_factory=dict)


def _vigente(fila: dict, desde: str, hasta: str) -> bool:
    return (fila[desde] is None or fila[desde] <= CORTE) and (fila[hasta] is None or fila[hasta] >= CORTE)


def prioridad_de(puntaje: Decimal) -> str:
    for umbral, prioridad in (("3.5", "4.1"), ("2.5", "4.2"), ("2.0", "4.3"), ("1.5", "4.4")):
        if puntaje > Decimal(umbral):
            return prioridad
    return "4.5"


def repartir(p: Poblacion) -> dict[str, dict]:
    """{table: {key: tuple}} of calificacion_sujeto, asignacion_obligacion, asignacion_sujeto, asignacion_omiso, comunidad_objeto, cola_oficina."""
    fuera = {e["s"] for e in p.exclusiones if e["ambito"] == "TODO" and _vigente(e, "desde", "hasta")}
    sin_omiso = {e["s"] for e in p.exclusiones if _vigente(e, "desde", "hasta")}
    grandes = {g["s"] for g in p.grandes_contribuyentes if _vigente(g, "desde", "hasta")}
    con_mandamiento = {m["s"] for m in p.mandamientos_pago if _vigente(m, "desde", "hasta")}
    riesgo = {c["s"]: c["riesgo"] for c in p.contribuyentes}
    omisos = {i["s"] for i in p.indicios} - {d["s"] for d in p.declaraciones} - sin_omiso
    deudas = [
        o for o in {o["id"]: o for o in p.obligaciones}.values()
        if o["vence"] < CORTE and o["valor"] > 0 and o["estado"] != "PRESCRITA" and o["s"] not in fuera
    ]  # fmt: skip

    def es_omitida(o: dict) -> bool:
        return o["tipo"] == "OMISO" and o["s"] in omisos

    def tiene_titulo(o: dict) -> bool:
        return o["tipo"] == "MORA" if o["titulo"] is None else o["titulo"]

    calificacion, prioridad, puntaje = {}, {}, {}
    for s in {o["s"] for o in deudas}:
        medidas = [o for o in deudas if o["s"] == s and o["vence"].year <= max(ACTUALES) and not es_omitida(o)]
        if not medidas:
            continue
        saldo = sum(o["valor"] for o in medidas)
        tamano = "GRANDE" if saldo >= 1000 * UVT else "MEDIANO" if saldo >= 100 * UVT else "PEQUENO"
        actual = any(o["vence"].year in ACTUALES for o in medidas)
        antes = len({o["vence"].year for o in medidas if o["vence"].year < min(ACTUALES)})
        clase = ("VIGENCIA_ACTUAL_Y_ANTERIORES" if antes else "VIGENCIA_ACTUAL") if actual else "VIGENCIAS_ANTERIORES"
        n = antes + actual
        maximo = Decimal(MAXIMOS[tamano][clase].split()[min(n, 5) - 1])
        dadas = {r["pregunta"]: r["respuesta"] for r in p.respuestas if r["s"] == s}
        peso = sum((PESOS[k - 1] * v for k, v in dadas.items()), Decimal(0)) if dadas else Decimal(1)
        puntaje[s] = maximo * peso
        prioridad[s] = prioridad_de(puntaje[s])
        calificacion[s] = (saldo, tamano, clase, str(n) if n < 5 else "MAYOR_A_4", puntaje[s], prioridad[s])

    def codigo(s: str) -> str:
        if s in prioridad:
            return ("P1." if s in grandes else "P") + prioridad[s]
        if s in omisos:
            return "P2.1"
        base = riesgo.get(s) or "P2"
        return base.replace("P", "P1.") if s in grandes else base

    # omisos
    fuentes = {s: len({i["fuente"] for i in p.indicios if i["s"] == s}) for s in omisos}
    totales = {x["s"]: x["indicio"] + x["cobrabilidad"] for x in p.puntajes_omisos if x["s"] in omisos}
    omiso = {}
    for s in omisos:
        banda = "A" if fuentes[s] > 8 else "B" if fuentes[s] >= 6 else "C" if fuentes[s] >= 4 else "D"
        cuartil = None
        if s in totales:
            delante = sum(1 for t in totales.values() if t > totales[s])
            cuartil = "ABCD"[4 * delante // len(totales)]
        segmento = cuartil or banda
        if segmento == "D":
            omiso[s] = (segmento, None if fuentes[s] < 4 else CULTURA, None, "ARCHIVO" if fuentes[s] < 4 else "EN_REVISION")
        else:
            omiso[s] = (segmento, CULTURA, GRANDES if s in grandes else MASIVO if segmento == "C" else GENERAL, "ASIGNADA")

    # communities
    miembros: dict[str, set[str]] = {}
    for x in p.sujecion_objeto:
        if _vigente(x, "desde", "hasta") and x["s"] not in fuera:
            miembros.setdefault(x["objeto"], set()).add(x["s"])
    en_mora = {o["objeto"] for o in deudas if o["impuesto"] in ("PREDIAL", "VEHICULOS")}
    comunidades = {obj: m for obj, m in miembros.items() if len(m) >= 2 and obj in en_mora}
    debe_otros = {o["s"] for o in deudas if o["impuesto"] not in ("PREDIAL", "VEHICULOS")}
    comunidad, fuero = {}, {}
    for obj, m in comunidades.items():
        califs = {prioridad.get(s) for s in m}
        altas, bajas = califs & {"4.1", "4.2"}, califs & {"4.3", "4.4", "4.5"}
        oficina = (GENERAL if altas else None) if m & debe_otros else (MASIVO if bajas else None)
        fuero[obj] = oficina
        for s in m:
            comunidad[obj, s] = (oficina, oficina == MASIVO and prioridad.get(s) in ("4.1", "4.2"))

    # cost-benefit, open files
    ingreso = {s: sum(o["valor"] + o["sancion"] for o in deudas if o["s"] == s) for s in {o["s"] for o in deudas}}
    costoso = {s for s in ingreso if s in prioridad and ingreso[s] < COSTO[prioridad[s]]}
    abiertos: dict[str, list] = {}
    for e in p.expedientes:
        if e["actuacion"] in DE_FONDO and e["abre"] <= CORTE and (e["cierra"] is None or e["cierra"] > CORTE):
            abiertos.setdefault(e["obligacion"], []).append((e["abre"], e["id"], e["oficina"]))

    asignacion, casos = {}, {}
    for o in deudas:
        s, cod = o["s"], codigo(o["s"])
        etapa = "COBRO" if tiene_titulo(o) else "DETERMINACION"
        cobro = "COBRO_COACTIVO" if s in grandes or s in con_mandamiento else "COBRO_PREJURIDICO"
        caso, estado = f"SUJ:{s}", "ASIGNADA"
        if o["id"] in abiertos:
            _, expediente, oficina = min(abiertos[o["id"]])
            regla, determina, caso, estado = "EXPEDIENTE", oficina, f"EXP:{expediente}", "EN_EXPEDIENTE"
        elif es_omitida(o):
            _, paso_1, paso_2, situacion = omiso[s]
            regla, determina, oficina, etapa = "OMISO_TOTAL", paso_2 or paso_1, paso_1, "DETERMINACION"
            estado = {"ARCHIVO": "ARCHIVADA"}.get(situacion, situacion)
        else:
            if s in grandes:
                regla, determina = "GRAN_CONTRIBUYENTE", GRANDES if s in prioridad else CULTURA
            elif o["impuesto"] in OTRAS_FAMILIAS:
                regla, determina = "OTROS_IMPUESTOS", GENERAL
            elif o["impuesto"] in ("PREDIAL", "VEHICULOS") and s in comunidades.get(o["objeto"], ()) and fuero[o["objeto"]]:
                regla, determina, caso = "FUERO_ATRACCION", fuero[o["objeto"]], f"OBJ:{o['objeto']}"
            elif s in costoso:
                regla, determina = "COSTO_BENEFICIO", CULTURA
            else:
                regla, determina = "PRIORIDAD", {"4.1": GENERAL, "4.2": GENERAL}.get(prioridad[s], MASIVO) if s in prioridad else CULTURA
            oficina = cobro if etapa == "COBRO" else determina
            if regla == "COSTO_BENEFICIO":
                oficina = CULTURA
                estado = "SIN_GESTION_INTENSIVA" if o["vence"].year < min(ACTUALES) else "ASIGNADA"
        asignacion[o["id"]] = [s, o["valor"], prioridad.get(s), cod, regla, etapa, determina, cobro, oficina, estado, caso]
        if estado in ("ASIGNADA", "EN_EXPEDIENTE"):
            casos.setdefault((oficina, caso), []).append((puntaje.get(s), o["valor"], o["vence"]))

    # capacity
    cola = {}
    for oficina in {o for o, _ in casos}:

        def lugar(caso: str, oficina: str = oficina) -> tuple:
            filas = casos[oficina, caso]
            mayor = max((x for x, _, _ in filas if x is not None), default=None)
            return (not caso.startswith("EXP:"), mayor is None, -(mayor or 0), -sum(v for _, v, _ in filas), min(f for _, _, f in filas), caso)

        for puesto, caso in enumerate(sorted((c for o, c in casos if o == oficina), key=lugar), 1):
            espera = puesto > p.capacidad.get(oficina, 10**9)
            cola[oficina, caso] = (puesto, "EN_EXPEDIENTE" if caso.startswith("EXP:") else "EN_ESPERA" if espera else "ASIGNADA")
    for fila in asignacion.values():
        if fila[9] == "ASIGNADA" and cola[fila[8], fila[10]][1] == "EN_ESPERA":
            fila[9] = "EN_ESPERA"

    # subjects
    conocidos = {x["s"] for tabla in (p.contribuyentes, p.obligaciones, p.indicios, p.sujecion_objeto) for x in tabla}
    sujetos = {}
    for s in conocidos:
        suyas = sorted((ORDEN.index(f[4]), -f[1], i) for i, f in asignacion.items() if f[0] == s)
        if s in fuera:
            sujetos[s] = (None, None, None, "EXCLUSION", 0, Decimal(0))
        elif suyas:
            f = asignacion[suyas[0][2]]
            sujetos[s] = (codigo(s), prioridad.get(s), f[8], f[4], len(suyas), sum(asignacion[i][1] for _, _, i in suyas))
        elif s in omisos:
            sujetos[s] = (codigo(s), None, omiso[s][1], "OMISO_TOTAL", 0, Decimal(0))
        else:
            sujetos[s] = (codigo(s), None, CULTURA, "PRIORIDAD", 0, Decimal(0))
    return {
        "calificacion_sujeto": calificacion, "asignacion_obligacion": {k: tuple(v) for k, v in asignacion.items()}, "asignacion_sujeto": sujetos,
        "asignacion_omiso": omiso, "comunidad_objeto": comunidad, "cola_oficina": cola,
    }  # fmt: skip
