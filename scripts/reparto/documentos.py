"""What the documents say: the warehouse's figures, put in words. composicion.py lays them out."""

import csv
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

from . import composicion, membrete, parciales, vivo
from .consultas import exigir_columna, exigir_tabla, hay_tabla, lectura
from .errores import ErrorDeUso
from .explicacion import sujeto_normal
from .palabras import concordar, en_archivo, en_prosa, fecha, fecha_corta, hoy, minuscula, numero, periodo, porcentaje, rotulo

LOTE = 200
MUCHAS = 2000  # obligations whose movements a statement prints
SUPUESTO = "no se ha verificado con su publicación oficial"


def _filas(conexion, consulta: str, *valores) -> list[dict]:
    cursor = conexion.execute(consulta, valores)
    nombres = [c[0] for c in cursor.description]
    return [dict(zip(nombres, fila, strict=True)) for fila in cursor.fetchall()]


def _grupos(filas: Iterable[dict], clave: str) -> dict[str, list[dict]]:
    grupos = defaultdict(list)
    for fila in filas:
        grupos[fila[clave]].append(fila)
    return grupos


def _marcas(valores: Collection, desde: int = 1) -> str:
    """($1, $2, ...): where a query takes some values."""
    return "(" + ", ".join(f"${desde + n}" for n in range(len(valores))) + ")"


def _suma(filas: Iterable[dict], *columnas: str) -> Decimal:
    return sum((f[c] for f in filas for c in columnas), Decimal(0))


# the parts of a content


def _columna(titulo: str, ancho: float = 1, derecha: bool = False) -> dict:
    """`ancho`: its share of what the columns of figures leave; 0 for one of figures."""
    return {"titulo": titulo, "ancho": 0 if derecha else ancho, "derecha": derecha}


def _fila(*celdas: str) -> dict:
    return {"clase": "", "rotulo": "", "celdas": celdas}


def _total(rotulo_: str, *celdas: str, clase: str = "total") -> dict:
    return {"clase": clase, "rotulo": rotulo_, "celdas": celdas}


def _tabla(columnas: list[dict], filas: list[dict]) -> dict:
    return {"es": "tabla", "columnas": columnas, "filas": filas}


def _bloque(es: str, texto: str, **mas) -> dict:
    return {"es": es, "texto": texto, **mas}


def _con_subtotales(filas: list[dict], impuestos: dict[str, str], fila: Callable[[dict], dict], sumas: Callable[[list[dict]], list[str]]) -> list[dict]:
    """The rows tax by tax, each tax with its subtotal where there is more than one, and the total; what prescribed is in none, and is said last."""
    salida = []
    grupos, prescritas = _grupos(filas, "impuesto"), [f for f in filas if f["situacion"] == "PRESCRITA"]
    for impuesto in sorted(grupos, key=lambda i: impuestos[i]):
        salida += [fila(f) for f in grupos[impuesto]]
        if len(grupos) > 1:
            salida.append(_total(f"Subtotal {impuestos[impuesto]}", *sumas(_por_pagar(grupos[impuesto])), clase="subtotal"))
    salida.append(_total("Total", *sumas(_por_pagar(filas))))
    return [*salida, *([_total("Prescrito, que no se suma", *sumas(prescritas), clase="subtotal")] if prescritas else [])]


def _por_pagar(filas: list[dict]) -> list[dict]:
    return [f for f in filas if f["situacion"] != "PRESCRITA"]


def _con_pagos(filas: list[dict]) -> bool:
    """Whether something was paid or forgiven of any; a certificate doesn't say it, so it may."""
    return any(f.get(c, 1) for f in filas for c in ("pago_impuesto", "pago_interes", "pago_sancion", "rebaja"))


def _situacion(f: dict, al: date) -> str:
    """And until when it can be collected, where a term runs on the day of the document."""
    dia, cumplida = f["fecha_prescripcion"], f["situacion"] == "PRESCRIPCION_POR_DECLARAR"
    if dia and (f["situacion"] in ("PAGADA", "PRESCRITA") or (dia < al and not cumplida)):
        dia = None
    verbo = "se cumplió el" if cumplida else "prescribe"
    return rotulo(f["situacion"]) + (f"\n{verbo} {fecha_corta(dia)}" if dia else "")


def _concepto(f: dict, impuestos: dict[str, str]) -> str:
    return f"{impuestos[f['impuesto']]}\n{periodo(f['anio_gravable'], f['periodo'])}"


def _obligacion(f: dict) -> str:
    return f["id_obligacion"] + (" *" if f["es_supuesto"] else "") + (f"\n{f['id_objeto']}" if f["id_objeto"] else "")


# what every document of a run reads once


class Lectura:
    """A connection and what every document needs of the last run: names of taxes and documents, legal grounds, cut date."""

    def __init__(self, conexion, oficina: dict, impreso: date):
        exigir_tabla(conexion, "cobro", "estado_cuenta")
        exigir_columna(conexion, "reparto_saldos", "int_tasa_mora", "tasa_mora")
        self.conexion, self.oficina, self.impreso = conexion, oficina, impreso
        self.cobro = "cobro"  # the schema of the accounts: the run's, or that of those folded again
        self.llegados: dict[str, set[str]] = {}  # the receipts that the run didn't see, by subject
        self.posteriores: dict[str, set[str]] = {}  # and, apart, those of a day after the document's
        self.corte = conexion.execute("select fecha_corte from reparto_intermedio.int_medicion").fetchone()[0]
        nombres = "select codigo, nombre from reparto_intermedio.int_nombre where clase = $1"
        self.impuestos = dict(conexion.execute(nombres, ["IMPUESTO"]).fetchall())
        self.tipos = dict(conexion.execute(nombres, ["DOCUMENTO"]).fetchall())
        self.clases = {f["clase"]: f for f in _filas(conexion, "select * from reparto_intermedio.int_clase_documento order by clase")}
        self.tasas = _filas(conexion, "select * from reparto_saldos.int_tasa_mora order by desde")

    def contribuyentes(self, sujetos: Collection[str]) -> dict[str, dict]:
        return {
            f["id_sujeto"]: f
            for f in _filas(
                self.conexion,
                f"""
                select s.id_sujeto, c.nombre, c.direccion, c.correo, c.telefono
                from reparto_intermedio.int_sujeto as s left join reparto_staging.stg_contribuyentes as c on s.id_sujeto = c.id_sujeto
                where s.id_sujeto in {_marcas(sujetos)}""",
                *sujetos,
            )
        }

    def identidad(self, sujeto: dict) -> str:
        tipo, _, numero_ = sujeto["id_sujeto"].partition("-")
        return f"{self.tipos[tipo]} n.º {int(numero_):,}".replace(",", ".")

    def documento(self, clase: str, numero_: str, bloques: list[dict], horizontal: bool = False) -> dict:
        return composicion.documento(clase, self.clases[clase]["titulo"], numero_, self.oficina, bloques, self.impreso, horizontal)

    def como_pagar(self) -> list[dict]:
        return [_bloque("seccion", "Cómo y dónde pagar"), {"es": "lista", "frases": self.oficina["pago"]}]

    def supuestos(self, filas: list[dict]) -> list[dict]:
        """What of the debts rests on rates, inflation or laws that nobody verified, and how much of what is owed. Without payments only interest and
        sanction do; a payment is split by the interest that there was (ET 804)."""
        marcadas = [f for f in filas if f["es_supuesto"]]
        if not marcadas:
            return []
        una, por_pagar = len(marcadas) == 1, _por_pagar(marcadas)
        cuales = "La obligación marcada con * descansa" if una else f"Las {len(marcadas)} obligaciones marcadas con * descansan"
        texto = f"{cuales} en alguna tasa de interés o inflación que {SUPUESTO}"
        partes = {"de interés": _suma(por_pagar, "saldo_interes"), "de sanción actualizada": _suma(por_pagar, "saldo_sancion")}
        if _con_pagos(marcadas):
            texto += ", o en una norma transitoria cuyo texto no se ha leído"
        if _con_pagos(por_pagar):
            texto += ": puede cambiar lo que se debe"
        elif any(partes.values()):
            texto += f": de lo que se debe puede cambiar {' y '.join(f'{numero(valor)} {que}' for que, valor in partes.items() if valor)}"
        return [_bloque("aviso", f"{texto}.")]

    def recien_llegados(self, sujeto: str, dia: date | None = None) -> list[dict]:
        """Which receipts the run didn't see: those that count, and those of a day after the document's (default: the cut)."""
        avisos = []
        if llegados := sorted(self.llegados.get(sujeto, ())):
            frase = "Tiene en cuenta {} [recibo que llegó|recibos que llegaron] después de la última corrida ({}); el reparto todavía no [lo|los] conoce."
            avisos.append(concordar(frase, len(llegados), ", ".join(llegados)))
        if posteriores := sorted(self.posteriores.get(sujeto, ())):
            frase = "No tiene en cuenta {} [recibo que llegó|recibos que llegaron] después de la última corrida, de fecha posterior al {} ({})."
            avisos.append(concordar(frase, len(posteriores), fecha(dia or self.corte), ", ".join(posteriores)))
        return [_bloque("aviso", aviso) for aviso in avisos]

    def firma(self) -> dict:
        return {"es": "firmas", "firmas": [self.oficina["certifica"]]}


# account statement


def cuentas_de(conexion, sujetos: Collection[str], dia: date, esquema: str = "cobro") -> dict[str, dict]:
    """What the statements of some subjects on a day show: {id_sujeto: {"cuentas": [...], "movimientos": {id_obligacion: [...]}}}."""
    quienes = _marcas(sujetos, desde=2)
    cuentas = _grupos(
        _filas(
            conexion,
            f"""
            select * from {esquema}.cuenta_a_una_fecha
            where id_sujeto in {quienes} and fecha = $1
                -- before the run's cut, a tax of a later year was nobody's debt yet
                and (anio_gravable <= {dia.year} or fecha_vencimiento <= $1 or $1 >= {EL_CORTE})
            order by fecha_vencimiento, id_obligacion""",
            dia,
            *sujetos,
        ),
        "id_sujeto",
    )
    movimientos = _grupos(
        _filas(
            conexion,
            f"select * from {esquema}.movimiento_a_una_fecha where id_sujeto in {quienes} and fecha_cuenta = $1 order by id_obligacion, orden",
            dia,
            *sujetos,
        ),
        "id_obligacion",
    )
    return {s: {"cuentas": cuentas[s], "movimientos": {c["id_obligacion"]: movimientos[c["id_obligacion"]] for c in cuentas[s]}} for s in sujetos}


def cuenta(conexion, sujeto: str, dia: date) -> dict:
    """What the statement of a subject on a day shows, by index."""
    return cuentas_de(conexion, [sujeto], dia)[sujeto]


def _facilidades(leido: Lectura, cuotas: list[dict]) -> list[dict]:
    """Each facility not ended and its instalments on the cut date; nothing is missing of one that is kept. They are the run's: none where receipts arrived."""
    bloques = [_bloque("seccion", f"Facilidades de pago al {fecha(leido.corte)}")] if cuotas else []
    if cuotas and cuotas[0]["id_sujeto"] in leido.llegados:
        return [*bloques, _bloque("parrafo", "Sus cuotas, con los recibos que llegaron después de la última corrida, se sabrán en la próxima.")]
    columnas = [
        _columna("Cuota", 0.5),
        _columna("Vence"),
        _columna("Estado"),
        _columna("Pagada el"),
        *(_columna(x, derecha=True) for x in ("Valor", "Pagado", "Falta")),
    ]
    for facilidad, suyas in _grupos(cuotas, "id_facilidad").items():
        primera = suyas[0]
        nombre = f"{facilidad}, otorgada el {fecha(primera['fecha_otorgamiento'])}" + (
            f" por la resolución {primera['resolucion']}" if primera["resolucion"] else ""
        )
        causa = f" desde el {fecha(primera['fecha_incumplimiento'])} (ET 814-3)" if primera["fecha_incumplimiento"] else ""
        cumplida, filas = primera["estado_facilidad"] == "CUMPLIDA", []
        for c in suyas:
            sobra = cumplida and c["saldo"] > 0
            quien = (str(c["cuota"]), fecha_corta(c["fecha_vencimiento"]), "" if sobra else rotulo(c["estado"]), fecha_corta(c["fecha_pago"]))
            filas.append(_fila(*quien, numero(c["valor"]), numero(c["valor_pagado"]), "" if sobra else numero(c["saldo"])))
        falta = Decimal(0) if cumplida else _suma(suyas, "saldo")
        total = _total("Total", numero(_suma(suyas, "valor")), numero(_suma(suyas, "valor_pagado")), numero(falta))
        bloques += [_bloque("subseccion", f"{nombre}: {rotulo(primera['estado_facilidad']).lower()}{causa}"), _tabla(columnas, [*filas, total])]
    return bloques


def _estado_cuenta(leido: Lectura, quien: dict, dia: date, datos: dict, recibos: list[dict], cuotas: list[dict]) -> dict:
    cuentas, impuestos = datos["cuentas"], leido.impuestos
    debe = _suma(_por_pagar(cuentas), "saldo_total")
    exigible = _suma((c for c in cuentas if c["situacion"] == "EXIGIBLE"), "saldo_total")
    bloques = [
        {
            "es": "ficha",
            "filas": [
                ["Contribuyente", quien["nombre"] or "Sin nombre registrado"],
                ["Documento", leido.identidad(quien)],
                ["Liquidado al", f"{fecha(dia)}, con las decisiones tomadas hasta el {fecha(leido.corte)}"],
                ["Saldo total", numero(debe)],
                ["De ello, exigible", numero(exigible)],
            ],
        },
        *leido.recien_llegados(quien["id_sujeto"], dia),
        *leido.supuestos(cuentas),
        _bloque("seccion", "Obligaciones"),
    ]
    if cuentas:
        saldos = ("saldo_impuesto", "saldo_sancion", "saldo_interes", "saldo_total")
        columnas = [
            _columna("Obligación", 1.2), _columna("Concepto", 1.3), _columna("Vencimiento", 0.8), _columna("Situación", 1.2),
            _columna("A cargo y pagado", derecha=True), *(_columna(x, derecha=True) for x in ("Impuesto", "Sanción", "Interés", "Saldo")),
        ]  # fmt: skip

        def pagado(filas):
            cargo = numero(_suma(filas, "valor_impuesto", "valor_sancion"))
            return f"{cargo}\npagado {numero(_suma(filas, 'pago_impuesto', 'pago_interes', 'pago_sancion'))}"

        def fila(c):
            quien_ = (_obligacion(c), _concepto(c, impuestos), fecha_corta(c["fecha_vencimiento"]), _situacion(c, dia))
            return _fila(*quien_, pagado([c]), *(numero(c[s]) for s in saldos))

        bloques.append(_tabla(columnas, _con_subtotales(cuentas, impuestos, fila, lambda fs: [pagado(fs), *(numero(_suma(fs, s)) for s in saldos)])))
    else:
        bloques.append(_bloque("parrafo", "No tiene obligaciones registradas."))
    if recibos:
        columnas = [
            _columna("Recibo"), _columna("Fecha del banco", 0.8), _columna("Concepto", 1.3), _columna("Estado", 0.8), _columna("Por qué", 2),
            _columna("Valor", derecha=True), _columna("Sin aplicar", derecha=True),
        ]  # fmt: skip
        filas = [
            _fila(
                r["id_recibo"], fecha_corta(r["fecha_pago"]), _concepto(r, impuestos), rotulo(r["estado"]), en_prosa(r["razon"]),
                numero(r["valor"]), numero(r["valor"] - r["valor_aplicado"]),
            )
            for r in recibos
        ]  # fmt: skip
        total = _total("Total", numero(_suma(recibos, "valor")), numero(_suma(recibos, "valor") - _suma(recibos, "valor_aplicado")))
        bloques += [_bloque("seccion", "Recibos que no se aplicaron, o no del todo"), _tabla(columnas, [*filas, total])]
    if dia > leido.corte:
        bloques.append(_bloque("parrafo", f"Los recibos posteriores al {fecha(leido.corte)} que están por aplicar no se listan."))
    bloques += [*_facilidades(leido, cuotas), *(leido.como_pagar() if debe else [])]
    llegados = leido.llegados.get(quien["id_sujeto"], ())

    def recibo(id_recibo):
        return (id_recibo or "") + ("\nllegó después de la corrida" if id_recibo in llegados else "")

    con_movimientos = [c for c in cuentas if datos["movimientos"][c["id_obligacion"]]]
    if len(con_movimientos) > MUCHAS:  # each has a table of its own: some 0.6 MB of memory
        donde = "está en la tabla cobro.estado_cuenta_movimiento."
        bloques.append(_bloque("parrafo", f"De más de {numero(MUCHAS)} obligaciones no se imprime de dónde sale cada cifra: {donde}"))
        con_movimientos = []
    if con_movimientos:
        bloques.append(_bloque("seccion", "De dónde sale cada cifra"))
    for c in con_movimientos:
        partes = ("impuesto", "sancion", "interes")
        columnas = [_columna("Fecha", 0.6), _columna("Movimiento", 3), _columna("Recibo", 0.8)]
        columnas += [_columna(x, derecha=True) for x in ("Impuesto", "Sanción", "Interés")]
        filas = [
            _fila(fecha_corta(m["fecha"]), en_prosa(m["detalle"]), recibo(m["id_recibo"]), *(numero(m[p]) if m[p] else "" for p in partes))
            for m in datos["movimientos"][c["id_obligacion"]]
        ]
        total = _total("Saldo", *(numero(c[f"saldo_{p}"]) for p in partes))
        nombre = f"{c['id_obligacion']}: {impuestos[c['impuesto']]}, {periodo(c['anio_gravable'], c['periodo'])}"
        bloques += [_bloque("subseccion", nombre), _tabla(columnas, [*filas, total])]
    return leido.documento("ESTADO_CUENTA", f"EC-{dia:%Y%m%d}-{quien['id_sujeto']}", [*bloques, *_tasas(leido, cuentas, dia)], horizontal=True)


def _tasas(leido: Lectura, cuentas: list[dict], dia: date) -> list[dict]:
    """The rates that the interest rests on, the unverified ones marked."""
    desde = min((c["fecha_vencimiento"] for c in cuentas if c["interes_causado"]), default=None)
    ultima = leido.tasas[-1]  # it goes on
    tasas = [t for t in leido.tasas if desde and (t["hasta"] > desde or t is ultima) and t["desde"] <= dia]
    if not tasas:
        return []
    texto = (
        "Interés por cada día calendario sobre el impuesto pendiente (ET 634, 635 y 590 par.): hasta el 25 de diciembre de 2012, compuesto a la tasa "
        "efectiva anual; después, simple: saldo por tasa, sobre 366 hasta el 21 de noviembre de 2019 y desde entonces sobre los días del año."
    )
    if any(t["es_supuesto"] for t in tasas):
        texto += f" La tasa marcada con * {SUPUESTO}."
    if dia > ultima["hasta"]:
        texto += f" Después del {fecha(ultima['hasta'])} se prolonga la última tasa publicada, sin verificar."
    columnas = [_columna("Desde"), _columna("Hasta"), _columna("Norma", 4), _columna("Tasa anual", derecha=True)]
    filas = [
        _fila(fecha_corta(t["desde"]), fecha_corta(t["hasta"]), t["articulo"], porcentaje(t["tasa_mora"]) + (" *" if t["es_supuesto"] else "")) for t in tasas
    ]
    return [_bloque("seccion", "Tasas de interés de mora"), _bloque("parrafo", texto), _tabla(columnas, filas)]


def _estados_cuenta(leido: Lectura, sujetos: list[str], dia: date) -> Iterator[tuple[str, dict]]:
    conocidos = leido.contribuyentes(sujetos)
    recibos = _grupos(
        _filas(
            leido.conexion,
            f"""
            select * from {leido.cobro}.normalizacion_saldos
            where id_sujeto in {_marcas(sujetos, desde=2)} and fecha_pago <= $1
                and valor_pendiente + valor_en_exceso + valor_por_devolver > 0
            order by fecha_pago, id_recibo""",
            dia,
            *sujetos,
        ),
        "id_sujeto",
    )
    cuotas = _grupos(
        _filas(
            leido.conexion,
            f"""
            select c.*, f.fecha_otorgamiento, f.resolucion, f.estado as estado_facilidad, f.fecha_incumplimiento
            from cobro.facilidad as f inner join cobro.cuota_facilidad as c on f.id_facilidad = c.id_facilidad
            where f.estado <> 'TERMINADA' and f.id_sujeto in {_marcas(sujetos)} order by f.fecha_otorgamiento, f.id_facilidad, c.cuota""",
            *sujetos,
        ),
        "id_sujeto",
    )
    for sujeto, datos in cuentas_de(leido.conexion, list(conocidos), dia, leido.cobro).items():
        yield sujeto, _estado_cuenta(leido, conocidos[sujeto], dia, datos, recibos[sujeto], cuotas[sujeto])


# debt certificate


def _certificacion(leido: Lectura, c: dict, quien: dict, detalle: list[dict], destinos: list[dict], origen: date | None, otras: dict[str, Decimal]) -> dict:
    """`otras`: of the debts, what each other request of the subject covers, the interest that isn't asked for included."""
    impuestos, clase, firma = leido.impuestos, leido.clases["CERTIFICACION_DEUDA"], leido.oficina["certifica"]
    por_pagar = _por_pagar(detalle)
    debe, cubierto = _suma(por_pagar, "saldo_total"), sum(otras.values(), Decimal(0))
    nombre = quien["nombre"] or "sin nombre registrado"
    vencida = leido.impreso > c["vigente_hasta"]
    bloques = [
        _bloque("certifica", f"Quien firma, {firma['cargo']}, con fundamento en {clase['fundamento']},", formula=clase["formula"]),
        _bloque(
            "parrafo",
            f"{nombre}, {minuscula(leido.identidad(quien))}, "
            + (
                f"debe al {fecha(c['fecha_expedicion'])} la suma de {numero(debe)} por {len(por_pagar)} "
                f"{'obligación vencida' if len(por_pagar) == 1 else 'obligaciones vencidas'}, de la cual es exigible {numero(c['deuda_exigible'])}."
                if c["tipo"] == "CON_DEUDA"
                else f"no tiene obligaciones vencidas por pagar al {fecha(c['fecha_expedicion'])}"
                + (f", y {'la que sigue está prescrita' if len(detalle) == 1 else 'las que siguen están prescritas'}." if detalle else ".")
            ),
        ),
        {
            "es": "ficha",
            "filas": [
                ["Solicitud", f"n.º {c['id_solicitud']}, del {fecha(c['fecha_solicitud'])}, por {rotulo(c['origen']).lower()}"],
                ["Valor solicitado", numero(c["valor_solicitado"])],
                ["Vale", f"hasta el {fecha(c['vigente_hasta'])}"],
                ["Tasas de mora", en_prosa(c["version_tasas"].replace("tasas_mora hasta", "tabla hasta el"))],
                ["Huella en la bodega (MD5)", c["huella"]],
            ],
        },
        *([_bloque("aviso", f"Venció el {fecha(c['vigente_hasta'])}, antes de expedirse: hace falta una corrida más reciente.")] if vencida else []),
        *leido.recien_llegados(c["id_sujeto"]),
        *leido.supuestos(detalle),
    ]
    if detalle:
        saldos = ("saldo_impuesto", "saldo_sancion", "saldo_interes", "saldo_total")
        no_causado = {d["id_obligacion"]: d["interes_no_causado"] for d in destinos if d["interes_no_causado"]}
        columnas = [
            _columna("Obligación", 1.2), _columna("Concepto", 1.3), _columna("Venció", 1), _columna("Situación", 1.2),
            *(_columna(x, derecha=True) for x in ("Impuesto", "Sanción", "Interés", "Total", "Se compensa")),
        ]  # fmt: skip

        def fila(d):
            titulo = (f"título del {fecha_corta(d['fecha_titulo'])}" if d["fecha_titulo"] else "con título") if d["titulo_ejecutivo"] else "sin título"
            valores = sumas([d])
            if d["saldo_sancion"] != d["valor_sancion"]:
                valores[1] += f"\ninicial {numero(d['valor_sancion'])}"
            return _fila(_obligacion(d), _concepto(d, impuestos), f"{fecha_corta(d['fecha_vencimiento'])}\n{titulo}", _situacion(d, leido.corte), *valores)

        def sumas(fs):
            sin_causar = sum((no_causado.get(d["id_obligacion"], Decimal(0)) for d in fs), Decimal(0))
            compensado = numero(_suma(fs, "valor_compensado")) + (f"\nno causado {numero(sin_causar)}" if sin_causar else "")
            return [*(numero(_suma(fs, s)) for s in saldos), compensado]

        bloques += [_bloque("seccion", "Obligaciones vencidas"), _tabla(columnas, _con_subtotales(detalle, impuestos, fila, sumas))]
        if cubierto:
            cuales = " y n.º ".join(otras)
            cubre = f"De lo que debe, {numero(cubierto)} se cubre con lo pedido en la solicitud n.º {cuales}: no se compensa ni se pide dos veces."
            bloques.append(_bloque("parrafo", cubre))
        if no_causado and origen:
            desde = f"desde el {fecha(origen)}, cuando se originó lo solicitado, o desde el último pago si es posterior"
            bloques.append(_bloque("parrafo", f"No causado: el interés {desde}, que no se pide de lo que se compensa."))
    columnas = [_columna("Orden", 0.5), _columna("Destino"), _columna("Obligación", 2)]
    columnas += [_columna(x, derecha=True) for x in ("Impuesto", "Sanción", "Interés", "Valor")]
    filas = [
        _fila(str(d["orden"]), rotulo(d["destino"]), d["id_obligacion"] or "", *(numero(d[p]) for p in ("impuesto", "sancion", "interes", "valor")))
        for d in destinos
    ]
    total = _total("Total solicitado", *(numero(_suma(destinos, p)) for p in ("impuesto", "sancion", "interes", "valor")))
    bloques += [
        _bloque("seccion", "Destino de lo solicitado (ET 815, 816, 850 y 861)"),
        _tabla(columnas, [*filas, total]),
        _bloque(
            "parrafo",
            f"Recibos del contribuyente por normalizar: {c['n_recibos_pendientes']}, por {numero(c['valor_recibos_pendientes'])}. "
            "Lo suspendido, en facilidad, sin título o prescrito se muestra y no se compensa.",
        ),
        *(leido.como_pagar() if debe > c["valor_compensado"] + c["interes_no_causado"] + cubierto else []),
        _bloque("parrafo", f"Se expide en {leido.oficina['ciudad']}, el {fecha(leido.impreso)}."),
        leido.firma(),
    ]
    return leido.documento("CERTIFICACION_DEUDA", c["numero"], bloques, horizontal=True)


def _certificaciones(leido: Lectura, solicitudes: list[str]) -> Iterator[tuple[str, dict]]:
    cuales = f"where id_solicitud in {_marcas(solicitudes)}"
    filas = _filas(leido.conexion, f"select * from {leido.cobro}.certificacion_deuda {cuales}", *solicitudes)
    detalle = f"select * from {leido.cobro}.certificacion_deuda_detalle {cuales} order by fecha_vencimiento, id_obligacion"
    detalles = _grupos(_filas(leido.conexion, detalle, *solicitudes), "id_solicitud")
    destinos = _grupos(_filas(leido.conexion, f"select * from {leido.cobro}.destino_saldo_a_favor {cuales} order by orden", *solicitudes), "id_solicitud")
    origenes = _filas(leido.conexion, f"select id_solicitud, fecha_origen from reparto_intermedio.int_solicitud {cuales}", *solicitudes)
    desde = {f["id_solicitud"]: f["fecha_origen"] for f in origenes}
    sujetos = {f["id_sujeto"] for f in filas}
    cubiertos = _grupos(
        _filas(
            leido.conexion,
            f"""
            select id_sujeto, id_solicitud, sum(valor + interes_no_causado) as cubierto from {leido.cobro}.destino_saldo_a_favor
            where destino = 'COMPENSACION' and id_sujeto in {_marcas(sujetos)} group by 1, 2 order by 2""",
            *sujetos,
        ),
        "id_sujeto",
    )
    quienes = leido.contribuyentes(sujetos)
    for fila in filas:
        sujeto, solicitud = fila["id_sujeto"], fila["id_solicitud"]
        quien = quienes.get(sujeto, {"id_sujeto": sujeto, "nombre": None})
        otras = {f["id_solicitud"]: f["cubierto"] for f in cubiertos[sujeto] if f["id_solicitud"] != solicitud}
        yield solicitud, _certificacion(leido, fila, quien, detalles[solicitud], destinos[solicitud], desde[solicitud], otras)


# summons and minutes


def _deudas_exigibles(leido: Lectura, cuentas: list[dict]) -> list[dict]:
    """The table of what can be collected on the cut date."""
    if not cuentas:
        return [_bloque("parrafo", f"No tiene deudas exigibles al {fecha(leido.corte)}.")]
    columnas = [_columna("Obligación"), _columna("Concepto", 1.4), _columna("Venció", 0.7), _columna("Saldo", derecha=True)]
    sumas = lambda fs: [numero(_suma(fs, "saldo_total"))]  # noqa: E731
    fila = lambda c: _fila(_obligacion(c), _concepto(c, leido.impuestos), fecha_corta(c["fecha_vencimiento"]), numero(c["saldo_total"]))  # noqa: E731
    return [*leido.supuestos(cuentas), _tabla(columnas, _con_subtotales(cuentas, leido.impuestos, fila, sumas))]


def _citacion(leido: Lectura, g: dict, quien: dict, cuentas: list[dict], plazo: dict | None) -> dict:
    clase, oficina, virtual = leido.clases["CITACION"], leido.oficina, g["tipo"] == "CITACION_VIRTUAL"
    enlace = oficina["enlace_citacion"] or oficina["sitio"] or "el que le indique el gestor"
    lugar = enlace if virtual else quien["direccion"] or "no tiene dirección registrada"
    ficha = [
        ["Fecha", fecha(g["fecha_programada"])],
        ["Modalidad", "Citación virtual" if virtual else "Visita de cobro"],
        ["Lugar", lugar],
        ["Gestor de cobro", g["gestor"] or g["id_gestor"]],
        ["Correo registrado", quien["correo"] or "ninguno"],
    ]
    caminos = ["Mostrar los recibos de lo que ya pagó, para normalizarlos."]
    if cuentas:
        caminos.insert(0, "Pagar el total o un abono, como se dice abajo.")
    if cuentas and plazo:
        caminos.append(
            f"Pedir una facilidad de pago (ET 814): según lo que dijo que puede pagar, le cabe un plazo de {concordar('{} [mes|meses]', plazo['meses'])}, "
            f"con una primera cuota de {numero(plazo['primera_cuota'])}."
        )
    elif cuentas:
        caminos.append("Pedir una facilidad de pago (ET 814); traiga su flujo de caja, mes por mes.")
    asunto = "las deudas que siguen" if cuentas else "su cuenta"
    bloques = [
        _bloque("certifica", f"El gestor de cobro, con fundamento en {clase['fundamento']},", formula=clase["formula"]),
        _bloque("parrafo", f"{quien['nombre'] or 'Sin nombre registrado'}, {minuscula(leido.identidad(quien))}, para tratar {asunto}."),
        {"es": "ficha", "filas": ficha},
        *([_bloque("aviso", "Ese día ya había pasado cuando se imprimió esta citación.")] if leido.impreso > g["fecha_programada"] else []),
        _bloque("seccion", f"Deudas exigibles al {fecha(leido.corte)}"),
        *leido.recien_llegados(quien["id_sujeto"]),
        *_deudas_exigibles(leido, cuentas),
        _bloque("seccion", "Qué puede hacer"),
        {"es": "lista", "frases": caminos},
        *(leido.como_pagar() if cuentas else []),
        {"es": "firmas", "firmas": [{"nombre": g["gestor"] or "", "cargo": "Gestor de cobro"}]},
    ]
    return leido.documento("CITACION", g["numero_citacion"] or g["id_gestion"], bloques)


def _acta(leido: Lectura, g: dict, quien: dict, cuentas: list[dict], promesa: dict | None) -> dict:
    clase, nombre = leido.clases["ACTA"], quien["nombre"] or "Sin nombre registrado"
    escrito = " ".join((g["resultado"] or "").split()).rstrip(".")
    dicho = f"el {fecha(g['fecha'])} se hizo {ARTICULOS[g['tipo']]} a {nombre}, {minuscula(leido.identidad(quien))}, con este resultado: "
    dicho += (minuscula(g["nombre_resultado"]) if g["nombre_resultado"] else f"«{escrito}»") + "."
    if escrito and g["nombre_resultado"]:
        dicho += f" Observaciones: {escrito}."
    firmas = [{"nombre": g["gestor"] or "", "cargo": "Gestor de cobro"}]
    if g["tipo"] in PRESENCIALES and g["codigo_resultado"] not in AUSENTE:
        firmas.append({"nombre": nombre, "cargo": "Contribuyente"})
    bloques = [
        _bloque("certifica", f"El gestor de cobro, con fundamento en {clase['fundamento']},", formula=clase["formula"]),
        _bloque("parrafo", dicho),
    ]
    if promesa:
        valor, obligacion = promesa["valor_promesa"], promesa["id_obligacion"]
        cuanto = f" {numero(valor)}" if valor is not None else ""
        cuanto += f" por la obligación {obligacion}" if obligacion else ""
        cuanto += ", sin decir cuánto," if valor is None else ""
        pagado = (
            "Lo que ha pagado de ello, con los recibos que llegaron después de la última corrida, se sabrá en la próxima."
            if quien["id_sujeto"] in leido.llegados
            else f"En ese plazo, hasta el {fecha(min(promesa['fecha_promesa'], leido.corte))}, ha pagado {numero(promesa['valor_pagado'])}: "
            f"promesa {rotulo(promesa['estado']).lower()}."
        )
        bloques += [
            _bloque("seccion", "Compromiso"),
            _bloque(
                "parrafo",
                f"Se compromete a pagar{cuanto} a más tardar el {fecha(promesa['fecha_promesa'])}"
                + (", que es el plazo de quien no dice un día. " if promesa["es_supuesto"] else ". ")
                + pagado,
            ),
        ]
    bloques += [
        _bloque("seccion", f"Deudas exigibles al {fecha(leido.corte)}"),
        *leido.recien_llegados(quien["id_sujeto"]),
        *_deudas_exigibles(leido, cuentas),
        *(leido.como_pagar() if cuentas else []),
        {"es": "firmas", "firmas": firmas},
    ]
    return leido.documento("ACTA", g["id_gestion"], bloques)


def _gestiones(leido: Lectura, claves: list[str]) -> tuple[list[dict], dict[str, dict], dict[str, list[dict]]]:
    """Some acts of the gestores, who they were with, and what these can be asked for."""
    gestiones = _filas(
        leido.conexion,
        f"""
        select g.*, s.nombre as gestor, r.nombre as nombre_resultado
        from reparto_staging.stg_gestiones as g
        left join reparto_staging.stg_gestores as s on g.id_gestor = s.id_gestor
        left join reparto_norma.resultados_gestion as r on g.codigo_resultado = r.codigo_resultado
        where g.id_gestion in {_marcas(claves)} order by g.id_gestion""",
        *claves,
    )
    sujetos = sorted({g["id_sujeto"] for g in gestiones})
    cuentas = _filas(
        leido.conexion,
        f"""
        select * from {leido.cobro}.estado_cuenta where situacion = 'EXIGIBLE' and id_sujeto in {_marcas(sujetos)}
        order by fecha_vencimiento, id_obligacion""",
        *sujetos,
    )
    quienes = leido.contribuyentes(sujetos)
    return gestiones, {s: quienes.get(s) or SIN_REGISTRO | {"id_sujeto": s} for s in sujetos}, _grupos(cuentas, "id_sujeto")


def _citaciones(leido: Lectura, claves: list[str]) -> Iterator[tuple[str, dict]]:
    gestiones, quienes, cuentas = _gestiones(leido, claves)
    consulta = f"select * from cobro.simulacion_facilidad where es_recomendado and id_sujeto in {_marcas(quienes)}"
    # what a facility would take is the run's: no plan for a debt that is another one since
    plazos = {f["id_sujeto"]: f for f in _filas(leido.conexion, consulta, *quienes) if f["id_sujeto"] not in leido.llegados}
    for g in gestiones:
        yield g["id_gestion"], _citacion(leido, g, quienes[g["id_sujeto"]], cuentas[g["id_sujeto"]], plazos.get(g["id_sujeto"]))


def _actas(leido: Lectura, claves: list[str]) -> Iterator[tuple[str, dict]]:
    gestiones, quienes, cuentas = _gestiones(leido, claves)
    promesas = {f["id_gestion"]: f for f in _filas(leido.conexion, f"select * from cobro.promesa where id_gestion in {_marcas(claves)}", *claves)}
    for g in gestiones:
        yield g["id_gestion"], _acta(leido, g, quienes[g["id_sujeto"]], cuentas[g["id_sujeto"]], promesas.get(g["id_gestion"]))


# one or thousands


ARTICULOS = {"VISITA": "una visita de cobro", "CITACION_VIRTUAL": "una citación virtual", "LLAMADA": "una llamada telefónica", "CORREO": "un envío de correo"}
SIN_REGISTRO = {"nombre": None, "direccion": None, "correo": None, "telefono": None}
# who signs the minutes: the taxpayer too where he was there
PRESENCIALES = ("VISITA", "CITACION_VIRTUAL")
AUSENTE = ("NO_CONTACTADO", "DIRECCION_ERRADA", "NO_ASISTIO")
EL_CORTE = "(select fecha_corte from reparto_intermedio.int_medicion)"
PROGRAMADAS = f"(select * from reparto_intermedio.int_gestion_programada where tipo in {PRESENCIALES} and fecha_programada >= {EL_CORTE}) as gestiones"
HECHAS = f"(select * from reparto_staging.stg_gestiones where (codigo_resultado is not null or resultado is not null) and fecha <= {EL_CORTE}) as gestiones"

CLASES: dict[str, tuple[str, str, Callable[..., Iterator[tuple[str, dict]]], str]] = {
    # what it is asked by, the table and column that list them, how they are made, and the sentence for one that isn't there
    "ESTADO_CUENTA": ("id_sujeto", "reparto_intermedio.int_sujeto", _estados_cuenta, "ningún contribuyente con ese documento está en la última corrida."),
    "CERTIFICACION_DEUDA": ("id_solicitud", "cobro.certificacion_deuda", _certificaciones, "ninguna solicitud con ese número está en la última corrida."),
    "CITACION": ("id_gestion", PROGRAMADAS, _citaciones, "ninguna visita o citación sin resultado, del día de la última corrida o después, tiene ese número."),
    "ACTA": ("id_gestion", HECHAS, _actas, "ninguna gestión con resultado y con ese número está en la última corrida."),
}


def de_lista(ruta: Path) -> dict[str, int]:
    """The first column of a CSV or text file, whatever its heading, and the line of each."""
    try:
        with ruta.open(encoding="utf-8-sig", newline="") as archivo:
            lector = csv.reader(archivo)
            valores = [(fila[0].strip(), lector.line_num) for fila in lector if fila and fila[0].strip()]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ErrorDeUso(f"no se puede leer la lista {ruta}.") from error
    renglones: dict[str, int] = {}
    for valor, renglon in valores:
        if valor.lower() not in ("id_sujeto", "id_solicitud", "id_gestion"):
            renglones.setdefault(valor, renglon)
    return renglones


def _normal(clave: str, valor: str, renglon: int) -> str:
    """The key that somebody typed, alone (line 0) or on a line of a list. Errors: ErrorDeUso."""
    try:
        return sujeto_normal(valor) if clave == "id_sujeto" else valor
    except ErrorDeUso as error:
        raise ErrorDeUso(f"el renglón {renglon} de la lista: {error}" if renglon else str(error)) from error


def _elegidos(leido: Lectura, clase: str, ids: dict[str, int] | None, gestor: str | None, oficina: str | None) -> list[str]:
    """The keys of the documents asked for: those given, or those of a portfolio or of an office. Errors: ErrorDeUso for one that isn't there."""
    clave, tabla, _, falta = CLASES[clase]
    if ids is not None:
        renglones = {_normal(clave, i, renglon): renglon for i, renglon in ids.items()}
        unicos, estan = list(renglones), set()
        for n in range(0, len(unicos), LOTE):
            lote = unicos[n : n + LOTE]
            estan |= {f[clave] for f in _filas(leido.conexion, f"select distinct {clave} from {tabla} where {clave} in {_marcas(lote)}", *lote)}
        faltan = sorted(renglon for i, renglon in renglones.items() if i not in estan)
        if faltan:
            otros = f" (y {len(faltan) - 1} más)" if len(faltan) > 1 else ""
            raise ErrorDeUso(f"el renglón {faltan[0]} de la lista{otros}: {falta}" if faltan[0] else falta)
        return unicos
    if gestor is not None:
        if not _filas(leido.conexion, "select 1 as uno from reparto_staging.stg_gestores where id_gestor = $1", gestor):
            raise ErrorDeUso(f"no hay un gestor {gestor}.")
        sujetos = "select id_sujeto from reparto_intermedio.int_cartera where id_gestor = $1"
    else:
        oficina = oficina or ""
        if not _filas(leido.conexion, "select 1 as uno from reparto_intermedio.int_oficina where oficina = $1", oficina):
            raise ErrorDeUso(f"no hay una oficina {oficina}.")
        # whoever it has anything of, though another office be the subject's: those that the office's own role sees (permisos.sql)
        sujetos = (
            "select id_sujeto from reparto.asignacion_obligacion where oficina = $1 "
            "union select id_sujeto from reparto.asignacion_sujeto where oficina = $1"
        )
    consulta = f"select distinct {clave} from {tabla} where id_sujeto in ({sujetos}) order by 1"
    return [f[clave] for f in _filas(leido.conexion, consulta, gestor if gestor is not None else oficina)]


def _sujetos(leido: Lectura, clase: str, elegidos: list[str]) -> dict[str, str]:
    """{key of a document: its subject}."""
    clave, tabla = CLASES[clase][:2]
    if clave == "id_sujeto":
        return {i: i for i in elegidos}
    return {f[clave]: f["id_sujeto"] for f in _filas(leido.conexion, f"select {clave}, id_sujeto from {tabla}")}


def _publicada(conexion) -> list[tuple]:
    """Which run is public, as far as this user may see."""
    corrida = conexion.execute("select max(id_corrida) from reparto.corrida").fetchall() if hay_tabla(conexion, "reparto", "corrida") else []
    return [*corrida, *conexion.execute("select fecha_corte from reparto_intermedio.int_medicion").fetchall()]


def nombre_de_archivo(clase: str, clave: str, dia: date) -> str:
    """estado-cuenta-CC-1-2017-06-30: what is written where, known before it is read."""
    return f"{clase.lower().replace('_', '-')}-{en_archivo(clave)}-{dia}"


def emitir(
    clase: str,
    target: str,
    carpeta: Path,
    ids: dict[str, int] | list[str] | None = None,
    gestor: str | None = None,
    oficina: str | None = None,
    dia: date | None = None,
    solo_html: bool = False,
    reemplazar: bool | Callable[[Path], bool] = False,
    ruta_membrete: Path | None = None,
    impreso: date | None = None,
    avance: Callable[[int, int], None] = lambda hechos, total: None,
) -> tuple[list[Path], int]:
    """Writes the documents of a kind, those that are there already kept unless `reemplazar`: the files written, how many documents were kept.

    One at a time asks (`reemplazar` may be a function); many go on where they were left. Errors: ErrorDeUso.
    """
    membrete_, impreso = membrete.leer(ruta_membrete), impreso or hoy()
    finales = [".html"] if solo_html else [".html", ".pdf"]
    with lectura(target) as conexion:
        leido = Lectura(conexion, membrete_, impreso)
        if clase not in leido.clases:
            raise ErrorDeUso(f"la norma de la corrida no dice cómo se titula ni en qué se funda este documento: falta {clase} en la semilla clases_documento.")
        elegidos = _elegidos(leido, clase, dict.fromkeys(ids, 0) if isinstance(ids, list) else ids, gestor, oficina)
        de_quien = _sujetos(leido, clase, elegidos)
        llegados = vivo.recien_llegados(conexion, set(de_quien.values()))
        publicada = _publicada(conexion)
    with vivo.al_dia(target, llegados) as (esquema, fechas), ThreadPoolExecutor(os.cpu_count()) as taller:
        with lectura(target) as conexion:
            leido = Lectura(conexion, membrete_, impreso)
        dia = dia or leido.corte
        de_la_cuenta = dia if clase == "ESTADO_CUENTA" else leido.corte
        for sujeto, recibos in llegados.items():
            for recibo in recibos:
                (leido.llegados if fechas[recibo] <= de_la_cuenta else leido.posteriores).setdefault(sujeto, set()).add(recibo)
        destinos = {i: carpeta / nombre_de_archivo(clase, i, dia) for i in elegidos}
        hechos = {i for i, base in destinos.items() if all(base.with_name(base.name + x).exists() for x in finales)}
        if len(elegidos) == 1 and isinstance(ids, list):
            esta = next((p for x in finales if (p := destinos[elegidos[0]].with_name(destinos[elegidos[0]].name + x)).exists()), None)
            if esta and not (reemplazar(esta) if callable(reemplazar) else reemplazar):
                raise ErrorDeUso(f"el archivo {esta} ya existe: indique otra carpeta o --reemplazar.")
            hechos = set()
        pendientes = [i for i in elegidos if reemplazar is True or i not in hechos]
        parciales.limpiar(carpeta, composicion.PARCIAL)
        escritos: list[Path] = []
        avance(0, len(pendientes))
        for n in range(0, len(pendientes), LOTE):
            lote = pendientes[n : n + LOTE]
            argumentos = (dia,) if clase == "ESTADO_CUENTA" else ()
            contenidos: dict = {}
            with lectura(target) as leido.conexion:  # a run may be published while these are laid out, not while they're read
                if _publicada(leido.conexion) != publicada:
                    frase = "otra corrida se publicó mientras tanto; {} [documento ya escrito es|documentos ya escritos son] de la anterior"
                    raise ErrorDeUso(concordar(frase, n) + ": repita la orden con --reemplazar.")
                for leido.cobro in dict.fromkeys(("cobro", esquema)):
                    aqui = [i for i in lote if (de_quien[i] in leido.llegados) == (leido.cobro != "cobro")]
                    contenidos |= dict(CLASES[clase][2](leido, aqui, *argumentos)) if aqui else {}
            for rutas in taller.map(lambda par: composicion.escribir(par[1], destinos[par[0]], solo_html), contenidos.items()):
                escritos += rutas
                avance(len(escritos) // len(finales), len(pendientes))
    return escritos, len(elegidos) - len(pendientes)
