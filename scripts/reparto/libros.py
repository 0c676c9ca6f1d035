"""The workbooks: an office's cases in the order of its queue, a gestor's portfolio and what he has to do. They print on landscape letter.

Text is written as text: no cell can be a formula.
"""

from collections import defaultdict
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_range

from . import palabras
from .motores import Motor, literal

FILAS_EN_LIBRO = 10_000  # what people can work from a workbook; the rest of a longer list goes to a CSV file
ANCHO_MAXIMO = 36  # a longer text goes on in the next line of its cell
CONTACTO = "coalesce(c.telefono, c.correo, c.direccion)"
# what is owed, of estado_cuenta: (expression, name in the CSV of the rest, DuckDB type, heading)
DEUDA = (
    ("i.nombre", "impuesto", "varchar", "Impuesto"),
    ("cast(e.anio_gravable as varchar) || case when e.periodo = 'ANUAL' then '' else ' ' || lower(b.nombre) end", "periodo", "varchar", "Periodo"),
    ("e.fecha_vencimiento", "fecha_vencimiento", "date", "Vencimiento"),
    ("e.fecha_prescripcion", "fecha_prescripcion", "date", "Prescribe"),
    ("e.saldo_impuesto", "saldo_impuesto", "decimal(18,2)", "Impuesto $"),
    ("e.saldo_interes", "saldo_interes", "decimal(18,2)", "Interés $"),
    ("e.saldo_sancion", "saldo_sancion", "decimal(18,2)", "Sanción $"),
    ("e.saldo_total", "saldo_total", "decimal(18,2)", "Total $"),
)
EN_SU_CASO = "t.saldo desc, e.fecha_vencimiento nulls last, t.id_obligacion, t.id_sujeto"
# in the first row of its case only: sheets add it up
MONTO_DEL_CASO = f"case when row_number() over (partition by t.id_caso order by {EN_SU_CASO}) = 1 then t.monto_proyectado end"
COLUMNAS = (
    ("q.posicion", "posicion", "integer", "Pos."),
    ("t.id_sujeto", "id_sujeto", "varchar", "Sujeto"),
    ("c.nombre", "nombre", "varchar", "Nombre"),
    (CONTACTO, "contacto", "varchar", "Contacto"),
    ("t.id_obligacion", "id_obligacion", "varchar", "Obligación"),
    *DEUDA,
    ("t.segmento", "segmento", "varchar", "Segmento"),
    (MONTO_DEL_CASO, "monto_proyectado", "decimal(18,2)", "Monto proyectado $"),
    ("coalesce(p.accion, t.accion, t.campania)", "paso", "varchar", "Paso sugerido"),
    ("t.id_caso", "id_caso", "varchar", "Caso"),
    ("t.prioridad", "prioridad", "varchar", "Prior."),
    ("r.nombre", "regla", "varchar", "Regla"),
    ("t.estado", "estado", "varchar", "Estado"),
)
DE_OMISOS = ("Segmento", "Monto proyectado $")  # only where the sheet has an omiso
SIN_IMPRIMIR = ("Caso", "Prior.", "Regla", "Estado")  # to filter by, beyond the printed area
# the obligations of an office, and the omisos totales that it has without any
TRABAJO = """
    select
        a.id_obligacion, a.id_sujeto, a.impuesto, a.id_objeto, a.saldo, a.saldo_sancion, a.prioridad, a.codigo_riesgo, a.regla, a.articulo,
        a.campania, a.accion, a.etapa, a.estado, a.id_caso, a.id_expediente, o.segmento, o.monto_proyectado
    from reparto.asignacion_obligacion as a
    left join reparto.asignacion_omiso as o on a.id_caso = 'OMI:' || o.id_sujeto
    where a.oficina = $1 and a.estado <> 'PRESCRIPCION_POR_DECLARAR'
    union all
    select
        cast(null as varchar), o.id_sujeto, cast(null as varchar), cast(null as varchar), q.saldo, cast(0 as numeric(18, 2)), s.prioridad, s.codigo_riesgo,
        o.regla, o.articulo, o.campania, o.accion, 'DETERMINACION', q.estado, q.id_caso, cast(null as varchar), o.segmento, o.monto_proyectado
    from reparto.cola_oficina as q
    inner join reparto.asignacion_omiso as o on q.id_caso = 'OMI:' || o.id_sujeto
    inner join reparto.asignacion_sujeto as s on o.id_sujeto = s.id_sujeto
    where q.oficina = $1 and q.n_obligaciones = 0
"""
PASOS = """
    select id_sujeto, accion, row_number() over (partition by id_sujeto order by orden, dia, id) as puesto from (
        select id_sujeto, accion, 0 as orden, fecha_limite as dia, id_origen as id from cobro.gestion_pendiente
        union all
        select id_sujeto, accion, 1, cast(null as date), id_gestor from cobro.agenda_gestor where accion <> 'ASIGNAR_GESTOR'
    ) as x
"""
DE_LA_OFICINA = f"""
    select {", ".join(f"{expresion} as {nombre}" for expresion, nombre, *_ in COLUMNAS)}
    from ({TRABAJO}) as t
    left join cobro.estado_cuenta as e on t.id_obligacion = e.id_obligacion
    left join reparto_intermedio.int_nombre as i on i.clase = 'IMPUESTO' and t.impuesto = i.codigo
    left join reparto_norma.etiquetas as b on b.catalogo = 'periodo' and e.periodo = b.codigo
    left join reparto_norma.etiquetas as r on r.catalogo = 'regla' and t.regla = r.codigo
    left join reparto_staging.stg_contribuyentes as c on t.id_sujeto = c.id_sujeto
    left join reparto.cola_oficina as q on q.oficina = $1 and t.id_caso = q.id_caso
    left join ({PASOS}) as p on t.id_sujeto = p.id_sujeto and p.puesto = 1
    order by q.posicion nulls last, {EN_SU_CASO}
"""
# the sheets of a gestor: (name, headings, what is read, from where, whose it is, in what order)
DEL_GESTOR = (
    (
        "Pendientes",
        ("Fecha", "Estado", "Qué hacer", "Sujeto", "Nombre", "Contacto", "Por qué", "Citación"),
        f"g.fecha_limite, g.estado, g.accion, g.id_sujeto, c.nombre, {CONTACTO}, g.razon, g.numero_citacion",
        "cobro.gestion_pendiente as g left join reparto_staging.stg_contribuyentes as c on g.id_sujeto = c.id_sujeto",
        "g.id_gestor",
        "g.fecha_limite, g.origen, g.id_origen",
    ),
    (
        "Agenda",
        ("Pos.", "Sujeto", "Nombre", "Contacto", "Paso sugerido", "Puntos", "Razones", "Exigible $"),
        f"a.puesto, a.id_sujeto, c.nombre, {CONTACTO}, a.accion, a.puntos, a.razones, a.saldo_exigible",
        "cobro.agenda_gestor as a left join reparto_staging.stg_contribuyentes as c on a.id_sujeto = c.id_sujeto",
        "a.id_gestor",
        "a.puesto",
    ),
    (
        "Deudas",
        ("Pos.", "Sujeto", "Nombre", "Contacto", "Obligación", "Situación", *(c[3] for c in DEUDA)),
        f"a.puesto, e.id_sujeto, c.nombre, {CONTACTO}, e.id_obligacion, e.situacion, {', '.join(c[0] for c in DEUDA)}",
        """
        reparto_intermedio.int_cartera as p
        inner join cobro.estado_cuenta as e on p.id_sujeto = e.id_sujeto and e.situacion not in ('PAGADA', 'PRESCRITA')
        left join cobro.agenda_gestor as a on p.id_gestor = a.id_gestor and p.id_sujeto = a.id_sujeto
        left join reparto_intermedio.int_nombre as i on i.clase = 'IMPUESTO' and e.impuesto = i.codigo
        left join reparto_norma.etiquetas as b on b.catalogo = 'periodo' and e.periodo = b.codigo
        left join reparto_staging.stg_contribuyentes as c on e.id_sujeto = c.id_sujeto""",
        "p.id_gestor",
        "a.puesto nulls last, e.id_sujeto, e.fecha_vencimiento, e.id_obligacion",
    ),
    (
        "Plazos",
        ("Vence", "Días que quedan", "Días", "Color", "Solicitud", "Sujeto", "Nombre", "Término", "Norma"),
        "s.fecha_limite, s.dias_restantes, s.tipo_dias, s.color, s.id_solicitud, s.id_sujeto, c.nombre, s.termino, s.articulo",
        """
        cobro.plazo_solicitud as s
        inner join reparto_intermedio.int_cartera as p on s.estado = 'EN_TRAMITE' and s.id_sujeto = p.id_sujeto
        left join reparto_staging.stg_contribuyentes as c on s.id_sujeto = c.id_sujeto""",
        "p.id_gestor",
        "s.fecha_limite nulls last, s.id_solicitud, s.termino",
    ),
)
CODIGOS = ("Días", "Estado", "Qué hacer", "Paso sugerido", "Situación", "Color", "Término")
ENCABEZADO = 1  # the row of the headings, under the title


class Libro:
    """A workbook whose sheets are lists with a title, headings that stay and repeat, filters, totals, and columns as wide as what they hold."""

    def __init__(self, destino: Path, titulo: str, corte: date):
        self.libro = xlsxwriter.Workbook(str(destino), {"strings_to_formulas": False, "strings_to_urls": False})
        self.libro.set_properties({"title": titulo})
        self.titulo = f"{titulo} · con corte al {palabras.fecha(corte)}"
        formato = self.libro.add_format
        self.grande, self.negrita = formato({"bold": True, "font_size": 14}), formato({"bold": True, "bg_color": "#E8EEF5", "border": 1, "text_wrap": True})
        self.pesos, self.dia = (formato({"num_format": f, "valign": "top"}) for f in ("#,##0.00", "dd/mm/yyyy"))
        self.numero, self.texto = formato({"valign": "top"}), formato({"valign": "top", "text_wrap": True})
        self.total = formato({"bold": True, "num_format": "#,##0.00", "top": 2})

    def hoja(self, nombre: str, titulos: tuple[str, ...], filas: list[tuple], nota: str = "") -> None:
        """A sheet. Totals add what the filters let be seen."""
        hay = [n for n, t in enumerate(titulos) if t not in DE_OMISOS or any(f[n] is not None for f in filas)]
        titulos, filas = tuple(titulos[n] for n in hay), [tuple(f[n] for n in hay) for f in filas]
        hoja = self.libro.add_worksheet(nombre[:31])
        hoja.write_string(0, 0, f"{self.titulo} · {nombre}", self.grande)
        for columna, titulo in enumerate(titulos):
            hoja.write_string(ENCABEZADO, columna, titulo, self.negrita)
        anchos = [max(map(len, t.split())) + 4 for t in titulos]
        for n, registro in enumerate(filas, ENCABEZADO + 1):
            for columna, valor in enumerate(registro):
                anchos[columna] = max(anchos[columna], self._celda(hoja, n, columna, titulos[columna], valor))
        ultima = ENCABEZADO + len(filas)
        sumas = [n for n, t in enumerate(titulos) if t.endswith("$")] if filas else []
        for columna in sumas:
            suma, rango = sum(f[columna] or 0 for f in filas), (ENCABEZADO + 1, columna, ultima, columna)
            hoja.write_formula(ultima + 1, columna, f"=SUBTOTAL(109,{xl_range(*rango)})", self.total, float(suma))
            anchos[columna] = max(anchos[columna], len(f"{suma:,.2f}") + 2)
        if sumas:
            hoja.write_string(ultima + 1, 0, "Total", self.total)
        if nota:
            hoja.write_string(ultima + 2, 0, nota, self.numero)
        for columna, ancho in enumerate(anchos):
            hoja.set_column(columna, columna, ancho if columna in sumas else min(ancho, ANCHO_MAXIMO))
        hoja.freeze_panes(ENCABEZADO + 1, 0)
        hoja.autofilter(ENCABEZADO, 0, max(ultima, ENCABEZADO + 1), len(titulos) - 1)
        hoja.set_landscape()
        hoja.set_paper(1)
        hoja.set_margins(0.4, 0.4, 0.5, 0.6)
        hoja.fit_to_pages(1, 0)
        hoja.repeat_rows(ENCABEZADO)
        hoja.print_area(0, 0, ultima + 2, max(n for n, t in enumerate(titulos) if t not in SIN_IMPRIMIR or "Caso" not in titulos))
        hoja.set_footer("&L&8" + self.titulo.replace("&", "&&") + "&R&8Página &P de &N")

    def _celda(self, hoja, fila: int, columna: int, titulo: str, valor) -> int:
        """Writes a value; how wide it is."""
        if valor is None:
            return 0
        if titulo.endswith("$"):
            hoja.write_number(fila, columna, valor, self.pesos)
            return len(f"{valor:,.2f}") + 1
        if isinstance(valor, int):
            hoja.write_number(fila, columna, valor, self.numero)
            return len(str(valor)) + 1
        if isinstance(valor, date):
            hoja.write_datetime(fila, columna, valor, self.dia)
            return 11
        texto = palabras.rotulo(valor) if titulo in CODIGOS and valor.isupper() else valor
        hoja.write_string(fila, columna, texto, self.texto)
        return len(texto) + 1

    def cerrar(self) -> None:
        self.libro.close()


def de_oficina(conexion, motor: Motor, oficina: str, nombre: str, corte: date, destino: Path, al_csv) -> None:
    """<oficina>.xlsx: a sheet for each state, in the order of the queue. Past FILAS_EN_LIBRO the list goes on in <oficina>_resto.csv, and the sheets
    say so. al_csv(lector, origen, columnas, archivo) writes the rest."""
    filas = conexion.execute(f"{DE_LA_OFICINA} limit {FILAS_EN_LIBRO}", [oficina]).fetchall()
    total = conexion.execute(f"select count(*) from ({TRABAJO}) as t", [oficina]).fetchone()[0]
    nota = ""
    if total > len(filas):
        nota = f"Van las primeras {palabras.numero(len(filas))} de {palabras.numero(total)} filas; las demás están en {oficina}_resto.csv."
        columnas = [(nombre_, tipo) for _, nombre_, tipo, _ in COLUMNAS]
        consulta = f"{DE_LA_OFICINA.replace('$1', literal(oficina))} offset {FILAS_EN_LIBRO}"
        motor.volcar(conexion, consulta, columnas, destino, lambda lector, origen: al_csv(lector, origen, columnas, destino / f"{oficina}_resto.csv"))
    por_estado = defaultdict(list)
    for fila in filas:
        por_estado[fila[-1]].append(fila)
    libro = Libro(destino / f"{oficina}.xlsx", nombre, corte)
    for codigo in sorted(por_estado, key=lambda c: (c != "ASIGNADA", c)):
        libro.hoja(palabras.rotulo(codigo), tuple(c[3] for c in COLUMNAS), por_estado[codigo], nota)
    libro.cerrar()


def de_gestores(conexion, gestores: list[tuple[str, str]], corte: date, destino: Path) -> None:
    """gestor_<id>.xlsx of each (id, name): what is pending, his agenda, what his subjects owe, and the terms that run. A sheet is read once for all of them."""
    ids = ", ".join(f"${n}" for n in range(1, len(gestores) + 1))
    suyas: dict[tuple[str, str], list[tuple]] = defaultdict(list)
    for hoja, _, columnas, origen, dueno, orden in DEL_GESTOR:
        puestas = f"select {dueno} as de_quien, row_number() over (partition by {dueno} order by {orden}) as fila, {columnas} from {origen}"
        consulta = f"select * from ({puestas}) as h where de_quien in ({ids}) and fila <= {FILAS_EN_LIBRO + 1} order by de_quien, fila"
        for gestor, _, *celdas in conexion.execute(consulta, [gestor for gestor, _ in gestores]).fetchall():
            suyas[gestor, hoja].append(tuple(celdas))
    for gestor, nombre in gestores:
        libro = Libro(destino / f"gestor_{palabras.en_archivo(gestor)}.xlsx", f"Gestor {nombre}", corte)
        for hoja, titulos, *_ in DEL_GESTOR:
            filas = suyas[gestor, hoja]
            nota = f"Van las primeras {palabras.numero(FILAS_EN_LIBRO)} filas." if len(filas) > FILAS_EN_LIBRO else ""
            libro.hoja(hoja, titulos, filas[:FILAS_EN_LIBRO], nota)
        libro.cerrar()
