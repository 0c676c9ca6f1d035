"""An invented population of Bogota for fecha_corte 2017-06-30: every input table, every row of the matrix, some bad rows.

Nobody in it exists: documents begin with 99 and names are made of syllables. The same seed gives the same bytes.
"""

import csv
import gzip
import io
import shutil
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from random import Random

import duckdb

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
    "indicios": "fuente,tipo_documento,numero_documento,anio,valor_estimado",
    "puntajes_omisos": "tipo_documento,numero_documento,puntaje_indicio,puntaje_cobrabilidad",
    "exclusiones": "tipo_documento,numero_documento,ambito,motivo,vigente_desde,vigente_hasta",
    "pagos": "id_recibo,tipo_documento,numero_documento,impuesto,anio_gravable,periodo,id_objeto,fecha_pago,valor,migrado,id_obligacion",
    "normalizaciones": "id_recibo,decision,id_obligacion,funcionario,fecha,motivo",
    "tramites": "id_tramite,tipo_tramite,tipo_documento,numero_documento,fecha_radicacion",
    "solicitudes_devolucion": "id_solicitud,tipo_documento,numero_documento,fecha_solicitud,origen,valor_solicitado",
    "gestores": "id_gestor,nombre,activo",
    "cartera_gestor": "id_gestor,tipo_documento,numero_documento,desde,hasta",
    "gestiones": "id_gestion,id_gestor,tipo_documento,numero_documento,tipo,fecha,resultado",
    "flujo_caja": "tipo_documento,numero_documento,capacidad_mensual",
    "correcciones_calificacion": "tipo_documento,numero_documento,vigencia_calificacion,prioridad,funcionario,fecha,motivo",
}
COMPRIMIDAS = ("obligaciones", "respuestas")
EN_PARQUET = ("pagos",)
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
        if i % 303 == 0:
            poner("correcciones_calificacion", *doc, 2017, "4.3", "F03", "2017-05-31", "Respuesta mal digitada")
        if i % 97 == 0:
            poner("tramites", f"T{i}", TRAMITES[i // 97 % 7], *doc, "2017-05-02")
            poner("solicitudes_devolucion", f"S{i}", *doc, "2017-05-15", ("SALDO_A_FAVOR", "PAGO_EN_EXCESO", "PAGO_DE_LO_NO_DEBIDO")[i // 97 % 3], 500000 + i)
        if i % 85 == 0:
            poner("cartera_gestor", f"G{i // 85 % 8}", *doc, "2017-01-01", "")
            poner(
                "gestiones", f"GE{i}", f"G{i // 85 % 8}", *doc, ("VISITA", "CITACION_VIRTUAL", "LLAMADA", "CORREO")[i // 85 % 4], "2017-04-03", "Promete pagar"
            )
            poner("flujo_caja", *doc, 100000 + 1000 * i)
    for g in range(8):
        poner("gestores", f"G{g}", _nombre(azar, "N"), "true" if g else "false")


def _omiso(doc: tuple, i: int, tablas: dict[str, list]) -> None:
    """Evidence from 1 to 12 sources, with and without scores; one in four filed a return; one in two has an OMISO obligation."""
    for fuente in range(1 + i // 40 % 12):
        tablas["indicios"].append((f"FUENTE_{fuente:02d}", *doc, 2016, 100000 * (fuente + 1)))
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

    def sujeto(k: int, *deudas: tuple, **obligacion) -> tuple:
        doc = ("CC", f"98000{k:04d}")
        poner("contribuyentes", *doc, "N", f"Caso {k}", "P2", "", "", "")
        for n, cambios in enumerate(deudas or ({},)):
            base = {"impuesto": "ICA", "anio": 2016, "periodo": "B1", "objeto": "", "vence": "2016-03-31", "tipo": "MORA", "valor": 500000}
            suya = base | obligacion | cambios
            poner("obligaciones", f"C{k}-{n}", *doc, *(suya[c] for c in base), 0, "true", "", "ABIERTA")
        return doc

    def recibo(k: int, doc: tuple, sufijo: str = "", migrado: str = "false", **cambios) -> None:
        dice = {"impuesto": "ICA", "anio": 2016, "periodo": "B1", "objeto": "", "valor": 500000} | cambios
        poner("pagos", f"RC{k}{sufijo}", *doc, dice["impuesto"], dice["anio"], dice["periodo"], dice["objeto"], "2017-02-10", dice["valor"], migrado, "")

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
    recibo(10, sujeto(10), impuesto="PLUSVALIA", anio=2014)
    recibo(11, ("CC", "971234567"))
    sujeto(13, vence="2017-07-31")
    agenda = {20: {"vence": "2017-05-31"}, 21: {"vence": "2016-12-31"}, 22: {"vence": "2016-12-31", "valor": 60000000}, 24: {"valor": 200000000}, 25: {}}
    for k, cambios in agenda.items():
        doc = sujeto(k, **cambios)
        poner("cartera_gestor", "G1", *doc, "2017-01-01", "")
        poner("flujo_caja", *doc, {24: 15000000, 25: 1}.get(k, 500000))
        if k == 20:
            poner("gestiones", "GC20", "G1", *doc, "LLAMADA", "2017-06-01", "Contestó")
        if k == 24:
            poner("solicitudes_devolucion", "SC24", *doc, "2017-05-15", "SALDO_A_FAVOR", 1000000)


def _filas_malas(tablas: dict[str, list]) -> None:
    """Rows that can't be read, one motive each, and some odd but good ones (leading zeros, a check digit)."""
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
    tablas["indicios"] += [("", *doc, 2016, ""), ("F", *doc, "dos mil", "")]
    tablas["puntajes_omisos"] += [(*doc, "alto", "3"), (*doc, "", "3")]
    tablas["exclusiones"] += [(*doc, "NADA", "x", "", ""), (*doc, "TODO", "", "", "")]
    tablas["normalizaciones"] += [("RX1", "TALVEZ", "", "F01", "2017-01-01", "x"), ("RX1", "APLICAR", "", "", "2017-01-01", "x")]
    tablas["tramites"] += [("TX", "QUEJA", *doc, "2017-01-01")]
    tablas["solicitudes_devolucion"] += [("SX", *doc, "ayer", "SALDO_A_FAVOR", "1")]
    tablas["gestores"] += [("GX", "", "true")]
    tablas["cartera_gestor"] += [("G1", *doc, "", "")]
    tablas["gestiones"] += [("GEX", "G1", *doc, "TELEPATIA", "2017-01-01", "")]
    tablas["flujo_caja"] += [(*doc, "-100")]
    tablas["correcciones_calificacion"] += [(*doc, 2017, "4.6", "F03", "2017-05-31", "x")]


def _csv(encabezado: str, filas: Iterable) -> bytes:
    texto = io.StringIO()
    escritor = csv.writer(texto, lineterminator="\n")
    escritor.writerow(encabezado.split(","))
    escritor.writerows(filas)
    return texto.getvalue().encode()


def generar(carpeta: Path, semilla: int = 2017, sujetos: int = 20_000) -> None:
    """Writes the population's files into a new folder, complete or not at all. `sujetos`: 2,000 or more, to reach every case."""
    tablas: dict[str, list] = {tabla: [] for tabla in ENCABEZADOS}
    _sujetos(Random(semilla), sujetos, tablas)
    _cobro(tablas)
    _filas_malas(tablas)
    carpeta.parent.mkdir(parents=True, exist_ok=True)
    parcial = Path(tempfile.mkdtemp(prefix=f".{carpeta.name}-", dir=carpeta.parent))
    try:
        for tabla, filas in tablas.items():
            contenido = _csv(ENCABEZADOS[tabla], filas)
            if tabla in COMPRIMIDAS:
                (parcial / f"{tabla}.csv.gz").write_bytes(gzip.compress(contenido, mtime=0))
                continue
            destino = parcial / f"{tabla}.csv"
            destino.write_bytes(contenido)
            if tabla in EN_PARQUET:
                duckdb.execute(f"copy (from read_csv('{destino}', all_varchar = true, header = true)) to '{parcial / tabla}.parquet' (format parquet)")
                destino.unlink()
        parcial.rename(carpeta)
    except BaseException:
        shutil.rmtree(parcial, ignore_errors=True)
        raise
