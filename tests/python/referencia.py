"""The decision procedure (contract, sections 3 and 5, default readings) in plain Python, one subject at a time: what the SQL is held against, column
by column.

It shares nothing with the SQL or the seeds but the input's meaning. Money and scores are Decimal.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor

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
FACTURADOS = ("PREDIAL", "VEHICULOS")
DE_FONDO = {"EMPLAZAMIENTO", "REQUERIMIENTO_ESPECIAL", "PLIEGO_CARGOS", "LIQUIDACION_OFICIAL", "RESOLUCION_SANCION", "MANDAMIENTO_PAGO"}
COSTO = {"4.1": 900000, "4.2": 700000, "4.3": 350000, "4.4": 300000, "4.5": 250000}
DIAS_PROXIMA = 180
TASA = Decimal("0.005")
FAMILIAS = {"RETEICA": "ICA", "AVISOS_TABLEROS": "ICA"} | dict.fromkeys(OTRAS_FAMILIAS, "OTRO")
FIDELIZAR, EXTENSIVO, INTENSIVO, DE_GRANDES, COBRAR = (
    "Fidelización", "Control Extensivo/Control Persuasivo", "Control Intensivo", "Control Intensivo/Fondo", "Control Cobro"
)  # fmt: skip
ART_5 = "Fidelización, control extensivo y control persuasivo de la vigencia"
POBLACIONES = "Anexo, asignación de poblaciones"
ORDEN = ["EXPEDIENTE", "REASIGNACION", "OMISO_TOTAL", "GRAN_CONTRIBUYENTE", "OTROS_IMPUESTOS", "FUERO_ATRACCION", "COSTO_BENEFICIO", "PRIORIDAD"]
GENERAL, MASIVO, GRANDES, CULTURA = "FISCALIZACION_GENERAL", "CONTROL_MASIVO", "FISCALIZACION_GRANDES", "CULTURA_TRIBUTARIA"
DE_COBRO = ("COBRO_PREJURIDICO", "COBRO_COACTIVO")
SU_CAMPANIA = {GENERAL: INTENSIVO, MASIVO: INTENSIVO, GRANDES: DE_GRANDES}  # of the annex, where the office has only one

# campaign and action of what Art. 6 does with an omiso total, and the article of each segment
OMISOS = {"PASO_1": ("Fidelización y registro", "Fidelización, registro"), "ARCHIVO": (None, None), "EN_REVISION": (None, None)}
SEGMENTOS = {
    "A": "Art. 6 nums. 1 y 2",
    "B": "Art. 6 nums. 1 y 3 (D-47)",
    "C": "Art. 6 nums. 1 y 4 (D-47)",
    "D": "Art. 6, nota [1]",
}


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
    fidelizaciones: list[dict] = field(default_factory=list)
    facilidades: list[dict] = field(default_factory=list)
    facilidad_obligacion: list[dict] = field(default_factory=list)
    reasignaciones: list[dict] = field(default_factory=list)
    tramites: list[dict] = field(default_factory=list)
    capacidad: dict[str, int] = field(default_factory=dict)


def _vigente(fila: dict, desde: str, hasta: str) -> bool:
    return (fila[desde] is None or fila[desde] <= CORTE) and (fila[hasta] is None or fila[hasta] >= CORTE)


def _mas_cinco(dia: date) -> date:
    return dia.replace(year=dia.year + 5, day=28 if (dia.month, dia.day) == (2, 29) else dia.day)


def prioridad_de(puntaje: Decimal) -> str:
    for umbral, prioridad in (("3.5", "4.1"), ("2.5", "4.2"), ("2.0", "4.3"), ("1.5", "4.4")):
        if puntaje > Decimal(umbral):
            return prioridad
    return "4.5"


def ruta(codigo: str) -> tuple[str, str, str]:
    """The annex's row of a risk code: office that determines, article, campaign."""
    if codigo.startswith("P1.4"):
        return GRANDES, f"Art. 2 y anexo, fila {codigo}", DE_GRANDES
    if codigo in ("P4.1", "P4.2"):
        return GENERAL, f"Art. 2 y anexo, fila {codigo}", INTENSIVO
    if codigo.startswith("P4"):
        return MASIVO, f"Art. 1 y anexo, fila {codigo}", INTENSIVO
    return CULTURA, POBLACIONES + (", nota ***" if codigo == "P2.1" else ""), EXTENSIVO if codigo.endswith("3") else FIDELIZAR


def articulo_de_cobro(codigo: str) -> str:
    """What gives the collection office: the annex's row of collection and its footnote."""
    if codigo.startswith("P1.4"):
        return f"Anexo, fila {codigo}"
    return f"Anexo, fila {codigo} y nota **" if codigo.startswith("P4.") else "Anexo, nota **"


def ver_tramite(tipo: str, poblacion: str | None) -> dict:
    """Footnote *: a procedure's office, by the office of its subject's risk code (None: nobody's)."""
    de_fiscalizacion = poblacion in (GENERAL, GRANDES)
    propia = poblacion == MASIVO if tipo == "CORRECCION_MENOR_VALOR" else de_fiscalizacion
    if tipo == "CORRECCION_MENOR_VALOR":
        oficina, duda = (MASIVO, "D-33") if propia else ("LIQUIDACION", None)
    elif tipo == "REVOCATORIA":
        oficina, duda = ("LIQUIDACION", "D-34") if propia else (MASIVO, None)
    else:
        oficina, duda = (poblacion, "D-34") if propia else (MASIVO, None)
    motivo = f"Procede de la población de {poblacion}" if poblacion else "No procede de la población de ninguna oficina"
    return {
        "tipo_tramite": tipo, "oficina_poblacion": poblacion, "oficina": oficina, "articulo": "Anexo, nota *" + (f" (calla; {duda})" if duda else ""),
        "motivo": motivo if propia or not poblacion else f"{motivo}, que la nota no reserva", "requiere_estudio_pertinencia": True,
    }  # fmt: skip


def medir(suyas: list[dict], respuestas: dict[int, Decimal], es_grande: bool) -> dict:
    """A subject's row of calificacion_sujeto, of its measured obligations."""
    saldo = sum(o["valor"] for o in suyas)
    tamano = "GRANDE" if saldo >= 1000 * UVT else "MEDIANO" if saldo >= 100 * UVT else "PEQUENO"
    actual = any(o["vence"].year in ACTUALES for o in suyas)
    antes = len({o["vence"].year for o in suyas if o["vence"].year < min(ACTUALES)})
    clase = ("VIGENCIA_ACTUAL_Y_ANTERIORES" if antes else "VIGENCIA_ACTUAL") if actual else "VIGENCIAS_ANTERIORES"
    n = antes + actual
    maximo = Decimal(MAXIMOS[tamano][clase].split()[min(n, 5) - 1])
    peso = sum((PESOS[k - 1] * v for k, v in respuestas.items()), Decimal(0)) if respuestas else None
    puntaje = maximo if peso is None else maximo * peso
    puntos = [(maximo * w).quantize(Decimal("0.01"), ROUND_HALF_UP) for w in PESOS]
    impreso = sum((x * (respuestas.get(k, Decimal(0)) if respuestas else 1) for k, x in enumerate(puntos, 1)), Decimal(0))
    prioridad = prioridad_de(puntaje)
    return {
        "vigencia_calificacion": 2017, "norma": "DDI-028201", "fecha_corte": CORTE, "es_gran_contribuyente": es_grande, "saldo_incumplido": saldo,
        "incumplimiento": tamano, "clasificacion_anio": clase, "vigencias_incumplidas": str(n) if n < 5 else "MAYOR_A_4", "celda_faltante": False,
        "fila_matriz": 10 * list(MAXIMOS).index(tamano) + min(n, 5) + (5 if clase == "VIGENCIAS_ANTERIORES" else 0), "puntaje_maximo": maximo,
        "peso_respuestas": peso, "puntaje": puntaje, "prioridad": prioridad, "codigo_riesgo": ("P1." if es_grande else "P") + prioridad,
        "sensible_a_redondeo": prioridad_de(impreso) != prioridad, "respuestas_incompletas": 0 < len(respuestas) < len(PESOS),
    }  # fmt: skip


def ver_omiso(indicios: list[dict], total: Decimal | None, totales: list[Decimal], es_grande: bool, termino_paso_1: bool) -> dict:
    """An omiso total's row of asignacion_omiso."""
    n = len({i["fuente"] for i in indicios})
    ultimo: dict = {}
    for i in indicios:
        ultimo[i["fuente"]] = max(i["anio"], ultimo.get(i["fuente"], 0))
    por_fuentes = "A" if n > 8 else "B" if n >= 6 else "C" if n >= 4 else "D"
    por_puntaje = None if total is None else "ABCD"[4 * sum(t > total for t in totales) // len(totales)]
    segmento = por_puntaje or por_fuentes
    if segmento != "D":
        segunda = GRANDES if es_grande else MASIVO if segmento == "C" else GENERAL
        paso = 2 if termino_paso_1 else 1
        salida = (CULTURA, segunda, paso, segunda if paso == 2 else CULTURA, "ASIGNADA", *((SU_CAMPANIA[segunda], None) if paso == 2 else OMISOS["PASO_1"]))
    else:
        caso = "ARCHIVO" if por_fuentes == "D" else "EN_REVISION"
        primera = None if caso == "ARCHIVO" else CULTURA
        salida = (primera, None, None, primera, caso, *OMISOS[caso])
    columnas = ("oficina_paso_1", "oficina_paso_2", "paso", "oficina", "estado", "campania", "accion")
    return {
        "oficina_determinacion": salida[1] or salida[0], "regla": "OMISO_TOTAL", "articulo": SEGMENTOS[segmento],
        "fuentes": n, "puntaje_total": total, "segmento_puntaje": por_puntaje, "segmento_fuentes": por_fuentes, "segmento": segmento,
        "segmento_conflicto": por_puntaje is not None and por_puntaje != por_fuentes,
        "monto_proyectado": sum((i["estimado"] or Decimal(0) for i in indicios if i["anio"] == ultimo[i["fuente"]]), Decimal(0)),
    } | dict(zip(columnas, salida, strict=True))  # fmt: skip


def sortear(ganados: dict[str, bool], ingreso: dict, prioridad: dict) -> dict[str, dict]:
    """muestra_costo_beneficio, of the subjects that the rule won (True: with some enforceable title)."""
    n = min(ceil(TASA * len(ganados)), floor(Decimal("0.01") * len(ganados)))
    hashes = sorted((hashlib.md5(f"2017|2017|{s}".encode()).hexdigest(), s) for s in ganados)
    return {
        s: {"orden": k, "hash": h, "saldo": ingreso[s], "costo": Decimal(COSTO[prioridad[s]]), "oficina": "COBRO_COACTIVO" if ganados[s] else MASIVO}
        for k, (h, s) in enumerate(hashes[:n], 1)
    }


def repartir(p: Poblacion) -> dict[str, dict]:
    """{table: {key: {column: value}}} of the public tables of the decision and of cola_oficina."""
    fuera = {e["s"] for e in p.exclusiones if e["ambito"] == "TODO" and _vigente(e, "desde", "hasta")}
    sin_omiso = {e["s"] for e in p.exclusiones if _vigente(e, "desde", "hasta")}
    grandes = {g["s"] for g in p.grandes_contribuyentes if _vigente(g, "desde", "hasta")}
    con_mandamiento = {m["s"] for m in p.mandamientos_pago if _vigente(m, "desde", "hasta")}
    riesgo = {c["s"]: c["riesgo"] for c in p.contribuyentes}
    indicios = [i for i in p.indicios if i["impuesto"] not in FACTURADOS]
    omisos = {i["s"] for i in indicios} - {d["s"] for d in p.declaraciones if d["presenta"] <= CORTE} - sin_omiso
    sin_fidelizar = {f["s"] for f in p.fidelizaciones if f["fin"] and f["fin"] < CORTE and f["resultado"] in ("NO_PRESENTO", "SIN_CONTACTO")}
    deudas = [
        o for o in {o["id"]: o for o in p.obligaciones}.values()
        if o["vence"] < CORTE and o["valor"] + o["sancion"] > 0 and o["estado"] != "PRESCRITA" and o["s"] not in fuera
    ]  # fmt: skip
    deudores = {o["s"] for o in deudas}

    def es_omitida(o: dict) -> bool:
        return o["tipo"] == "OMISO" and o["impuesto"] not in FACTURADOS and o["s"] in omisos

    def tiene_titulo(o: dict) -> bool:
        return o["tipo"] == "MORA" if o["titulo"] is None else o["titulo"]

    calificacion = {}
    for s in deudores:
        medidas = [o for o in deudas if o["s"] == s and o["vence"].year <= max(ACTUALES) and not es_omitida(o)]
        if medidas:
            calificacion[s] = medir(medidas, {r["pregunta"]: r["respuesta"] for r in p.respuestas if r["s"] == s}, s in grandes)
    prioridad = {s: c["prioridad"] for s, c in calificacion.items()}
    puntaje = {s: c["puntaje"] for s, c in calificacion.items()}

    def codigo(s: str) -> str:
        if s in prioridad:
            return calificacion[s]["codigo_riesgo"]
        if s in omisos:
            return "P2.1"
        base = riesgo.get(s) or "P2"
        return base.replace("P", "P1.") if s in grandes else base

    totales = {x["s"]: x["indicio"] + x["cobrabilidad"] for x in p.puntajes_omisos if x["s"] in omisos}
    omiso = {
        s: ver_omiso([i for i in indicios if i["s"] == s], totales.get(s), list(totales.values()), s in grandes, s in sin_fidelizar) for s in omisos
    }  # fmt: skip

    # communities
    miembros: dict[str, set[str]] = {}
    for x in p.sujecion_objeto:
        if _vigente(x, "desde", "hasta") and x["s"] not in fuera:
            miembros.setdefault(x["objeto"], set()).add(x["s"])
    en_mora = {o["objeto"] for o in deudas if o["impuesto"] in FACTURADOS}
    comunidades = {obj: m for obj, m in miembros.items() if len(m) >= 2 and obj in en_mora}
    debe_otros = {o["s"] for o in deudas if o["impuesto"] not in FACTURADOS}
    comunidad, fuero = {}, {}
    for obj, m in comunidades.items():
        califs = {prioridad.get(s) for s in m}
        altas, bajas = califs & {"4.1", "4.2"}, califs & {"4.3", "4.4", "4.5"}
        aplica = ("1" if altas else None) if m & debe_otros else ("2" if bajas else None)
        fuero[obj] = aplica
        for s in m:
            comunidad[obj, s] = {
                "anio_gravable": None, "id_grupo": obj, "prioridad": prioridad.get(s), "debe_otros_impuestos": s in debe_otros,
                "es_gran_contribuyente": s in grandes, "regla_aplicada": f"ART_7_NUM_{aplica}" if aplica else "NO_APLICA",
                "oficina": {"1": GENERAL, "2": MASIVO, None: None}[aplica], "fuero_degrada": aplica == "2" and prioridad.get(s) in ("4.1", "4.2"),
            }  # fmt: skip

    # cost-benefit, open files
    ingreso = {s: sum(o["valor"] + o["sancion"] for o in deudas if o["s"] == s) for s in deudores}
    costoso = {s for s in ingreso if s in prioridad and ingreso[s] < COSTO[prioridad[s]]}
    abiertos: dict[str, list] = {}
    for e in p.expedientes:
        if e["actuacion"] in DE_FONDO and e["abre"] <= CORTE and (e["cierra"] is None or e["cierra"] > CORTE):
            abiertos.setdefault(e["obligacion"], []).append((e["abre"], e["id"], e["oficina"]))

    def prescribe(o: dict) -> date | None:
        if not tiene_titulo(o) or o["estado"] in ("SUSPENDIDA", "EN_FACILIDAD"):
            return None
        presentadas = [d["presenta"] for d in p.declaraciones if d["s"] == o["s"] and o["impuesto"] == "ICA" and d["presenta"] <= CORTE]
        del_titulo = o["fecha_titulo"] if o["fecha_titulo"] and o["fecha_titulo"] > o["vence"] else None
        comienzo = o["firmeza"] or del_titulo or max(o["vence"], min(presentadas, default=o["vence"]))
        avisos = [m["notifica"] or m["desde"] for m in p.mandamientos_pago if m["s"] == o["s"] and m["obligacion"] in (None, o["id"])]
        suyas = {f["facilidad"] for f in p.facilidad_obligacion if f["obligacion"] == o["id"]}
        avisos += [f["otorga"] for f in p.facilidades if f["id"] in suyas]
        for aviso in sorted(a for a in avisos if comienzo < a <= CORTE):
            if aviso > _mas_cinco(comienzo):
                break
            comienzo = aviso
        return _mas_cinco(comienzo)

    # reassignments by hand: what each reaches, and what keeps it from there
    ordenes: dict[str, list[tuple]] = {}
    reasignacion = {}
    for r in p.reasignaciones:
        rige = _vigente(r, "desde", "hasta")
        alcanzadas = [o for o in deudas if rige and (
            r["obligacion"] == o["id"] or r["s"] == o["s"]
            or r["caso"] == f"SUJ:{o['s']}" or (es_omitida(o) and r["caso"] == f"OMI:{o['s']}")
            or (o["impuesto"] in FACTURADOS and o["objeto"] is not None and r["caso"] == f"OBJ:{o['objeto']}")
            or (o["id"] in abiertos and r["caso"] == f"EXP:{min(abiertos[o['id']])[1]}")
        )]  # fmt: skip
        frenos = {o["id"]: "EXPEDIENTE" if o["id"] in abiertos else "GRAN_CONTRIBUYENTE" if o["s"] in grandes and r["oficina"] == GENERAL else None
                  for o in alcanzadas}  # fmt: skip
        frenadas = [f for f in frenos.values() if f]
        # an omiso total's case moves too, whatever it owes; it is none of the obligations that are counted
        for s in (s for s in omisos if rige and (r["s"] == s or r["caso"] == f"OMI:{s}")):
            frenos[f"OMI:{s}"] = "GRAN_CONTRIBUYENTE" if s in grandes and r["oficina"] == GENERAL else None
        todas = [f for f in frenos.values() if f]
        for i in (i for i, f in frenos.items() if f is None):
            ordenes.setdefault(i, []).append((r["desde"], r["id"], r["oficina"]))
        estado = (
            "NO_RIGE" if not rige else "SIN_OBLIGACIONES" if not frenos else "APLICADA" if not todas
            else "RECHAZADA_EN_PARTE" if len(todas) < len(frenos) else "RECHAZADA"
        )  # fmt: skip
        reasignacion[r["id"]] = {
            "oficina": r["oficina"], "funcionario": "Ana", "motivo": "carga", "desde": r["desde"], "hasta": r["hasta"], "estado": estado,
            "n_obligaciones": len(alcanzadas), "n_rechazadas": len(frenadas), "impedimento": min(todas, default=None),
            "articulo": {"EXPEDIENTE": "Art. 4", "GRAN_CONTRIBUYENTE": "Art. 2", None: None}[min(todas, default=None)],
        }  # fmt: skip
    for s in (s for s in omisos if f"OMI:{s}" in ordenes):
        oficina = max(ordenes[f"OMI:{s}"])[2]
        determina = omiso[s]["oficina_determinacion"] if oficina in DE_COBRO else oficina
        if oficina != omiso[s]["oficina"]:
            omiso[s]["campania"] = COBRAR if oficina in DE_COBRO else SU_CAMPANIA.get(oficina)
        omiso[s] |= {"oficina": oficina, "oficina_determinacion": determina, "regla": "REASIGNACION", "estado": "ASIGNADA", "accion": None,
                     "articulo": "Art. 4, a contrario"}  # fmt: skip

    def regla_de(o: dict, movida: bool = True) -> str:
        s = o["s"]
        if o["id"] in abiertos:
            return "EXPEDIENTE"
        if movida and o["id"] in ordenes:
            return "REASIGNACION"
        if es_omitida(o):
            return "OMISO_TOTAL"
        if s in grandes:
            return "GRAN_CONTRIBUYENTE"
        if o["impuesto"] in OTRAS_FAMILIAS:
            return "OTROS_IMPUESTOS"
        if o["impuesto"] in FACTURADOS and s in comunidades.get(o["objeto"], ()) and fuero[o["objeto"]]:
            return "FUERO_ATRACCION"
        return "COSTO_BENEFICIO" if s in costoso else "PRIORIDAD"

    reglas = {o["id"]: regla_de(o) for o in deudas}
    ganados: dict[str, bool] = {}
    for o in deudas:
        if reglas[o["id"]] == "COSTO_BENEFICIO":
            ganados[o["s"]] = ganados.get(o["s"], False) or tiene_titulo(o)
    muestra = sortear(ganados, ingreso, prioridad)

    def decidir(o: dict, regla: str) -> dict:
        s, con_titulo = o["s"], tiene_titulo(o)
        cobro = "COBRO_COACTIVO" if s in grandes or s in con_mandamiento else "COBRO_PREJURIDICO"
        de_la_tabla, articulo, campania = ruta(codigo(s))
        caso, estado, expediente, accion, va_a_cobro = f"SUJ:{s}", "ASIGNADA", None, None, con_titulo
        determina = oficina = de_la_tabla
        if regla == "EXPEDIENTE":
            _, expediente, determina = min(abiertos[o["id"]])
            articulo, oficina, va_a_cobro = "Art. 4", determina, con_titulo and determina != "COBRO_COACTIVO"
            if not va_a_cobro:
                caso, estado = f"EXP:{expediente}", "EN_EXPEDIENTE"
        elif regla == "REASIGNACION":
            oficina = max(ordenes[o["id"]])[2]
            determina, articulo, va_a_cobro = oficina, "Art. 4, a contrario", False
            if oficina in DE_COBRO:  # determination stays with the rule that would take it
                determina = decidir(o, regla_de(o, movida=False))["oficina_determinacion"] or de_la_tabla
        elif regla == "OMISO_TOTAL":
            suyo = omiso[s]
            determina, oficina = suyo["oficina_paso_2"] or suyo["oficina_paso_1"], suyo["oficina"]
            articulo, campania, accion = suyo["articulo"], suyo["campania"], suyo["accion"]
            if not con_titulo:
                caso, estado = f"OMI:{s}", "ARCHIVADA" if suyo["estado"] == "ARCHIVO" else suyo["estado"]
        elif regla == "GRAN_CONTRIBUYENTE" and s not in prioridad:
            determina = oficina = GRANDES
            articulo, campania = "Art. 2 par.", DE_GRANDES
        elif regla == "OTROS_IMPUESTOS":
            determina = oficina = GENERAL
            articulo, campania = "Art. 2 par.", INTENSIVO
        elif regla == "FUERO_ATRACCION":
            determina = oficina = GENERAL if fuero[o["objeto"]] == "1" else MASIVO
            articulo, campania, caso = f"Art. 7 num. {fuero[o['objeto']]}", INTENSIVO, f"OBJ:{o['objeto']}"
        elif regla == "COSTO_BENEFICIO":
            determina = oficina = CULTURA
            articulo, va_a_cobro = "Art. 5", False
            campania, accion = FIDELIZAR, ART_5
            if s in muestra and reglas[o["id"]] == regla:
                oficina, accion = muestra[s]["oficina"], "Acciones intensivas de la muestra"
                campania = COBRAR if ganados[s] else INTENSIVO
                determina = CULTURA if ganados[s] else MASIVO
            elif o["vence"].year < min(ACTUALES):
                estado, campania, accion = "SIN_GESTION_INTENSIVA", None, None
        de_la_oficina = articulo
        if regla in ("EXPEDIENTE", "REASIGNACION") and oficina in DE_COBRO:
            campania = COBRAR
        elif regla in ("EXPEDIENTE", "REASIGNACION") and oficina != de_la_tabla:
            campania = SU_CAMPANIA.get(oficina)
        if va_a_cobro:
            oficina, campania, accion, de_la_oficina = cobro, COBRAR, None, articulo_de_cobro(codigo(s))
        fin = prescribe(o)
        termino = fin and ("CUMPLIDA" if fin < CORTE else "PROXIMA" if fin <= CORTE + timedelta(days=DIAS_PROXIMA) else "VIGENTE")
        return {
            "id_sujeto": s, "impuesto": o["impuesto"], "familia": FAMILIAS.get(o["impuesto"], o["impuesto"]), "id_objeto": o["objeto"], "saldo": o["valor"],
            "saldo_sancion": o["sancion"], "prioridad": prioridad.get(s), "codigo_riesgo": codigo(s), "regla": regla, "articulo": articulo,
            "etapa": "COBRO" if con_titulo else "DETERMINACION", "oficina_determinacion": determina,
            "oficina_liquidacion": determina and (MASIVO if determina == MASIVO else "LIQUIDACION"), "oficina_cobro": cobro, "oficina": oficina,
            "articulo_oficina": de_la_oficina, "estado": estado, "campania": campania, "accion": accion, "id_caso": caso, "id_expediente": expediente,
            "en_muestra": regla == "COSTO_BENEFICIO" and s in muestra, "fecha_prescripcion": fin, "prescripcion": termino,
        }  # fmt: skip

    asignacion = {o["id"]: decidir(o, reglas[o["id"]]) for o in deudas}

    # the queues, and who waits
    casos: dict[tuple, list[tuple]] = {}
    for o in deudas:
        a = asignacion[o["id"]]
        if a["estado"] in ("ASIGNADA", "EN_EXPEDIENTE"):
            casos.setdefault((a["oficina"], a["id_caso"]), []).append((puntaje.get(o["s"]), o["valor"], o["vence"]))
    for s, suyo in omiso.items():
        if suyo["estado"] == "ASIGNADA":
            casos.setdefault((suyo["oficina"], f"OMI:{s}"), [])

    def lugar(oficina: str, caso: str) -> tuple:
        filas = casos[oficina, caso]
        if caso.startswith("OMI:"):
            suyo = omiso[caso[4:]]
            return (True, True, 0, 1, suyo["segmento"], -suyo["monto_proyectado"], caso)
        mayor = max((x for x, _, _ in filas if x is not None), default=None)
        return (not caso.startswith("EXP:"), mayor is None, -(mayor or 0), 0, -sum(v for _, v, _ in filas), min(f for _, _, f in filas), caso)

    cola = {}
    for oficina in {o for o, _ in casos}:
        for puesto, caso in enumerate(sorted((c for o, c in casos if o == oficina), key=lambda c, o=oficina: lugar(o, c)), 1):
            espera, suyo, filas = puesto > p.capacidad.get(oficina, 10**9), omiso.get(caso[4:]) if caso.startswith("OMI:") else None, casos[oficina, caso]
            cola[oficina, caso] = {
                "posicion": puesto, "estado": "EN_EXPEDIENTE" if caso.startswith("EXP:") else "EN_ESPERA" if espera else "ASIGNADA",
                "puntaje": None if suyo else max((x for x, _, _ in filas if x is not None), default=None), "segmento": suyo and suyo["segmento"],
                "monto_proyectado": suyo and suyo["monto_proyectado"], "saldo": sum((v for _, v, _ in filas), Decimal(0)), "n_obligaciones": len(filas),
            }  # fmt: skip
    for a in asignacion.values():
        if a["estado"] == "ASIGNADA" and cola[a["oficina"], a["id_caso"]]["estado"] == "EN_ESPERA":
            a["estado"] = "EN_ESPERA"
    for s, suyo in omiso.items():
        if suyo["estado"] == "ASIGNADA" and cola[suyo["oficina"], f"OMI:{s}"]["estado"] == "EN_ESPERA":
            suyo["estado"] = "EN_ESPERA"

    # subjects
    def mostrar(s: str) -> dict:
        suyas = sorted((ORDEN.index(a["regla"]), -a["saldo"], i) for i, a in asignacion.items() if a["id_sujeto"] == s)
        vacias = ("codigo_riesgo", "prioridad", "oficina", "oficina_determinacion", "campania", "accion")
        nada = dict.fromkeys(vacias) | {"n_obligaciones": 0, "saldo": Decimal(0)}
        if s in fuera:
            return nada | {"regla": "EXCLUSION"}
        visto = nada | {"codigo_riesgo": codigo(s), "prioridad": prioridad.get(s)}
        if suyas:
            a = asignacion[suyas[0][2]]
            cuanto = {"n_obligaciones": len(suyas), "saldo": sum(asignacion[i]["saldo"] for _, _, i in suyas)}
            return visto | {c: a[c] for c in ("oficina", "oficina_determinacion", "regla", "campania", "accion")} | cuanto
        if s in omisos:
            return visto | {c: omiso[s][c] for c in ("oficina", "oficina_determinacion", "regla", "campania", "accion")}
        oficina, _, campania = ruta(codigo(s))
        return visto | {"oficina": oficina, "oficina_determinacion": oficina, "campania": campania, "regla": "PRIORIDAD"}

    conocidos = {x["s"] for tabla in (p.contribuyentes, p.obligaciones, p.indicios, p.sujecion_objeto) for x in tabla}
    return {
        "calificacion_sujeto": calificacion, "asignacion_obligacion": asignacion, "asignacion_sujeto": {s: mostrar(s) for s in conocidos},
        "asignacion_omiso": omiso, "comunidad_objeto": comunidad, "muestra_costo_beneficio": muestra, "cola_oficina": cola,
        "reasignacion": reasignacion,
        "tramite_asignado": {
            x["id"]: ver_tramite(x["tipo"], ruta(codigo(x["s"]))[0] if x["s"] in conocidos - fuera else None) | {"id_sujeto": x["s"]} for x in p.tramites
        },
    }  # fmt: skip
