"""Documents as they are handed over: every figure of the mart on the page, everything inside the margins, and a change shows."""

import re
import struct
import zlib
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import pdfplumber
import pypdf
import pytest
from conftest import construir, consultar, escribir, semilla
from reparto import composicion, documentos, membrete, palabras
from reparto.errores import ErrorDeUso

MARGEN = 1.6 / 2.54 * 72
NOMBRE_LARGO = "Compañía" + "x" * 192
PAGOS = 300
MAYOR = 10**14 - 1  # the largest amount that staging reads: eleven of them pass 10^15
DIFICILES = {
    "contribuyentes": "tipo_documento,numero_documento,nombre\n"
    f"CC,1,Muchos Pagos\nNIT,860069804,{NOMBRE_LARGO}\nCC,3,محمد שלום 中\nCC,4,\nCC,5,<b>Ana & \u202eSAS</b></script>\n",
    "obligaciones": "id_obligacion,tipo_documento,numero_documento,impuesto,anio_gravable,periodo,id_objeto,fecha_vencimiento,valor_impuesto,valor_sancion\n"
    "MUCHOS,CC,1,ICA,2014,B3,,2014-07-31,90000000,1000000\n"
    + "".join(f"GRANDE-{i},NIT,860069804,{t},2015,ANUAL,{'CHIP' * 12},2016-01-31,{MAYOR},99999\n" for i, t in enumerate(["PREDIAL", *["ICA"] * 10]))
    + "RTL,CC,3,VEHICULOS,2016,ANUAL,ABC123,2016-06-30,1000000,0\nRARO,CC,5,TASAS,2016,M02,,2016-03-31,10.07,0\n"
    "FACTURADA,CC,5,PREDIAL,2018,ANUAL,CHIP9,2018-05-04,900000,0\n",
    "pagos": "id_recibo,tipo_documento,numero_documento,impuesto,anio_gravable,periodo,fecha_pago,valor,id_obligacion\n"
    + "".join(f"R{n},CC,1,ICA,2014,B3,{2015 + n // 150}-{1 + n % 150 // 13:02d}-{1 + n % 13 * 2:02d},1000.01,MUCHOS\n" for n in range(PAGOS))
    + "PENDE,CC,4,ICA,2014,B3,2015-01-31,70.07,\nRECHAZADO,CC,4,ICA,2014,B3,2015-01-31,50.05,\nDEVUELTO,CC,4,ICA,2014,B3,2015-01-31,20.02,\n",
    "normalizaciones": "id_recibo,decision,id_obligacion,funcionario,fecha,motivo\n"
    "RECHAZADO,RECHAZAR,,F1,2017-01-31,Era de otro\nDEVUELTO,DEVOLVER,,F1,2017-01-31,Pidió que se lo devolvieran\n",
    "solicitudes_devolucion": "id_solicitud,tipo_documento,numero_documento,fecha_solicitud,origen,valor_solicitado\n"
    f"S1,NIT,860069804,2017-05-15,SALDO_A_FAVOR,{MAYOR}\nS2,CC,4,2017-05-15,PAGO_EN_EXCESO,1\nS3,CC,1,2017-05-15,SALDO_A_FAVOR,1\n"
    "S5,CC,3,2017-05-02,SALDO_A_FAVOR,8000000\nS6,CC,3,2017-05-15,SALDO_A_FAVOR,5000000\n",
    "gestores": f"id_gestor,nombre\nG1,{NOMBRE_LARGO}\n",
    "gestiones": "id_gestion,id_gestor,tipo_documento,numero_documento,tipo,fecha,resultado,fecha_programada,numero_citacion,codigo_resultado,"
    "fecha_promesa,valor_promesa\n"
    + "".join(
        f"CI{n},G1,{quien},{'CITACION_VIRTUAL' if n % 2 else 'VISITA'},2017-06-01,,2017-07-10,{'9' * 40},,,\n"
        f"AC{n},G1,{quien},VISITA,2017-06-01,{'Observación larga ' * 20}{'x' * 150},,,PROMESA_PAGO,2017-07-31,{MAYOR}\n"
        for n, quien in enumerate(["CC,1", "NIT,860069804", "CC,3", "CC,4", "CC,5"])
    )
    + "HECHA,G1,CC,1,VISITA,2017-06-01,,2017-07-20,,ASISTIO,,\nPASADA,G1,CC,1,VISITA,2017-06-01,,2017-06-29,,,,\n",
}  # fmt: skip
GESTION = {
    "fecha": date(2017, 6, 1), "tipo": "VISITA", "codigo_resultado": "PROMESA_PAGO", "nombre_resultado": "Promesa", "resultado": None, "gestor": None,
    "id_gestion": "G",
}  # fmt: skip
CASOS = [("ESTADO_CUENTA", s) for s in ("CC-1", "NIT-860069804", "CC-3", "CC-4", "CC-5")] + [("CERTIFICACION_DEUDA", s) for s in ("S1", "S2", "S3")]
CASOS += [(clase, f"{letras}{n}") for clase, letras in (("CITACION", "CI"), ("ACTA", "AC")) for n in range(5)]


@pytest.fixture(scope="module")
def dificiles(tmp_path_factory):
    """{(kind, key): [html, pdf]} of the hard cases."""
    carpeta = tmp_path_factory.mktemp("dificiles")
    modelos = ("+reparto.marts.cobro", "+int_cierre", "+int_clase_documento", "+int_nombre", "+parametro_corrida")
    assert construir(escribir(carpeta / "entrada", **DIFICILES), "duckdb", "run", "-s", *modelos).bien
    return {(clase, i): documentos.emitir(clase, "duckdb", carpeta, [i])[0] for clase, i in CASOS}


def _cifras(clase: str, clave: str) -> set[str]:
    """The figures of a document, read from the mart as a person would write them."""
    columnas = ("saldo_impuesto", "saldo_sancion", "saldo_interes", "saldo_total")
    if clase == "ESTADO_CUENTA":
        filas = consultar("duckdb", f"select {', '.join(columnas)} from cobro.estado_cuenta where id_sujeto = '{clave}'")
        de = f"from cobro.estado_cuenta_movimiento where id_sujeto = '{clave}'"
        movimientos = consultar("duckdb", f"select impuesto {de} union all select interes {de} union all select sancion {de}")
    elif clase in ("CITACION", "ACTA"):
        quien = f"(select id_sujeto from reparto_staging.stg_gestiones where id_gestion = '{clave}')"
        filas = consultar("duckdb", f"select saldo_total from cobro.estado_cuenta where situacion = 'EXIGIBLE' and id_sujeto = {quien}")
        movimientos = consultar("duckdb", f"select valor_promesa from cobro.promesa where id_gestion = '{clave}'")
    else:
        filas = consultar("duckdb", f"select {', '.join(columnas)}, valor_compensado from cobro.certificacion_deuda_detalle where id_solicitud = '{clave}'")
        movimientos = consultar("duckdb", f"select valor from cobro.destino_saldo_a_favor where id_solicitud = '{clave}'")
    totales = [sum(columna) for columna in zip(*filas, strict=True)] if filas else []
    return {_escrita(x) for x in [*(v for f in filas for v in f), *(m for (m,) in movimientos if m), *totales]}


def _escrita(valor) -> str:
    return ("−" if valor < 0 else "") + "$ " + f"{abs(valor):,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")


def _corrido(texto: str) -> str:
    """Without the spaces and the break points that a narrow column puts in."""
    return re.sub(r"[\s\u200b]", "", texto)


@pytest.mark.parametrize("caso", CASOS, ids="-".join)
def test_cada_cifra_de_la_bodega_esta_en_ambos(dificiles, caso):
    cifras = _cifras(*caso)
    for ruta in dificiles[caso]:
        texto = _corrido(composicion.texto(ruta.read_bytes()))
        assert [c for c in cifras if _corrido(c) not in texto] == [], ruta.suffix
    if caso == ("ESTADO_CUENTA", "NIT-860069804"):
        assert _escrita(11 * MAYOR) in cifras  # 10^15 and more, on the page
    assert len(cifras) >= {"CC-1": 300, "NIT-860069804": 6, "S1": 6}.get(caso[1], 0)


@pytest.mark.parametrize("caso", CASOS, ids="-".join)
def test_nada_sale_de_las_margenes_ni_se_encima(dificiles, caso):
    with pdfplumber.open(dificiles[caso][1]) as pdf:
        for n, pagina in enumerate(pdf.pages, 1):
            assert f"Página {n} de {len(pdf.pages)}" in pagina.extract_text()
            assert pagina.chars
            fuera = [c["text"] for c in pagina.chars if c["text"].strip() and (c["x0"] < MARGEN - 1 or c["x1"] > pagina.width - MARGEN + 1)]
            assert fuera == []
            assert all(c["top"] > 0 and c["bottom"] < pagina.height for c in pagina.chars)
            renglones = defaultdict(list)
            for palabra in pagina.extract_words(keep_blank_chars=True, x_tolerance=1):
                renglones[round(palabra["bottom"])].append((palabra["x0"], palabra["x1"], palabra["text"]))
            encimadas = [
                (a[2], b[2]) for filas in renglones.values() for a, b in zip(sorted(filas), sorted(filas)[1:], strict=False) if a[1] > b[0] + 0.5
            ]  # fmt: skip
            assert encimadas == [], n


def test_las_cabezas_se_repiten_y_los_nombres_van_en_palabras(dificiles):
    with pdfplumber.open(dificiles["ESTADO_CUENTA", "CC-1"][1]) as pdf:
        siguientes = [p.extract_text() for p in pdf.pages[1:]]
    assert len(siguientes) > 5
    assert sum("Movimiento Recibo Impuesto Sanción Interés" in t for t in siguientes) >= len(siguientes) - 1
    texto = composicion.texto(dificiles["ESTADO_CUENTA", "CC-1"][1].read_bytes())
    for frase in ("Industria y comercio", "mayo y junio de 2014", "Cédula de ciudadanía n.º 1", "Cómo y dónde pagar", "30 de junio de 2017"):
        assert frase in texto, frase
    certificado = composicion.texto(dificiles["CERTIFICACION_DEUDA", "S1"][1].read_bytes())
    for frase in ("CERTIFICA QUE", "Subtotal Industria y comercio", "Funcionaria Inventada", "Total solicitado"):
        assert frase in certificado, frase
    assert "Cómo y dónde pagar" not in composicion.texto(dificiles["CERTIFICACION_DEUDA", "S2"][1].read_bytes())
    for clase, clave, frases in (
        ("CITACION", "CI1", ("CITA A", "10 de julio de 2017", "Citación virtual", "citas.hacienda.invalid", "tributaria n.º 860.069.804")),
        ("ACTA", "AC3", ("HACE CONSTAR QUE", "1.º de junio de 2017", "una visita de cobro", "Se compromete a pagar", "31 de julio de 2017", "promesa vigente")),
    ):
        dicho = composicion.texto(dificiles[clase, clave][1].read_bytes())
        assert [f for f in frases if f not in dicho] == []


def test_ninguna_pagina_lleva_solo_la_firma(tmp_path):
    """Whatever the length of what comes before."""
    oficina = membrete.leer(None)
    for n in range(20, 50):
        bloques = [*({"es": "parrafo", "texto": f"Renglón {k}"} for k in range(n)), {"es": "firmas", "firmas": [oficina["certifica"]]}]
        ruta = tmp_path / "x.pdf"
        ruta.write_bytes(composicion.pdf(composicion.documento("X", "Prueba", "", oficina, bloques, date(2026, 1, 1), horizontal=True)))
        ultima = pypdf.PdfReader(ruta).pages[-1].extract_text()
        assert f"Renglón {n - 1}" in ultima
        assert oficina["certifica"]["nombre"] in ultima


@pytest.mark.parametrize("caso", CASOS, ids="-".join)
def test_es_pdf_a_etiquetado(dificiles, caso):
    pdf = pypdf.PdfReader(dificiles[caso][1])
    raiz = pdf.trailer["/Root"]
    assert raiz["/MarkInfo"]["/Marked"]
    assert raiz["/Lang"] == "es-CO"
    xmp = raiz["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>3<.*pdfaid:conformance>A<", xmp, re.S)


def test_html_no_ejecuta_lo_que_dicen_los_datos(dificiles):
    pagina = dificiles["ESTADO_CUENTA", "CC-5"][0].read_text(encoding="utf-8")
    assert "<b>Ana" not in pagina
    assert pagina.count("</script>") == 1
    assert "\u202e" not in pagina
    assert 'name="viewport"' in pagina
    assert NOMBRE_LARGO in dificiles["ESTADO_CUENTA", "NIT-860069804"][0].read_text(encoding="utf-8")


TASAS = "alguna tasa de interés o inflación que no se ha verificado con su publicación oficial"


def test_el_aviso_de_los_supuestos_dice_cuanto_puede_cambiar():
    """Only where nothing was paid or forgiven: a payment is split by the interest, so another rate moves the tax too. A certificate doesn't say payments.
    What prescribed is marked, and isn't owed."""
    leido = documentos.Lectura.__new__(documentos.Lectura)
    sin_pagos = dict.fromkeys(("pago_impuesto", "pago_interes", "pago_sancion", "rebaja"), Decimal(0))
    una = {"es_supuesto": True, "situacion": "EXIGIBLE", "saldo_interes": Decimal(5), "saldo_sancion": Decimal(0)}
    prescrita = una | {"situacion": "PRESCRITA"}
    acotado, sin_acotar = "de lo que se debe puede cambiar $ {},00 de interés.", "cuyo texto no se ha leído: puede cambiar lo que se debe."
    for filas, dicho in (
        ([una | sin_pagos, una | sin_pagos], acotado.format(10)), ([una | sin_pagos, una | sin_pagos | {"pago_sancion": Decimal(1)}], sin_acotar),
        ([una | sin_pagos, una | sin_pagos | {"rebaja": Decimal(1)}], sin_acotar), ([una], sin_acotar),
        ([una | sin_pagos, prescrita | sin_pagos], f"Las 2 obligaciones marcadas con * descansan en {TASAS}: {acotado.format(5)}"),
        ([una | sin_pagos, prescrita], f"{TASAS}, o en una norma transitoria cuyo texto no se ha leído: {acotado.format(5)}"),
        ([prescrita | sin_pagos], f"La obligación marcada con * descansa en {TASAS}."),
    ):  # fmt: skip
        assert leido.supuestos(filas)[0]["texto"].replace("\xa0", " ").endswith(dicho)


def test_lo_prescrito_no_se_suma():
    filas = [{"impuesto": i, "situacion": s, "v": v} for i, s, v in (("A", "EXIGIBLE", 1), ("A", "PRESCRITA", 10), ("B", "PRESCRITA", 100), ("B", "PAGADA", 0))]
    tabla = documentos._con_subtotales(filas, {"A": "A", "B": "B"}, lambda f: documentos._fila(str(f["v"])), lambda fs: [str(sum(f["v"] for f in fs))])
    assert [(f["rotulo"], *f["celdas"]) for f in tabla if f["rotulo"]] == [
        ("Subtotal A", "1"), ("Subtotal B", "0"), ("Total", "1"), ("Prescrito, que no se suma", "110"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("situacion", "al", "dicha"),
    [
        ("EXIGIBLE", date(2021, 3, 31), "Exigible\nprescribe 31/03/2021"),
        ("EN_FACILIDAD", date(2021, 4, 1), "En facilidad"),
        ("PAGADA", date(2017, 6, 30), "Pagada"),
        ("PRESCRITA", date(2017, 6, 30), "Prescrita"),
        ("PRESCRIPCION_POR_DECLARAR", date(2021, 4, 1), "Prescripción por declarar\nse cumplió el 31/03/2021"),
    ],
)
def test_prescribe_lo_que_tiene_un_termino_que_corre(situacion, al, dicha):
    assert documentos._situacion({"situacion": situacion, "fecha_prescripcion": date(2021, 3, 31)}, al) == dicha


def test_la_ultima_tasa_se_prolonga():
    """A debt that fell due after the last rate published bears it too, and says so."""
    leido, dia = documentos.Lectura.__new__(documentos.Lectura), date(2026, 1, 31)
    leido.tasas = [{"desde": date(2026, 1, 1), "hasta": dia, "articulo": "ET 635", "tasa_mora": Decimal("22.36"), "es_supuesto": False}]
    cuenta = {"fecha_vencimiento": date(2026, 2, 15), "interes_causado": Decimal(1)}
    _, texto, tabla = documentos._tasas(leido, [cuenta], date(2026, 3, 31))
    assert "Después del 31 de enero de 2026 se prolonga la última tasa publicada" in texto["texto"]
    assert [f["celdas"][3] for f in tabla["filas"]] == ["22,36 %"]


def test_de_una_facilidad_cumplida_nada_falta():
    """Its debts are paid off, whatever its instalments foresaw."""
    leido = documentos.Lectura.__new__(documentos.Lectura)
    leido.corte, leido.llegados = date(2017, 6, 30), {}
    facilidad = {"id_facilidad": "F", "id_sujeto": "CC-1", "fecha_otorgamiento": date(2017, 1, 1), "resolucion": None, "fecha_incumplimiento": None}
    facilidad |= {"fecha_vencimiento": date(2017, 2, 28), "fecha_pago": None, "valor": Decimal(9)}
    cuotas = [
        facilidad | {"cuota": 1, "estado": "PAGADA", "valor_pagado": Decimal(9), "saldo": Decimal(0)},
        facilidad | {"cuota": 2, "estado": "INCUMPLIDA", "valor_pagado": Decimal(4), "saldo": Decimal(5)},
    ]
    for estado, segunda, falta in (("CUMPLIDA", ("", ""), "$ 0,00"), ("INCUMPLIDA", ("Incumplida", "$ 5,00"), "$ 5,00")):
        filas = documentos._facilidades(leido, [c | {"estado_facilidad": estado} for c in cuotas])[2]["filas"]
        assert ((filas[1]["celdas"][2], filas[1]["celdas"][6]), filas[2]["celdas"][-1]) == (segunda, falta)


@pytest.mark.parametrize(("n", "dicho"), [(0, "."), (1, ", y la que sigue está prescrita."), (2, ", y las que siguen están prescritas.")])
def test_lo_prescrito_concuerda(n, dicho):
    certificacion = defaultdict(str) | {"tipo": "SIN_DEUDA"}
    certificacion |= dict.fromkeys(("valor_solicitado", "valor_recibos_pendientes", "valor_compensado", "interes_no_causado"), Decimal(0))
    certificacion |= dict.fromkeys(("fecha_expedicion", "fecha_solicitud", "vigente_hasta"), date(2017, 6, 30))
    detalle = {"impuesto": "ICA", "situacion": "PRESCRITA", "es_supuesto": False, "titulo_ejecutivo": False, "anio_gravable": 2010, "periodo": "ANUAL"}
    detalle |= {"id_obligacion": "O", "id_objeto": None, "fecha_vencimiento": date(2011, 1, 1), "fecha_prescripcion": None}
    detalle |= dict.fromkeys(("saldo_impuesto", "saldo_sancion", "valor_sancion", "saldo_interes", "saldo_total", "valor_compensado"), Decimal(0))
    certificada = documentos._certificacion(_leido(), certificacion, {"id_sujeto": "CC-1", "nombre": "A"}, [detalle] * n, [], None, {})
    assert certificada["bloques"][1]["texto"].endswith(f"no tiene obligaciones vencidas por pagar al 30 de junio de 2017{dicho}")


def _leido() -> documentos.Lectura:
    leido = documentos.Lectura.__new__(documentos.Lectura)
    leido.corte, leido.clases, leido.tipos, leido.oficina = date(2017, 6, 30), defaultdict(lambda: defaultdict(str)), defaultdict(str), membrete.leer(None)
    leido.llegados, leido.posteriores, leido.impreso, leido.impuestos = {}, {}, date(2017, 6, 30), {"ICA": "Ica"}
    return leido


@pytest.mark.parametrize(("no_causado", "falta"), [(Decimal(3), False), (Decimal(2), True)])
def test_lo_que_se_compensa_cierra_con_el_interes_que_no_se_causo(no_causado, falta):
    """10 owed, 7 compensated and 3 that never accrued: nothing to pay. With 2, a peso is left."""
    detalle = dict.fromkeys(("id_objeto", "fecha_titulo", "fecha_prescripcion")) | {
        "id_obligacion": "O", "impuesto": "ICA", "anio_gravable": 2015, "periodo": "ANUAL", "fecha_vencimiento": date(2015, 1, 1), "titulo_ejecutivo": True,
        "situacion": "EXIGIBLE", "es_supuesto": False, "saldo_impuesto": Decimal(5), "saldo_sancion": Decimal(0), "valor_sancion": Decimal(0),
        "saldo_interes": Decimal(5), "saldo_total": Decimal(10), "valor_compensado": Decimal(7),
    }  # fmt: skip
    destino = {"orden": 1, "destino": "COMPENSACION", "id_obligacion": "O", **dict.fromkeys(("impuesto", "sancion", "interes", "valor"), Decimal(7))}
    certificacion = defaultdict(str) | {
        "tipo": "CON_DEUDA", "id_sujeto": "CC-1", "fecha_expedicion": date(2017, 6, 30), "fecha_solicitud": date(2017, 5, 1),
        "vigente_hasta": date(2017, 7, 30),
        "deuda_exigible": Decimal(10), "valor_solicitado": Decimal(7), "valor_compensado": Decimal(7), "interes_no_causado": no_causado, "numero": "N",
        "valor_recibos_pendientes": Decimal(0), "n_recibos_pendientes": 0, "id_solicitud": "S", "origen": "SALDO_A_FAVOR", "version_tasas": "", "huella": "",
    }  # fmt: skip
    quien = {"id_sujeto": "CC-1", "nombre": "A"}
    leido = _leido()
    leido.impreso = date(2017, 7, 31 if falta else 30)
    bloques = documentos._certificacion(leido, certificacion, quien, [detalle], [destino | {"interes_no_causado": no_causado}], date(2015, 6, 1), {})["bloques"]
    textos = [b.get("texto", "") for b in bloques]
    tabla = next(b for b in bloques if b["es"] == "tabla")
    assert tabla["filas"][-1]["celdas"][-1].replace("\xa0", " ") == f"$ 7,00\nno causado $ {no_causado},00"
    assert any("desde el 1.º de junio de 2015" in t for t in textos)
    assert ("Cómo y dónde pagar" in textos) == falta
    assert any("Venció el 30 de julio de 2017, antes de expedirse" in t for t in textos) == falta


@pytest.mark.parametrize(
    ("cambios", "dicho"),
    [
        ({}, "a más tardar el 31 de julio de 2017. En ese plazo, hasta el 30 de junio de 2017, ha pagado $ 5,00: promesa vigente."),
        ({"fecha_promesa": date(2017, 5, 31), "estado": "ROTA"}, "En ese plazo, hasta el 31 de mayo de 2017, ha pagado $ 5,00: promesa rota."),
        ({"es_supuesto": True}, "a más tardar el 31 de julio de 2017, que es el plazo de quien no dice un día."),
    ],
)
def test_un_acta_dice_de_que_plazo_es_lo_pagado(cambios, dicho):
    """What was paid after the promised day isn't counted, and nobody promised a day that the table supposes."""
    promesa = {"valor_promesa": Decimal(9), "id_obligacion": None, "fecha_promesa": date(2017, 7, 31), "valor_pagado": Decimal(5), "estado": "VIGENTE"}
    leido = _leido()
    acta = documentos._acta(leido, GESTION, {"nombre": "A", "id_sujeto": "CC-1"}, [], promesa | {"es_supuesto": False} | cambios)
    assert any(dicho in bloque.get("texto", "").replace("\xa0", " ") for bloque in acta["bloques"]), acta["bloques"]


@pytest.mark.parametrize(
    ("cambios", "dicho"),
    [({}, "a pagar, sin decir cuánto, a más"), ({"id_obligacion": "O"}, "a pagar por la obligación O, sin decir cuánto, a más"),
     ({"id_obligacion": "O", "valor_promesa": Decimal(9)}, "a pagar $ 9,00 por la obligación O a más")],
)  # fmt: skip
def test_un_acta_no_dice_que_prometio_lo_que_no_dijo(cambios, dicho):
    promesa = {"valor_promesa": None, "id_obligacion": None, "fecha_promesa": date(2017, 7, 31), "valor_pagado": Decimal(0), "estado": "VIGENTE"}
    acta = documentos._acta(_leido(), GESTION, {"nombre": "A", "id_sujeto": "CC-1"}, [], promesa | {"es_supuesto": False} | cambios)
    assert any(f"Se compromete {dicho} tardar" in bloque.get("texto", "").replace("\xa0", " ") for bloque in acta["bloques"]), acta["bloques"]


@pytest.mark.parametrize("fundamento", ["el Acuerdo 9", "las funciones del gestor"])
def test_a_quien_nada_debe_no_se_le_cobra(fundamento):
    """What it's about, and nothing about paying; what the norm founds it on bears its own article."""
    leido, quien = _leido(), documentos.SIN_REGISTRO | {"id_sujeto": "CC-1"}
    leido.clases["CITACION"]["fundamento"] = leido.clases["ACTA"]["fundamento"] = fundamento
    gestion = GESTION | {"fecha_programada": date(2017, 7, 1), "id_gestor": "G1", "numero_citacion": None}
    deuda = {"impuesto": "ICA", "situacion": "EXIGIBLE", "id_obligacion": "O", "es_supuesto": False, "id_objeto": None, "anio_gravable": 2015}
    deuda |= {"periodo": "ANUAL", "fecha_vencimiento": date(2016, 1, 1), "saldo_total": Decimal(9)}
    for cuentas, asunto in (([], "su cuenta"), ([deuda], "las deudas que siguen")):
        citacion, acta = documentos._citacion(leido, gestion, quien, cuentas, None), documentos._acta(leido, gestion, quien, cuentas, None)
        textos = [b.get("texto", "") for b in citacion["bloques"]]
        assert f"El gestor de cobro, con fundamento en {fundamento}," in textos
        assert f"Sin nombre registrado,  n.º 1, para tratar {asunto}." in textos
        frases = next(b["frases"] for b in citacion["bloques"] if b["es"] == "lista")
        assert len(frases) == (3 if cuentas else 1) and "Mostrar los recibos" in "".join(frases)
        for documento in (citacion, acta):
            assert ("Cómo y dónde pagar" in [b.get("texto") for b in documento["bloques"]]) == bool(cuentas)


@pytest.mark.parametrize(
    ("tipo", "cambios", "lugar"),
    [
        ("VISITA", {}, "no tiene dirección registrada"),
        ("CITACION_VIRTUAL", {}, "https://citas.hacienda.invalid"),
        ("CITACION_VIRTUAL", {"enlace_citacion": "", "sitio": ""}, "el que le indique el gestor"),
    ],
)
def test_una_citacion_siempre_dice_donde(tipo, cambios, lugar):
    leido = _leido()
    leido.oficina |= cambios
    gestion = GESTION | {"tipo": tipo, "fecha_programada": date(2017, 7, 1), "id_gestor": "G1", "numero_citacion": None}
    citacion = documentos._citacion(leido, gestion, documentos.SIN_REGISTRO | {"id_sujeto": "CC-1"}, [], None)
    assert ["Lugar", lugar] in next(b["filas"] for b in citacion["bloques"] if b["es"] == "ficha")


@pytest.mark.parametrize("cual", ["HECHA", "PASADA"])
def test_no_se_cita_a_una_visita_que_ya_se_hizo_ni_a_un_dia_que_ya_paso(dificiles, tmp_path, cual):
    with pytest.raises(ErrorDeUso, match="sin resultado, del día de la última corrida o después"):
        documentos.emitir("CITACION", "duckdb", tmp_path, [cual])


@pytest.mark.parametrize(
    ("cambios", "dicho", "firman"),
    [
        ({"resultado": "Prometió\npagar. "}, "con este resultado: promesa. Observaciones: Prometió pagar.", 2),
        ({"resultado": "Texto libre.", "nombre_resultado": None}, "con este resultado: «Texto libre».", 2),
        ({"codigo_resultado": "NO_ASISTIO"}, "se hizo una visita de cobro a A, cédula n.º 1, con este resultado: promesa.", 1),
        ({"tipo": "LLAMADA"}, "se hizo una llamada telefónica a A, cédula n.º 1,", 1),
    ],
)  # fmt: skip
def test_un_acta_dice_lo_que_se_escribio_y_la_firma_quien_estuvo(cambios, dicho, firman):
    leido = _leido()
    leido.tipos = {"CC": "Cédula"}
    acta = documentos._acta(leido, GESTION | cambios, {"nombre": "A", "id_sujeto": "CC-1"}, [], None)
    assert any(bloque.get("texto", "").endswith(dicho) or dicho in bloque.get("texto", "") for bloque in acta["bloques"]), acta["bloques"]
    assert not any(".." in bloque.get("texto", "") for bloque in acta["bloques"])
    assert len(acta["bloques"][-1]["firmas"]) == firman


def test_un_estado_de_antes_no_cobra_lo_que_todavia_no_existia(dificiles, tmp_path):
    """CC-3 owes its vehicle's tax of 2016; the bill of 2018 that CC-5 has already is in the statement as it is in estado_cuenta."""
    dias = [("CC-3", "RTL", date(2015, 12, 31), False), ("CC-3", "RTL", date(2016, 1, 1), True)]
    dias += [("CC-5", "FACTURADA", date(2017, 6, 29), False), ("CC-5", "FACTURADA", date(2017, 6, 30), True)]
    for quien, deuda, dia, esta in dias:
        html = documentos.emitir("ESTADO_CUENTA", "duckdb", tmp_path, [quien], dia=dia, solo_html=True)[0][0]
        assert (deuda in composicion.texto(html.read_bytes())) == esta, dia


def test_lo_que_otra_solicitud_compensa_no_se_cobra(dificiles, tmp_path):
    """S5 pays what CC-3 owes, so S6 is refunded whole."""
    ((cubre,),) = consultar("duckdb", "select valor from cobro.destino_saldo_a_favor where id_solicitud = 'S5' and destino = 'COMPENSACION'")
    html = documentos.emitir("CERTIFICACION_DEUDA", "duckdb", tmp_path, {"S5": 1, "S6": 2}, solo_html=True)[0]
    primera, segunda = (composicion.texto(ruta.read_bytes()) for ruta in html)
    frase = f"De lo que debe, {_escrita(cubre)} se cubre con lo pedido en la solicitud n.º S5: no se compensa ni se pide dos veces."
    assert frase in segunda.replace("\xa0", " ")
    assert "De lo que debe" not in primera
    assert "Cómo y dónde pagar" not in primera + segunda


def test_los_recibos_que_no_se_aplicaron_son_los_que_esperan(dificiles):
    """What was rejected is nobody's money any more."""
    texto = composicion.texto(dificiles["ESTADO_CUENTA", "CC-4"][0].read_bytes())
    recibos = texto[texto.index("Recibos que no se aplicaron, o no del todo") :]
    assert "PENDE" in recibos and "DEVUELTO" in recibos and "RECHAZADO" not in recibos
    assert recibos.replace("\xa0", " ").count("$ 90,09") == 2


def test_lo_que_no_ha_vencido_no_vencio(dificiles):
    texto = composicion.texto(dificiles["ESTADO_CUENTA", "CC-1"][0].read_bytes())
    assert "Obligación Concepto Vencimiento Situación" in texto
    nombres = {f["codigo"]: f["nombre"] for f in semilla("etiquetas") if f["catalogo"] == "situacion"}
    assert [c for c, nombre in nombres.items() if not nombre.startswith(palabras.rotulo(c))] == []  # one word for each, wherever it is read


def test_los_de_una_oficina_son_todos_los_que_le_deben_algo():
    """Though another office be the one that is shown for the subject."""
    leido = documentos.Lectura.__new__(documentos.Lectura)
    with duckdb.connect() as leido.conexion:
        for tabla, filas in (
            ("reparto_intermedio.int_oficina", "('A', null), ('B', null)"), ("reparto_intermedio.int_sujeto", "(null, 'CC-1'), (null, 'CC-2'), (null, 'CC-3')"),
            ("reparto.asignacion_sujeto", "('A', 'CC-1'), ('B', 'CC-2'), ('A', 'CC-3')"), ("reparto.asignacion_obligacion", "('A', 'CC-1'), ('B', 'CC-1')"),
        ):  # fmt: skip
            leido.conexion.execute(f"create schema if not exists {tabla.partition('.')[0]}")
            leido.conexion.execute(f"create table {tabla} as select * from (values {filas}) as t (oficina, id_sujeto)")
        suyos = {o: documentos._elegidos(leido, "ESTADO_CUENTA", None, None, o) for o in ("A", "B")}
    assert suyos == {"A": ["CC-1", "CC-3"], "B": ["CC-1", "CC-2"]}


def test_un_estado_posterior_al_corte_dice_que_recibos_no_ve(dificiles, tmp_path):
    for dia, dicho in ((date(2017, 7, 31), True), (None, False)):
        html = documentos.emitir("ESTADO_CUENTA", "duckdb", tmp_path, ["CC-4"], dia=dia, solo_html=True)[0][0]
        texto = composicion.texto(html.read_bytes())
        assert ("Los recibos posteriores al 30 de junio de 2017 que están por aplicar no se listan." in texto) == dicho
        assert "Cómo y dónde pagar" not in texto  # who owes nothing


def test_hoy_es_el_dia_de_bogota(monkeypatch):
    class Reloj:
        @staticmethod
        def now(zona):
            return datetime(2026, 1, 2, 3, tzinfo=UTC).astimezone(zona)

    monkeypatch.setattr(palabras, "datetime", Reloj)
    assert palabras.hoy() == date(2026, 1, 1)


def test_lo_que_ninguna_letra_dibuja_no_tumba_el_documento():
    """Wherever it stands: the letterhead, the number, and the header of the pages that follow."""
    oficina = membrete.leer(None) | {"telefono": "601 \U0001f600", "entidad": "Hacienda \U0001f600"}
    renglones = [{"es": "parrafo", "texto": f"Renglón {n}"} for n in range(90)]
    texto = composicion.texto(composicion.pdf(composicion.documento("X", "Prueba", "N\U0001f600", oficina, renglones, date(2026, 1, 1))))
    assert "601 □" in texto
    assert "Hacienda □ · Prueba N□" in texto


@pytest.mark.parametrize(
    ("codigo", "escrito"),
    [("REASIGNACION", "Reasignación"), ("DECISION", "Decisión"), ("FUERO_ATRACCION", "Fuero de atracción"), ("ANIO_EQUIVOCADO", "Año equivocado"),
     ("HABILES", "Hábiles")],
)
def test_cada_codigo_lleva_sus_acentos(codigo, escrito):
    assert palabras.rotulo(codigo) == escrito


@pytest.mark.parametrize(
    ("frase", "valores", "escrita"),
    [
        ("{} [caso espera|casos esperan] cupo.", (1,), "1 caso espera cupo."),
        ("{} [caso espera|casos esperan] cupo.", (0,), "0 casos esperan cupo."),
        ("{} [es|son] del {} por {}; {} [queda|quedan]", (1, date(2017, 6, 1), Decimal(2), 1000), "1 es del 1.º de junio de 2017 por $ 2,00; 1.000 quedan"),
    ],
)  # fmt: skip
def test_cada_palabra_concuerda_con_su_numero(frase, valores, escrita):
    assert palabras.concordar(frase, *valores) == escrita


def test_dos_claves_no_son_un_archivo():
    nombres = {palabras.en_archivo(clave) for clave in ("SUR/1", "SUR_1", "SUR 1", "S" * 90, "S" * 91)}
    assert len(nombres) == 5
    assert not any(re.search(r"[^A-Za-z0-9_-]", nombre) for nombre in nombres)


@pytest.mark.parametrize("caso", CASOS, ids="-".join)
def test_verificar_reconoce_lo_que_se_expidio(dificiles, caso):
    for ruta in dificiles[caso]:
        integro, frase = composicion.verificar(ruta)
        assert (integro, frase.startswith("ÍNTEGRO y expedido aquí")) == (True, True)


def test_verificar_reconoce_lo_que_escribio_otra_edicion(dificiles, tmp_path, monkeypatch):
    """By the file's digest; of a register that has none it says that it can't know."""
    html, pdf = dificiles["ESTADO_CUENTA", "CC-3"]
    codigo = composicion._contenido(html, html.read_bytes())["codigo"]
    ahora, plantilla = composicion.html, "<p>Otra edición</p>"
    monkeypatch.setattr(composicion, "html", lambda contenido: plantilla + ahora(contenido))
    monkeypatch.setattr(composicion, "pdf", lambda contenido: pdf.read_bytes() + b" ")
    assert [composicion.verificar(x)[1].partition(" expedido")[0] for x in (html, pdf)] == ["ÍNTEGRO y"] * 2
    malo = tmp_path / "x.html"
    malo.write_text(html.read_text(encoding="utf-8").replace("<body", "<body>Nada debe</body><body", 1), encoding="utf-8")
    assert composicion.verificar(malo)[1].startswith("ALTERADO")
    monkeypatch.setattr(composicion, "REGISTRO", tmp_path / "viejo.csv")
    composicion.REGISTRO.write_text(f"{codigo},ESTADO_CUENTA,2026-11-28\n", encoding="utf-8")
    integro, frase = composicion.verificar(html)
    assert not integro and frase.startswith("NO SE SABE: ") and "expedido aquí el 28 de noviembre de 2026" in frase


def test_verificar_ve_cada_alteracion(dificiles, tmp_path, monkeypatch):
    html, pdf = dificiles["ESTADO_CUENTA", "CC-3"]
    pagina, malo = html.read_text(encoding="utf-8"), tmp_path / "x.html"
    cuerpo, guion, contenido = pagina.partition('<script type="application/json"')
    for alterada in (cuerpo.replace("1.000.000,00", "1.000,00") + guion + contenido, cuerpo + guion + contenido.replace("1.000.000,00", "1.000,00")):
        assert alterada != pagina
        malo.write_text(alterada, encoding="utf-8")
        assert composicion.verificar(malo)[0] is False
    malo.write_bytes(html.read_bytes() + b"\xff")
    assert composicion.verificar(malo)[0] is False
    # another document with this one's content inside
    otro = pypdf.PdfWriter(clone_from=dificiles["ESTADO_CUENTA", "CC-4"][1])
    ajeno = pypdf.PdfWriter()
    for hoja in otro.pages:
        ajeno.add_page(hoja)
    ajeno.add_attachment(composicion.ADJUNTO, pypdf.PdfReader(pdf).attachments[composicion.ADJUNTO][0])
    ajeno.write(tmp_path / "ajeno.pdf")
    assert composicion.verificar(tmp_path / "ajeno.pdf")[0] is False
    pypdf.PdfWriter(clone_from=pdf).write(tmp_path / "guardado.pdf")
    assert composicion.verificar(tmp_path / "guardado.pdf")[1].startswith("ÍNTEGRO EN SU TEXTO")
    monkeypatch.setattr(composicion, "REGISTRO", tmp_path / "no.csv")
    assert "no lo expidió" in composicion.verificar(pdf)[1]
    for ruta, texto in ((tmp_path / "nada.pdf", b"%PDF-1.7 nada"), (tmp_path / "nada.html", b"<html></html>"), (tmp_path / "falta", None)):
        if texto is not None:
            ruta.write_bytes(texto)
        with pytest.raises(ErrorDeUso):
            composicion.verificar(ruta)


def test_el_membrete_se_lee_de_su_archivo(tmp_path):
    assert membrete.leer(None)["inventado"]
    bueno = "entidad: Hacienda\nciudad: Bogotá, D. C.\ncertifica: {nombre: A, cargo: B}\npago: [En el banco]\n"
    propio = tmp_path / "oficina.yml"
    for texto, frase in (
        ("]", "YAML"), ("- a", "debe tener las claves"), (bueno + "lema: x", "no conoce la clave lema"),
            (bueno.replace("ciudad", "nit"), "falta la clave ciudad"), (bueno + "logo: oficina.yml", "no es SVG ni PNG"),
        (bueno + "logo: no.svg", "logo"), (bueno + "logo: 2024", "logo"), (bueno.replace("{nombre: A, cargo: B}", "A"), "nombre y cargo"),
        (bueno.replace("cargo: B", "cargo:"), "el cargo de quien firma"), (bueno.replace("[En el banco]", "[,]"), "YAML"),
        (bueno.replace("[En el banco]", "[null, '']"), "al menos una frase"),
    ):  # fmt: skip
        propio.write_text(texto, encoding="utf-8")
        with pytest.raises(ErrorDeUso, match=frase):
            membrete.leer(propio)
    trozo = lambda tipo, datos: struct.pack(">I", len(datos)) + tipo + datos + struct.pack(">I", zlib.crc32(tipo + datos))  # noqa: E731
    imagen = trozo(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + trozo(b"IDAT", zlib.compress(b"\0\0")) + trozo(b"IEND", b"")
    punto = b"\x89PNG\r\n\x1a\n" + imagen
    (tmp_path / "logo.png").write_bytes(punto[:-20])
    propio.write_text(bueno + "logo: logo.png", encoding="utf-8")
    with pytest.raises(ErrorDeUso, match="el logo"):
        composicion.pdf(composicion.documento("X", "Prueba", "", membrete.leer(propio), [], date(2026, 1, 1)))
    (tmp_path / "logo.png").write_bytes(punto[:20])
    with pytest.raises(ErrorDeUso, match="no es SVG ni PNG"):
        membrete.leer(propio)
    (tmp_path / "logo.png").write_bytes(punto)
    propio.write_text(bueno.replace("nombre: A", "nombre:").replace("[En el banco]", "[En el banco, null]") + "logo: logo.png", encoding="utf-8")
    leido = membrete.leer(propio)
    assert (leido["certifica"], leido["pago"]) == ({"nombre": "", "cargo": "B"}, ["En el banco"])
    assert not leido["inventado"]
    pagina = composicion.texto(composicion.pdf(composicion.documento("X", "Prueba", "", leido, [], date(2026, 1, 1))))
    assert "Hacienda" in pagina
    assert "DEMOSTRACIÓN" not in pagina


@pytest.mark.parametrize(
    ("dicho", "escrito"),
    [
        ("Debe $ 1234567.89 desde 2017-06-01", "Debe $ 1.234.567,89 desde 1.º de junio de 2017"),
        ("Puntaje 3.500000, prioridad 4.1, código P1.4.2", "Puntaje 3,5, prioridad 4.1, código P1.4.2"),
        ("tasa 0.005", "tasa 0,005"),
        ("Calificación ≤ 1.5", "Calificación ≤ 1,5"),
        ("Ingreso $ 343152.78 menor que el costo $ 700000. Fin", "Ingreso $ 343.152,78 menor que el costo $ 700.000,00. Fin"),
        ("Calificación > 3.5", "Calificación > 3,5"),
        ("Expediente 2016-45-12, objeto A-2017-03-15", "Expediente 2016-45-12, objeto A-2017-03-15"),  # nobody's days
        ("Expediente 2016.1234 y EXP-2016.1234, oficio 2017.0045", "Expediente 2016.1234 y EXP-2016.1234, oficio 2017.0045"),  # nobody's figures
        ("Suma de pesos por respuestas: 0.6300; suma de puntajes: 1234.5", "Suma de pesos por respuestas: 0,63; suma de puntajes: 1.234,5"),
        ("pendiente: $ 800000.00; sobran $ 10.00", "pendiente: $ 800.000,00; sobran $ 10,00"),
    ],
)
def test_una_sola_manera_de_escribir(dicho, escrito):
    assert palabras.en_prosa(dicho) == escrito
