"""An invented population of Bogota for fecha_corte 2017-06-30: every input table, every row of the matrix, some bad rows.

Nobody in it exists: documents begin with 99 and names are made of syllables. The same seed gives the same bytes.
"""

import csv
import gzip
import io
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from random import Random

import duckdb

from . import parciales

# the run of the demo: the norm gives no capacity (this one leaves cases waiting) and no costs (invented, as the whole population)
COSTOS = {"4.1": 900000, "4.2": 700000, "4.3": 350000, "4.4": 300000, "4.5": 250000}
PARAMETROS = {"fecha_corte": "2017-06-30", "capacidades": {"CONTROL_MASIVO": 3000}, "costos": COSTOS}
CORTE_ANTERIOR = "2016-12-31"  # so that the history has something to compare
UVT = 31859
SILABAS = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo"]
PROPIOS = ("ICA", "RETEICA", "AVISOS_TABLEROS", "PREDIAL", "VEHICULOS")
OTROS = ("DELINEACION", "SOBRETASA_GASOLINA", "PUBLICIDAD_EXTERIOR", "ESPECTACULOS", "PLUSVALIA", "ESTAMPILLAS", "TASAS", "CONTRIBUCIONES")
# totals (cents) around each bound of the size of a default, in UVT of 2017
TOTALES = [50_000_00, 100 * UVT * 100 - 1, 100 * UVT * 100, 100 * UVT * 100 + 1, 1000 * UVT * 100 - 1, 1000 * UVT * 100, 90_000_000_00]
# (current years, earlier years): the ten classes and counts of the matrix, and the years that it doesn't measure
ANIOS = [
    ([2016], []),
    ([2015, 2016], []),
    ([2015, 2016], [2014, 2013]),
    *(([2016], list(range(2014, 2014 - n, -1))) for n in (1, 2, 3, 4, 6)),
    *(([], list(range(2014, 2014 - n, -1))) for n in (1, 2, 3, 4, 5)),
    ([], []),
]
# answers: none; all; partial; graded; the 70 % and 71 % of the acceptance vectors; all no
RESPUESTAS = [
    {},
    {p: "1" for p in range(1, 11)},
    {3: "1", 6: "1"},
    {p: "0.75" for p in range(1, 11)},
    {1: "1", 3: "1", 4: "1", 6: "1", 8: "1", 9: "1"} | {p: "0" for p in (2, 5, 7, 10)},
    {1: "1", 3: "1", 6: "1", 7: "1", 8: "1"} | {p: "0" for p in (2, 4, 5, 9, 10)},
    {p: "0" for p in range(1, 11)},
]
ENCABEZADOS = {
    "contribuyentes": "tipo_documento,numero_documento,tipo_persona,nombre,riesgo,direccion,correo,telefono",
    "obligaciones": "id_obligacion,tipo_documento,numero_documento,impuesto,anio_gravable,periodo,id_objeto,fecha_vencimiento,"
    "tipo_incumplimiento,valor_impuesto,valor_sancion,titulo_ejecutivo,fecha_titulo,estado",
    "grandes_contribuyentes": "tipo_documento,numero_documento,resolucion,vigente_desde,vigente_hasta",
    "respuestas": "tipo_documento,numero_documento,pregunta,respuesta",
    "sujecion_objeto": "id_objeto,tipo_objeto,tipo_documento,numero_documento,porcentaje,vigente_desde,vigente_hasta",
    "expedientes": "id_expediente,id_obligacion,oficina,actuacion,fecha_apertura,fecha_cierre",
    "mandamientos_pago": "id_mandamiento,tipo_documento,numero_documento,fecha_expedicion,fecha_terminacion",
    "declaraciones": "id_declaracion,tipo_documento,numero_documento,impuesto,anio_gravable,periodo,fecha_presentacion,tipo,valor",
    "indicios": "fuente,tipo_documento,numero_documento,anio,valor_estimado,impuesto",
    "fidelizaciones": "tipo_documento,numero_documento,fecha_inicio,fecha_fin,resultado",
    "puntajes_omisos": "tipo_documento,numero_documento,puntaje_indicio,puntaje_cobrabilidad",
    "exclusiones": "tipo_documento,numero_documento,ambito,motivo,vigente_desde,vigente_hasta",
    "pagos": "id_recibo,tipo_documento,numero_documento,impuesto,anio_gravable,periodo,id_objeto,fecha_pago,valor,migrado,id_obligacion",
    "normalizaciones": "id_recibo,decision,id_obligacion,funcionario,fecha,motivo",
    "tramites": "id_tramite,tipo_tramite,tipo_documento,numero_documento,fecha_radicacion",
    "solicitudes_devolucion": "id_solicitud,tipo_documento,numero_documento,fecha_solicitud,origen,valor_solicitado,estado,fecha_resolucion,garantia,impuesto",
    "gestores": "id_gestor,nombre,activo",
    "cartera_gestor": "id_gestor,tipo_documento,numero_documento,desde,hasta",
    "gestiones": "id_gestion,id_gestor,tipo_documento,numero_documento,tipo,fecha,resultado,fecha_programada,numero_citacion,codigo_resultado,"
    "fecha_promesa,valor_promesa,id_obligacion",
    "flujo_caja": "tipo_documento,numero_documento,capacidad_mensual,mes",
    "facilidades": "id_facilidad,tipo_documento,numero_documento,fecha_otorgamiento,fecha_terminacion,garantia,resolucion",
    "facilidad_obligacion": "id_facilidad,id_obligacion",
    "cuotas_facilidad": "id_facilidad,cuota,fecha_vencimiento,valor",
    "correcciones_calificacion": "tipo_documento,numero_documento,vigencia_calificacion,prioridad,funcionario,fecha,motivo",
}
COMPRIMIDAS = ("obligaciones", "respuestas")
EN_PARQUET = ("pagos",)
RESULTADOS = (
    "PROMESA_PAGO", "CONTACTADO", "NO_CONTACTADO", "DIRECCION_ERRADA", "NO_ASISTIO", "ASISTIO", "PIDE_FACILIDAD", "YA_PAGO", "NO_RECONOCE", "NO_PAGARA",
)  # fmt: skip
TRAMITES = ("CORRECCION_MENOR_VALOR", "REVOCATORIA", "INVALIDACION", "AUTO_DECLARATIVO", "CADUCIDAD", "INACTIVACION", "CONSULTA_ANIOS_ANTERIORES")


def _pesos(centavos: int) -> str:
    return str(Decimal(centavos) / 100 if centavos % 100 else Decimal(centavos // 100))


def _nombre(azar: Random, persona: str) -> str:
    palabra = lambda: "".join(azar.choice(SILABAS) for _ in range(3)).title()  # noqa: E731
    return f"{palabra()} {palabra()}" if persona == "N" else f"{palabra()} SAS"


def _sujetos(azar: Random, n: int, tablas: dict[str, list]) -> None:
    """Fills the tables with n subjects; what each one has follows from its number, so that every case is reached."""
    poner = lambda tabla, *valores: tablas[tabla].append(valores)  # noqa: E731
    comunero: list = []
    for i in range(n):
        persona = "J" if i % 5 in (1, 3) else "N"
        doc = ("NIT" if persona == "J" else ("CC", "CE", "PA", "CC")[i % 4], f"99{i:07d}")
        vias = i % 40
        if vias != 39:  # the last of forty is known by its objects only
            riesgo = ("", "P2", "P3")[i % 3] if vias >= 34 else ""
            poner("contribuyentes", *doc, persona, _nombre(azar, persona), riesgo, f"Calle {i % 170} {i % 90}-{i % 60}", f"c{i}@ejemplo.invalid", "")
        _marcas(doc, i, tablas)
        if vias in (30, 31, 32, 33):
            _omiso(doc, i, tablas)
        if vias >= 34:
            if vias == 39:
                poner("sujecion_objeto", f"CHIP{i:07d}", "PREDIO", *doc, "100", "", "")
            continue
        if vias < 30:
            for pregunta, respuesta in RESPUESTAS[i // 3 % len(RESPUESTAS)].items():
                poner("respuestas", *doc, pregunta, respuesta)
            poner("declaraciones", f"D{i}", *doc, "ICA", 2015, "ANUAL", "2016-03-31", "INICIAL", 1000)
            _deudas(azar, doc, i, tablas, comunero)
        _gestion(doc, i, tablas)
    for g in range(8):
        poner("gestores", f"G{g}", _nombre(azar, "N"), "true" if g else "false")


def _marcas(doc: tuple, i: int, tablas: dict[str, list]) -> None:
    """What the subject is on some lists: grandes contribuyentes, mandamientos, exclusions; past, present and to come."""
    poner = lambda tabla, *valores: tablas[tabla].append(valores)  # noqa: E731
    if i % 17 == 0:
        poner(
            "grandes_contribuyentes",
            *doc,
            "DDI-000001",
            *(("2017-01-01", ""), ("2015-01-01", "2016-12-31"), ("2018-01-01", ""), ("2017-06-30", "2017-06-30"))[i // 17 % 4],
        )
    if i % 23 == 0:
        poner("mandamientos_pago", f"MP{i}", *doc, *(("2016-03-01", ""), ("2014-03-01", "2015-01-31"))[i // 23 % 2])
    if i % 31 == 0:
        poner(
            "exclusiones",
            *doc,
            *(
                ("TODO", "Fallecido sin sucesión", "", ""),
                ("OMISOS", "Cruce depurado", "2017-01-01", ""),
                ("TODO", "Marca vencida", "2010-01-01", "2012-12-31"),
            )[i // 31 % 3],
        )


def _gestion(doc: tuple, i: int, tablas: dict[str, list]) -> None:
    """What the office has done with the subject: corrections, procedures, requests, a gestor and his calls."""
    poner = lambda tabla, *valores: tablas[tabla].append(valores)  # noqa: E731
    if i % 303 == 0:
        poner("correcciones_calificacion", *doc, 2017, "4.3", "F03", "2017-05-31", "Respuesta mal digitada")
    if i % 97 == 0:
        poner("tramites", f"T{i}", TRAMITES[i // 97 % 7], *doc, "2017-05-02")
        poner("solicitudes_devolucion", f"S{i}", *doc, "2017-05-15", ("SALDO_A_FAVOR", "PAGO_EN_EXCESO", "PAGO_DE_LO_NO_DEBIDO")[i // 97 % 3], 500000 + i)
    if i % 85 == 0:
        poner("cartera_gestor", f"G{i // 85 % 8}", *doc, "2017-01-01", "")
        tipo, resultado = ("VISITA", "CITACION_VIRTUAL", "LLAMADA", "CORREO")[i // 85 % 4], RESULTADOS[i // 85 % len(RESULTADOS)]
        promesa = ("2017-05-03", 100000) if resultado == "PROMESA_PAGO" else ("", "")
        poner("gestiones", f"GE{i}", f"G{i // 85 % 8}", *doc, tipo, "2017-04-03", "Promete pagar" if promesa[1] else "", "", "", resultado, *promesa)
        poner("flujo_caja", *doc, 100000 + 1000 * i)


def _omiso(doc: tuple, i: int, tablas: dict[str, list]) -> None:
    """Evidence from 1 to 12 sources, with and without scores; one in four filed a return; one in two has an OMISO obligation."""
    for fuente in range(1 + i // 40 % 12):
        tablas["indicios"].append((f"FUENTE_{fuente:02d}", *doc, 2016, 100000 * (fuente + 1), ""))
    if i // 40 % 3:
        tablas["puntajes_omisos"].append((*doc, i // 400 % 20, i // 40 % 5))
    if i // 40 % 4 == 3:
        tablas["declaraciones"].append((f"D{i}", *doc, "PREDIAL", 2014, "ANUAL", "2015-05-31", "INICIAL", 1000))
    if i % 2:
        tablas["obligaciones"].append((f"OM{i}", *doc, "ICA", 2015, "ANUAL", "", "2016-01-31", "OMISO", 800000, 0, "", "", "ABIERTA"))


def _deudas(azar: Random, doc: tuple, i: int, tablas: dict[str, list], comunero: list) -> None:
    """Obligations whose outstanding total is TOTALES[..] over the years ANIOS[..]; then paid ones, open files, communities."""
    total = TOTALES[i % len(TOTALES)]
    if azar.random() < 0.4:
        total = int(20_000_00 * (1 + 400 * azar.random() ** 6))
    actuales, anteriores = ANIOS[i // 7 % len(ANIOS)]
    anios = actuales + anteriores
    partes = [total // len(anios)] * len(anios) if anios else []
    if partes:
        partes[0] += total - sum(partes)
    for k, (anio, parte) in enumerate(zip(anios, partes, strict=True)):
        _deuda(azar, doc, i, k, anio, parte, tablas, comunero)
    _ya_pagada(doc, i, tablas)


def _deuda(azar: Random, doc: tuple, i: int, k: int, anio: int, parte: int, tablas: dict[str, list], comunero: list) -> None:
    """The subject's k-th obligation, of which `parte` cents stay unpaid, with its receipt, file and object."""
    impuesto = OTROS[i // 11 % 8] if i % 11 == 0 and k == 0 else PROPIOS[(i + k // 2) % 5]
    objeto = {"PREDIAL": f"CHIP{i:07d}", "VEHICULOS": f"PLACA{i:06d}"}.get(impuesto, "")
    periodo = f"B{1 + (i + k) % 6}" if impuesto == "ICA" else f"M{1 + (i + k) % 12:02d}" if impuesto == "RETEICA" else "ANUAL"
    tipo = "INEXACTO" if (i + k) % 13 == 0 else "OMISO" if (i + k) % 29 == 0 else "MORA"
    titulo = ("", "", "true", "false")[(i + k) % 4]
    estado = {5: "SUSPENDIDA", 6: "EN_FACILIDAD"}.get((i + k) % 37, "ABIERTA")
    pagado = parte // 2 if k == 0 and i % 6 == 0 else 0
    fila = (
        f"O{i}-{k}",
        *doc,
        impuesto,
        anio - 1 if impuesto == "ICA" else anio,
        periodo,
        objeto,
        f"{anio}-{1 + (i + k) % 12:02d}-28",
        tipo,
        _pesos(parte + pagado),
        _pesos(parte // 10 if i % 9 == 0 else 0),
        titulo,
        "2016-06-30" if titulo == "true" else "",
        estado,
    )
    tablas["obligaciones"].append(fila)
    if pagado:
        con_id = i % 12 == 0
        tablas["pagos"].append(
            (f"R{i}-{k}", *doc, impuesto, fila[4], periodo, objeto, "2017-02-10", _pesos(pagado), "true" if i % 4 else "false", fila[0] if con_id else "")
        )
    if i % 41 == 0 and k < 2:
        oficina = ("CONTROL_MASIVO", "FISCALIZACION_GENERAL", "COBRO_COACTIVO", "CULTURA_TRIBUTARIA")[i // 41 % 4]
        acto = ("EMPLAZAMIENTO", "REQUERIMIENTO_ESPECIAL", "MANDAMIENTO_PAGO", "INVITACION")[i // 41 % 4]
        tablas["expedientes"].append((f"E{i}", fila[0], oficina, acto, "2015-06-01", "2016-01-15" if i // 41 % 7 == 6 else ""))
        if i // 41 % 5 == 0:
            tablas["expedientes"].append((f"E{i}B", fila[0], "FISCALIZACION_GENERAL", "PLIEGO_CARGOS", "2016-06-01", ""))
    if objeto and k == 0:
        tipo_objeto = "PREDIO" if impuesto == "PREDIAL" else "VEHICULO"
        tablas["sujecion_objeto"].append((objeto, tipo_objeto, *doc, "50.5", "2010-01-01", ""))
        # a community: this object's owner shares those of some earlier owners, which chains them
        if i % 8 == 0 and comunero:
            for otro in {azar.randrange(len(comunero)) for _ in range(1 + i // 8 % 4)}:
                tablas["sujecion_objeto"].append((*comunero[otro], *doc, "10", "", "" if i % 3 else "2016-12-31"))
        comunero.append((objeto, tipo_objeto))


def _ya_pagada(doc: tuple, i: int, tablas: dict[str, list]) -> None:
    """An obligation that was paid, well or badly, with the decision on its receipt; some not due yet, some prescribed."""
    pagada = (f"P{i}", *doc, "PREDIAL", 2016, "ANUAL", f"CHIP{i:07d}P", "2016-06-30", "MORA", "350000", "0", "", "", "ABIERTA")
    tablas["obligaciones"].append(pagada)
    # paid in full; over-paid; by the wrong year; by the wrong object; after the cut date; by a document with two digits exchanged
    casos = [
        ("350000", 2016, pagada[6], "2016-06-30"),
        ("400000", 2016, pagada[6], "2016-07-15"),
        ("350000", 2015, pagada[6], "2016-06-30"),
        ("350000", 2016, f"CHIP{i:07d}Q", "2016-06-30"),
        ("350000", 2016, pagada[6], "2017-07-01"),
    ]
    valor, anio, objeto, fecha = casos[i // 5 % 5] if i % 5 == 0 else casos[0]
    tablas["pagos"].append((f"RP{i}", *doc, "PREDIAL", anio, "ANUAL", objeto, fecha, valor, "true" if objeto == pagada[6] and anio == 2016 else "false", ""))
    if i % 25 == 10:
        decision = ("APLICAR", "RECHAZAR", "DEVOLVER")[i // 25 % 3]
        tablas["normalizaciones"].append((f"RP{i}", decision, f"P{i}" if decision == "APLICAR" else "", "F01", "2017-03-01", "Año equivocado"))
        if i // 25 % 6 == 0:
            tablas["normalizaciones"].append((f"RP{i}", "RECHAZAR", "", "F02", "2017-04-01", "Se revierte: no era del contribuyente"))
    if i % 19 == 0:
        tablas["obligaciones"].append((f"N{i}", *doc, "ICA", 2017, "B1", "", "2017-03-31", "MORA", "120000", "0", "", "", "ABIERTA"))
    if i % 47 == 0:
        tablas["obligaciones"].append((f"X{i}", *doc, "VEHICULOS", 2009, "ANUAL", f"PLACA{i:06d}X", "2009-06-30", "MORA", "900000", "0", "", "", "PRESCRITA"))


def _cobro(tablas: dict[str, list]) -> None:
    """Subjects 98..: each cause of a receipt that isn't applied, each action of the agenda, each guarantee of a facility, a debt not due yet."""
    poner = lambda tabla, *valores: tablas[tabla].append(valores)  # noqa: E731

    def sujeto(k: int, *deudas: dict, **obligacion) -> tuple:
        doc = ("CC", f"98000{k:04d}")
        poner("contribuyentes", *doc, "N", f"Caso {k}", "P2", "", "", "")
        for n, cambios in enumerate(deudas or ({},)):
            base = {"impuesto": "ICA", "anio": 2016, "periodo": "B1", "objeto": "", "vence": "2016-03-31", "tipo": "MORA", "valor": 500000}
            suya = base | obligacion | cambios
            poner("obligaciones", f"C{k}-{n}", *doc, *(suya[c] for c in base), 0, "true", "", "ABIERTA")
        return doc

    def recibo(k: int, doc: tuple, sufijo: str = "", migrado: str = "false", **cambios) -> None:
        dice = {"impuesto": "ICA", "anio": 2016, "periodo": "B1", "objeto": "", "valor": 500000, "obligacion": ""} | cambios
        de_que = (dice[c] for c in ("impuesto", "anio", "periodo", "objeto"))
        poner("pagos", f"RC{k}{sufijo}", *doc, *de_que, "2017-02-10", dice["valor"], migrado, dice["obligacion"])

    recibo(0, sujeto(0, {}, {"tipo": "INEXACTO"}), migrado="true")
    copiado = sujeto(1, valor=2000000)
    recibo(1, copiado, "A", migrado="true")
    recibo(1, copiado, "B")
    recibo(2, sujeto(2), periodo="B2")
    recibo(3, sujeto(3), anio=2015)
    recibo(4, sujeto(4, impuesto="PREDIAL", periodo="ANUAL", objeto="CHIP98A"), impuesto="PREDIAL", periodo="ANUAL", objeto="CHIP98B")
    recibo(5, sujeto(5), impuesto="AVISOS_TABLEROS")
    sujeto(612)
    recibo(6, ("CC", "980000162"))
    sujeto(777)
    recibo(7, ("CC", "980005777"))
    for k in (8, 9):
        recibo(k, sujeto(k), anio=2015)
    poner("normalizaciones", "RC8", "APLICAR", "C8-0", "F01", "2017-03-01", "Es del 2016")
    poner("normalizaciones", "RC8", "DEVOLVER", "", "F02", "2017-03-01", "No debía")
    poner("normalizaciones", "RC9", "APLICAR", "NO_EXISTE", "F01", "2017-03-01", "Es del 2016")
    sin_parecida = sujeto(10)
    recibo(10, sin_parecida, impuesto="PLUSVALIA", anio=2014)
    recibo(10, sin_parecida, "B", migrado="true", obligacion="NO_EXISTE")
    recibo(11, ("CC", "971234567"))
    sujeto(13, vence="2017-07-31")
    agenda: dict[int, dict] = {
        20: {"vence": "2017-05-31"}, 21: {"vence": "2016-12-31"},
        22: {"vence": "2016-12-31", "valor": 60000000}, 24: {"valor": 200000000}, 25: {},
    }
    for k, cambios in agenda.items():
        doc = sujeto(k, **cambios)
        poner("cartera_gestor", "G1", *doc, "2017-01-01", "")
        poner("flujo_caja", *doc, {24: 15000000, 25: 1}.get(k, 500000))
        if k == 20:
            poner("gestiones", "GC20", "G1", *doc, "LLAMADA", "2017-06-01", "Contestó")
        if k == 24:
            poner("solicitudes_devolucion", "SC24", *doc, "2017-05-15", "SALDO_A_FAVOR", 1000000)


def _lecturas(tablas: dict[str, list]) -> None:
    """Subjects 96..: what each correction and each reading of the contract's second edition moves."""
    poner = lambda tabla, *valores: tablas[tabla].append(valores)  # noqa: E731

    def sujeto(k: int, *deudas: dict) -> tuple:
        doc = ("CC", f"96000{k:04d}")
        poner("contribuyentes", *doc, "N", f"Lectura {k}", "", "", "", "")
        for n, cambios in enumerate(deudas):
            base = {"impuesto": "ICA", "anio": 2015, "objeto": "", "vence": "2016-03-31", "tipo": "MORA", "valor": 500000, "sancion": 0, "titulo": "true"}
            d = base | cambios
            detalle = (d["impuesto"], d["anio"], "ANUAL", d["objeto"], d["vence"], d["tipo"], d["valor"], d["sancion"], d["titulo"], "", "ABIERTA")
            poner("obligaciones", f"L{k}-{n}", *doc, *detalle)
        return doc

    def indicios(doc: tuple, n: int, anio: int, impuesto: str = "") -> None:
        for fuente in range(n):
            poner("indicios", f"FUENTE_{fuente:02d}", *doc, anio, 50000 * (fuente + 1), impuesto)

    for k in range(4):  # a gran contribuyente whose only debt is not measured
        grande = sujeto(k, {"anio": 2017, "vence": "2017-04-30", "tipo": ("MORA", "INEXACTO")[k % 2], "titulo": ("true", "false")[k % 2]})
        poner("grandes_contribuyentes", *grande, "DDI-000001", "2017-01-01", "")
    predial = {"impuesto": "PREDIAL", "objeto": "CHIP96A", "titulo": "false"}
    viejo, nuevo = sujeto(10, predial | {"valor": 40000000}), sujeto(11, predial | {"anio": 2012, "vence": "2012-05-31", "valor": 900000})
    poner("sujecion_objeto", "CHIP96A", "PREDIO", *viejo, "50", "2010-01-01", "")
    poner("sujecion_objeto", "CHIP96A", "PREDIO", *nuevo, "50", "2016-06-01", "")  # bought half after the debts
    for anio in range(2005, 2017):
        indicios(sujeto(20 + anio - 2005), 9, anio)
    for k, (valor, sancion) in enumerate([(500000, 195000), (650000, 0), (0, 300000), (0, 800000)]):
        sujeto(40 + k, {"valor": valor, "sancion": sancion})
    for k, resultado in enumerate(["PRESENTO", "NO_PRESENTO", "SIN_CONTACTO", ""]):
        omiso = sujeto(50 + k, {"tipo": "OMISO", "titulo": "false"}, {"tipo": "OMISO", "titulo": "true"}, predial | {"tipo": "OMISO", "objeto": ""})
        indicios(omiso, 6, 2016, "ICA")
        poner("fidelizaciones", *omiso, "2017-01-15", "2017-04-15" if resultado else "", resultado)
    indicios(sujeto(60), 9, 2016, "PREDIAL")
    tardio = sujeto(61)
    indicios(tardio, 9, 2016)
    poner("declaraciones", "DL61", *tardio, "ICA", 2015, "ANUAL", "2017-07-01", "INICIAL", 1000)
    for k, (oficina, titulo) in enumerate([("CONTROL_MASIVO", "true"), ("CONTROL_MASIVO", "false"), ("COBRO_COACTIVO", "true")]):
        sujeto(70 + k, {"tipo": "INEXACTO", "titulo": titulo})
        poner("expedientes", f"EL{k}", f"L{70 + k}-0", oficina, "MANDAMIENTO_PAGO" if k == 2 else "EMPLAZAMIENTO", "2017-02-01", "")


def _gestor(tablas: dict[str, list]) -> None:
    """Subjects 98..0100 on: each state of a promise, a pending step, a facility and its instalments, a deadline, an inconsistency, a cash flow by month."""
    poner = lambda tabla, *valores: tablas[tabla].append(valores)  # noqa: E731

    def deudor(k: int, *valores: int, vence: str = "2016-03-31", titulo: str = "true", estado: str = "ABIERTA") -> tuple:
        doc = ("CC", f"98000{k:04d}")
        poner("contribuyentes", *doc, "N", f"Gestión {k}", "P2", f"Carrera {k} 1-1", f"g{k}@ejemplo.invalid", "")
        for n, valor in enumerate(valores or (500000,)):
            poner("obligaciones", f"C{k}-{n}", *doc, "ICA", 2016, f"B{n + 1}", "", vence, "MORA", valor, 0, titulo, "", estado)
        poner("cartera_gestor", "G1", *doc, "2017-01-01", "")
        return doc

    def pago(k: int, doc: tuple, fecha: str, valor: int) -> None:
        poner("pagos", f"RG{k}-{fecha}", *doc, "ICA", 2016, "B1", "", fecha, valor, "true", f"C{k}-0")

    # promises: kept, kept in part only, broken, still open
    for k, (pagado, dia) in enumerate([(300000, "2017-02-15"), (100000, "2017-02-15"), (0, "2017-03-31"), (0, "2017-07-15")], 100):
        doc = deudor(k)
        poner("gestiones", f"GP{k}", "G1", *doc, "VISITA", "2017-02-01", "", "", "", "PROMESA_PAGO", dia, 300000, f"C{k}-0")
        if pagado:
            pago(k, doc, "2017-02-10", pagado)
    for k, dia in enumerate(["2017-06-30", "2017-06-20", "2017-07-10"], 104):
        poner("gestiones", f"GP{k}", "G1", *deudor(k), "CITACION_VIRTUAL" if k % 2 else "VISITA", "2017-06-01", "", dia, f"CIT-2017-{k}", "", "", "", "")
    # facilities of three instalments: up to date, breached, paid (one of them late), ended (the source doesn't know), breached by a later debt
    for k, (pagos, fin) in enumerate(
        [(["2017-02-10"], ""), ([], ""), (["2017-02-10", "2017-04-20", "2017-05-10"], ""), ([], "2017-05-31"), (["2017-02-10"], "")], 110
    ):
        doc = deudor(k, estado="EN_FACILIDAD" if k == 113 else "ABIERTA")
        poner("facilidades", f"F{k}", *doc, "2017-01-31", fin, "Personal", f"DDI-F-{k}")
        poner("facilidad_obligacion", f"F{k}", f"C{k}-0")
        vencimientos = ("2017-02-28", "2017-03-31", "2017-05-31") if k == 112 else ("2017-02-28", "2017-07-31", "2017-08-31")
        for cuota, dia in enumerate(vencimientos, 1):
            poner("cuotas_facilidad", f"F{k}", cuota, dia, 200000)
        for dia in pagos:
            pago(k, doc, dia, 200000)
        if k == 114:
            poner("obligaciones", f"C{k}-P", *doc, "ICA", 2017, "B1", "", "2017-03-31", "MORA", 90000, 0, "true", "", "ABIERTA")
    # requests: green, amber, red, late, late with guarantee, resolved, of a year whose holidays aren't there
    solicitudes = [("2017-06-20", "", "", ""), ("2017-05-02", "", "", ""), ("2017-04-20", "", "", ""), ("2017-01-10", "", "", "")]
    solicitudes += [("2017-05-02", "", "", "true"), ("2017-02-01", "RESUELTA", "2017-03-15", ""), ("1999-12-01", "", "", "")]
    for k, (fecha, estado, resuelta, garantia) in enumerate(solicitudes, 120):
        poner("solicitudes_devolucion", f"SG{k}", *deudor(k), fecha, "SALDO_A_FAVOR", 200000, estado, resuelta, garantia, "ICA" if k == 121 else "")
    # inconsistencies
    poner("declaraciones", "DG130", *deudor(130), "ICA", 2016, "B1", "2016-03-30", "INICIAL", 700000)
    doc = deudor(131)
    poner("obligaciones", "C131-BIS", *doc, "ICA", 2016, "B1", "", "2016-03-31", "MORA", 500000, 0, "true", "", "ABIERTA")
    poner("declaraciones", "DG132", *deudor(132, titulo="false"), "ICA", 2016, "B1", "2016-03-30", "INICIAL", 500000)
    poner("contribuyentes", "NIT", deudor(133)[1], "N", "Gestión 133", "P2", "", "", "")
    # a cash flow by month: one that fits until a bad month, one without the months after
    for k, meses in enumerate([{"": 300000, "2017-09": 1000}, {f"2017-{m:02d}": 200000 for m in range(7, 13)}], 140):
        doc = deudor(k)
        for mes, capacidad in meses.items():
            poner("flujo_caja", *doc, capacidad, mes)


def _filas_malas(tablas: dict[str, list]) -> None:
    """Rows that can't be read, in every table."""
    _obligaciones_malas(tablas)
    _otras_filas_malas(tablas)


def _obligaciones_malas(tablas: dict[str, list]) -> None:
    """Obligations that can't be read, one motive each, and some odd but good ones (leading zeros, a check digit)."""
    doc, buena = ("CC", "99900001"), ("ICA", 2016, "ANUAL", "", "2016-03-31", "MORA", "1000", "0", "", "", "ABIERTA")
    con = lambda pos, valor: (*buena[:pos], valor, *buena[pos + 1 :])  # noqa: E731
    malas = [
        (*doc, *con(4, "31/12/2016")),
        (*doc, *con(4, "2017-02-30")),
        (*doc, *con(6, "1.234.567,89")),
        (*doc, *con(6, "-5000")),
        (*doc, *con(6, "9" * 40)),
        (*doc, *con(0, "IVA")),
        (*doc, *con(8, "si")),
        (*doc, *con(1, "16")),
        (*doc, *con(10, "CERRADA")),
        (*doc, *con(6, "")),
        (*doc, *con(7, "x")),
        ("XX", "99900001", *buena),
        ("CC", "99A900001", *buena),
        ("CC", "", *buena),
        ("NIT", "860069804-3", *buena),
        ("CC", "0000", *buena),
    ]
    tablas["obligaciones"] += [(f"MALA{k}", *fila) for k, fila in enumerate(malas)]
    tablas["obligaciones"] += [
        ("", *doc, *buena),
        ("REPETIDA", *doc, *buena),
        ("REPETIDA", *doc, *con(6, "2000")),
        ("COPIA", *doc, *buena),
        ("COPIA", *doc, *buena),
        ("MALA0", *malas[0]),
        ("CEROS", "CC", "0099900001", *buena),
        ("CON_DIGITO", "NIT", "860069804-2", *buena),
    ]


def _otras_filas_malas(tablas: dict[str, list]) -> None:
    """The same in every other table."""
    doc = ("CC", "99900001")
    tablas["contribuyentes"] += [
        (*doc, "X", "", "", "", "", ""),
        (*doc, "N", "", "P9", "", "", ""),
        ("CC", "99900002", "N", "Uno", "", "", "", ""),
        ("CC", "99900002", "N", "Otro", "", "", "", ""),
        ("CC", "99900003", "N", "=1+1", "", "+57", "@x", "-1"),
    ]
    tablas["respuestas"] += [(*doc, 11, "1"), (*doc, 1, "1.5"), (*doc, 2, "0.333"), (*doc, 3, "sí"), (*doc, 4, "-1"), (*doc, 5, "")]
    tablas["grandes_contribuyentes"] += [(*doc, "", "", ""), (*doc, "", "2017-13-01", "")]
    tablas["sujecion_objeto"] += [("", "PREDIO", *doc, "", "", ""), ("CHIPX", "CASA", *doc, "", "", ""), ("CHIPY", "PREDIO", *doc, "mitad", "", "")] + [
        ("CHIPZ", "PREDIO", *doc, "", "", "")
    ] * 3
    tablas["expedientes"] += [("EX", "O0-0", "PORTERIA", "EMPLAZAMIENTO", "2016-01-01", ""), ("EX", "O0-0", "CONTROL_MASIVO", "SALUDO", "2016-01-01", "")]
    tablas["pagos"] += [
        ("RX1", *doc, "ICA", 2016, "B7", "", "2016-05-01", "1000", "true", ""),
        ("RX2", *doc, "ICA", 2016, "B1", "", "2016-05-01", "mil", "true", ""),
    ]
    tablas["declaraciones"] += [("DX", *doc, "ICA", 2016, "B1", "", "INICIAL", "")]
    tablas["indicios"] += [("", *doc, 2016, "", ""), ("F", *doc, "dos mil", "", "")]
    tablas["fidelizaciones"] += [(*doc, "ayer", "", ""), (*doc, "2017-01-01", "", "QUIZAS")]
    tablas["puntajes_omisos"] += [(*doc, "alto", "3"), (*doc, "", "3")]
    tablas["exclusiones"] += [(*doc, "NADA", "x", "", ""), (*doc, "TODO", "", "", "")]
    tablas["normalizaciones"] += [("RX1", "TALVEZ", "", "F01", "2017-01-01", "x"), ("RX1", "APLICAR", "", "", "2017-01-01", "x")]
    tablas["tramites"] += [("TX", "QUEJA", *doc, "2017-01-01")]
    tablas["solicitudes_devolucion"] += [("SX", *doc, "ayer", "SALDO_A_FAVOR", "1")]
    tablas["gestores"] += [("GX", "", "true")]
    tablas["cartera_gestor"] += [("G1", *doc, "", "")]
    tablas["gestiones"] += [("GEX", "G1", *doc, "TELEPATIA", "2017-01-01", "")]
    tablas["flujo_caja"] += [(*doc, "-100"), (*doc, "100", "2017-13")]
    tablas["facilidades"] += [("FX", *doc, "", "", "", "")]
    tablas["facilidad_obligacion"] += [("FX", "")]
    tablas["cuotas_facilidad"] += [("FX", "primera", "2017-01-31", "100"), ("FX", 1, "2017-01-31", "cien")]
    tablas["correcciones_calificacion"] += [(*doc, 2017, "4.6", "F03", "2017-05-31", "x")]


def _csv(encabezado: str, filas: Iterable) -> bytes:
    texto = io.StringIO()
    escritor = csv.writer(texto, lineterminator="\n")
    columnas = encabezado.split(",")
    escritor.writerow(columnas)
    escritor.writerows((*fila, *[""] * (len(columnas) - len(fila))) for fila in filas)
    return texto.getvalue().encode()


def generar(carpeta: Path, semilla: int = 2017, sujetos: int = 20_000) -> None:
    """Writes the population's files into a new folder, complete or not at all. `sujetos`: 2,000 or more, to reach every case."""
    tablas: dict[str, list] = {tabla: [] for tabla in ENCABEZADOS}
    _sujetos(Random(semilla), sujetos, tablas)
    _cobro(tablas)
    _lecturas(tablas)
    _gestor(tablas)
    _filas_malas(tablas)
    parciales.limpiar(carpeta.parent, f".{carpeta.name}-")
    with parciales.parcial(carpeta.parent, f".{carpeta.name}-") as parcial:
        for tabla, filas in tablas.items():
            contenido = _csv(ENCABEZADOS[tabla], filas)
            if tabla in COMPRIMIDAS:
                (parcial / f"{tabla}.csv.gz").write_bytes(gzip.compress(contenido, mtime=0))
                continue
            destino = parcial / f"{tabla}.csv"
            destino.write_bytes(contenido)
            if tabla in EN_PARQUET:
                leido = f"read_csv('{destino}', all_varchar = true, header = true, hive_partitioning = false)"
                duckdb.execute(f"copy (from {leido}) to '{parcial / tabla}.parquet' (format parquet)")
                destino.unlink()
        parcial.rename(carpeta)
