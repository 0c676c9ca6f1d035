"""What a person reads after a run: counts and pesos, never names or documents."""

import json

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from .consultas import exigir_tabla, lectura
from .corrida import ULTIMOS, los_que_quedan
from .palabras import concordar, fecha, numero, rotulo

# in default: what can no longer be collected (var prescripcion) is only shown, by state
EN_MORA = "estado <> 'PRESCRIPCION_POR_DECLARAR'"
TABLAS = (
    (
        "Sujetos por prioridad",
        ("Prioridad", "Sujetos", "Impuesto"),
        """
        select coalesce(prioridad, 'sin prioridad'), count(*), sum(saldo) from reparto.asignacion_sujeto group by 1 order by 1""",
    ),
    (
        "Sujetos por oficina",
        ("Oficina", "Sujetos", "Impuesto"),
        """
        select coalesce(nombre_oficina, '(ninguna)'), count(*), sum(saldo) from bi.ficha_sujeto group by 1 order by 1""",
    ),
    (
        "Obligaciones y pesos por oficina",
        ("Oficina", "Obligaciones", "Impuesto"),
        f"""
        select coalesce(nombre_oficina, '(ninguna)'), count(*), sum(saldo) from bi.ficha_obligacion where {EN_MORA}
        group by 1 order by 1""",
    ),
    (
        "Obligaciones por regla",
        ("Regla", "Obligaciones", "Impuesto"),
        f"""
        select nombre_regla, count(*), sum(saldo) from bi.ficha_obligacion where {EN_MORA} group by 1 order by 1""",
    ),
    (
        "Obligaciones por estado",
        ("Estado", "Obligaciones", "Impuesto"),
        """
        select nombre_estado, count(*), sum(saldo) from bi.ficha_obligacion group by 1 order by 1""",
    ),
    (
        "Omisos totales por segmento",
        ("Segmento", "Estado", "Sujetos"),
        """
        select segmento, nombre_estado, count(*) from bi.ficha_omiso group by 1, 2 order by 1, 2""",
    ),
    (
        "Comuneros por lo que el fuero decide",
        ("Caso", "Comuneros", "Degradados"),
        """
        select case regla_aplicada when 'NO_APLICA' then 'No aplica' else replace(replace(regla_aplicada, 'ART_', 'Art. '), '_NUM_', ', numeral ') end,
            count(*), sum(case when fuero_degrada and not es_gran_contribuyente then 1 else 0 end)
        from reparto.comunidad_objeto group by 1 order by 1""",
    ),
    (
        "Muestra de costo beneficio",
        ("Oficina", "Sujetos", "Comparado con el costo"),
        """
        select o.nombre, count(*), sum(m.saldo) from reparto.muestra_costo_beneficio as m
        inner join bi.dim_oficina as o on m.oficina = o.oficina group by 1 order by 1""",
    ),
    (
        "Trámites especiales por oficina",
        ("Oficina", "Trámites"),
        """
        select coalesce(o.nombre, '(ninguna)'), count(*)
        from reparto.tramite_asignado as t left join bi.dim_oficina as o on t.oficina = o.oficina group by 1 order by 1""",
    ),
    (
        "Estado de cuenta por situación",
        ("Situación", "Obligaciones", "Impuesto", "Interés", "Sanción"),
        """
        select nombre_situacion, count(*), sum(saldo_impuesto), sum(saldo_interes), sum(saldo_sancion) from bi.ficha_cuenta group by 1 order by 1""",
    ),
    (
        "Recibos por normalizar o ya normalizados",
        ("Estado", "Causa", "Recibos", "Valor"),
        """
        select nombre_estado, coalesce(razon, ''), count(*), sum(valor) from bi.ficha_recibo group by 1, 2 order by 1, 2""",
    ),
    (
        "Certificaciones de deuda",
        ("Tipo", "Certificaciones", "Solicitado", "Compensado", "Devuelto"),
        """
        select tipo, count(*), sum(valor_solicitado), sum(valor_compensado), sum(valor_devuelto) from cobro.certificacion_deuda group by 1 order by 1""",
    ),
    (
        "Agenda de los gestores",
        ("Acción", "Sujetos", "Deuda exigible"),
        """
        select accion, count(*), sum(saldo_exigible) from cobro.agenda_gestor group by 1 order by 1""",
    ),
    (
        "Facilidades de pago simuladas",
        ("Garantía", "Recomendadas", "Deuda"),
        """
        select garantia, count(*), sum(deuda) from cobro.simulacion_facilidad where es_recomendado group by 1 order by 1""",
    ),
    (
        "Mediciones que se conservan y darían otros valores hoy",
        ("Prioridad medida", "Hoy", "Sujetos", "Saldo medido", "Saldo hoy"),
        """
        select prioridad, coalesce(prioridad_hoy, 'no se mediría'), count(*), sum(saldo_incumplido), sum(coalesce(saldo_incumplido_hoy, 0))
        from reparto.medicion_conservada where estado <> 'IGUAL' group by 1, 2 order by 1, 2""",
    ),
    (
        "Filas rechazadas",
        ("Tabla", "Motivo", "Valores"),
        """
        select tabla, motivo, count(*) from reparto.rechazos group by 1, 2 order by 1, 2""",
    ),
    (
        "Supuestos usados",
        ("Semilla", "Supuesto"),
        """
        select tabla, descripcion from reparto.supuesto_usado order by 1, 2""",
    ),
)

EN_PALABRAS = ("Tipo", "Acción", "Garantía", "Motivo")  # their codes have no row in a catalogue

CIFRAS = f"""
    select
        cortes.fecha_corte,
        cortes.nombre_norma,
        (select count(*) from bi.ficha_sujeto) as contribuyentes,
        (select count(*) from reparto.asignacion_obligacion where {EN_MORA}) as obligaciones,
        (select coalesce(sum(saldo), 0) from reparto.asignacion_obligacion where {EN_MORA}) as saldo
    from bi.dim_corte as cortes"""
PRIORIDADES = "select coalesce(prioridad, 'sin prioridad'), count(*) from bi.ficha_sujeto where not esta_excluido group by 1 order by 1"
REGLAS = f"select nombre_regla, count(*) from bi.ficha_obligacion where {EN_MORA} group by 1 order by 2 desc, 1"
# the last join brings what no office has: an archived omiso's
OFICINAS = f"""
    select
        coalesce(oficinas.nombre, '(ninguna)'),
        coalesce(casos.casos, 0),
        coalesce(casos.en_espera, 0),
        coalesce(deudas.obligaciones, 0),
        coalesce(deudas.saldo, 0)
    from bi.dim_oficina as oficinas
    left join (
        select oficina, count(*) as casos, count(case when estado = 'EN_ESPERA' then 1 end) as en_espera from reparto.cola_oficina group by oficina
    ) as casos
        on oficinas.oficina = casos.oficina
    full join (
        select oficina, count(*) as obligaciones, sum(saldo) as saldo from reparto.asignacion_obligacion
        where {EN_MORA} group by oficina
    ) as deudas
        on oficinas.oficina = deudas.oficina
    order by 5 desc, 1"""
# what changed since the cut before: the sentence of each movement, and its rows (movement, obligations, pesos)
CAMBIOS = {
    "ENTRO": "{} [obligación entró|obligaciones entraron], por {}",
    "SALIO_PAGADA": "{} [salió pagada|salieron pagadas], por {}",
    "SALIO_DE_OTRA_FORMA": "{} [salió|salieron] de otra forma, por {}",
    "CAMBIO_DE_OFICINA": "{} [cambió|cambiaron] de oficina, por {}",
    "CAMBIO_DE_PRIORIDAD": "{} [cambió|cambiaron] solo de prioridad, por {}",
}
MOVIMIENTOS = """
    select movimiento, count(*), coalesce(sum(coalesce(saldo_ahora, saldo_antes)), 0)
    from reparto.movimiento_entre_cortes
    where fecha_hasta = $1
    group by movimiento"""
# the cut that the movements are from: a newer one may have been dropped from the histories since
ANTERIOR = """
    select coalesce(
        (select max(fecha_desde) from reparto.movimiento_entre_cortes where fecha_hasta = $1),
        (select max(fecha_corte) from reparto.historia_saldo where fecha_corte < $1))"""
# who keeps a measurement of one day, or of many (a cut every night)
CONSERVADAS = """
    select count(*), {dias}, count(case when estado in ('DISTINTA', 'SIN_MORA') then 1 end), count(case when estado = 'FUERA_DE_LA_ENTRADA' then 1 end)
    from reparto.medicion_conservada having count(distinct fecha_corte) {cuantos}"""
CAMBIARIA = "{} [daría|darían] otros valores hoy y {} ya no [viene|vienen] en los datos (tabla reparto.medicion_conservada)."
# what wants a person: the sentence, and the query that gives its figures (none: nothing to say)
AVISOS = (
    (
        "{} [fila|filas] de la entrada se [rechazó|rechazaron] (tabla reparto.rechazos).",
        "select count(*) from (select distinct tabla, fila, copia from reparto.rechazos) as r having count(*) > 0",
    ),
    (
        "{} [reasignación no movió|reasignaciones no movieron] nada o no todo (tabla reparto.reasignacion).",
        """
        select count(*) from reparto.reasignacion
        where estado in ('SIN_OBLIGACIONES', 'RECHAZADA', 'RECHAZADA_EN_PARTE') having count(*) > 0""",
    ),
    ("{} [caso espera|casos esperan] cupo en su oficina.", "select count(*) from reparto.cola_oficina where estado = 'EN_ESPERA' having count(*) > 0"),
    (
        "{} [recibo espera|recibos esperan] decisión, por {} (tabla cobro.normalizacion_saldos).",
        "select count(*), sum(valor_pendiente) from cobro.normalizacion_saldos where valor_pendiente > 0 having count(*) > 0",
    ),
    (
        "{} [obligación prescribe|obligaciones prescriben] en los 365 días que siguen, por {} (tabla bi.ficha_cuenta).",
        """
        select count(*), sum(saldo_total) from bi.ficha_cuenta
        where saldo_total > 0 and situacion <> 'PRESCRITA' and dias_para_prescribir between 0 and 365 having count(*) > 0""",
    ),
    (
        "{} [sujeto conserva|sujetos conservan] su medición del {}; " + CAMBIARIA,
        CONSERVADAS.format(dias="min(fecha_corte)", cuantos="= 1"),
    ),
    (
        "{} sujetos conservan la medición que se les hizo entre el {} y el {}; " + CAMBIARIA,
        CONSERVADAS.format(dias="min(fecha_corte), max(fecha_corte)", cuantos="> 1"),
    ),
    (
        "{} [supuesto sostiene|supuestos sostienen] cifras de esta corrida (tabla reparto.supuesto_usado).",
        "select count(*) from reparto.supuesto_usado having count(*) > 0",
    ),
)

VIEJOS = "{} cortes de la historia no son el último de su mes ni de los doce últimos, y cada corrida los vuelve a leer: «reparto depurar-historia»."
MUCHOS = 30


def imprimir(target: str, consola: Console, detalle: bool = False, en_json: bool = False) -> None:
    """The run in a screen; its tables below, with `detalle`; the same figures for a machine, with `en_json`. Errors: ErrorDeUso where nothing was built."""
    with lectura(target) as conexion:
        exigir_tabla(conexion, "bi", "ficha_obligacion")
        corte, norma, *cifras = conexion.execute(CIFRAS).fetchone()
        anterior = conexion.execute(ANTERIOR, [corte]).fetchone()[0]
        movidas = {m: (n, pesos) for m, n, pesos in conexion.execute(MOVIMIENTOS, [corte]).fetchall()}
        prioridades, reglas, oficinas = (conexion.execute(c).fetchall() for c in (PRIORIDADES, REGLAS, OFICINAS))
        avisos = [(frase, fila) for frase, consulta in AVISOS for fila in conexion.execute(consulta).fetchall()]
        cortes = sorted(c for (c,) in conexion.execute("select distinct fecha_corte from reparto.recaudo_posterior").fetchall())
        tablas = [(t, c, _en_palabras(c, conexion.execute(consulta).fetchall())) for t, c, consulta in TABLAS] if detalle else []
    if (sobran := len(cortes) - len(los_que_quedan(cortes, ULTIMOS))) > MUCHOS:  # each run reads them all
        avisos.append((VIEJOS, (sobran,)))
    escritos = [concordar(frase, *fila) for frase, fila in avisos]
    if en_json:
        datos = {
            "fecha_corte": corte,
            "norma": norma,
            **dict(zip(("contribuyentes", "obligaciones", "saldo"), cifras, strict=True)),
            "corte_anterior": anterior,
            "cambios": {m.lower(): dict(zip(("obligaciones", "saldo"), movidas.get(m, (0, 0)), strict=True)) for m in CAMBIOS} if anterior else None,
            "prioridades": dict(prioridades),
            "reglas": dict(reglas),
            "oficinas": [dict(zip(("oficina", "casos", "en_espera", "obligaciones", "saldo"), fila, strict=True)) for fila in oficinas],
            "avisos": escritos,
            **({"tablas": {t: [dict(zip(c, fila, strict=True)) for fila in filas] for t, c, filas in tablas}} if detalle else {}),
        }
        print(json.dumps(datos, ensure_ascii=False, indent=2, default=str))
        return
    consola.print(f"Corte {fecha(corte)}, {norma}", highlight=False)
    frase = "{} [contribuyente|contribuyentes]; {} [obligación incumplida|obligaciones incumplidas] por {} de impuesto"
    consola.print(concordar(frase, *cifras), highlight=False)
    consola.print("Prioridades: " + ", ".join(f"{p}: {numero(n)}" for p, n in prioridades), highlight=False)
    consola.print("Reglas: " + ", ".join(f"{r}: {numero(n)}" for r, n in reglas), highlight=False)
    _tabla("", ("Oficina", "Casos", "En espera", "Obligaciones", "Impuesto"), oficinas, consola)
    if anterior:
        cambios = "; ".join(concordar(frase, *movidas[m]) for m, frase in CAMBIOS.items() if m in movidas)
        consola.print(f"Desde el corte {fecha(anterior)}: {cambios or 'nada se movió'}.", highlight=False)
    if escritos:
        consola.print("Quiere a una persona:")
        for frase in escritos:
            consola.print(f"  - {frase}", highlight=False)
    for titulo, columnas, filas in tablas:
        _tabla(titulo, columnas, filas, consola)
    if not detalle:
        consola.print("Todo lo demás: reparto resumen --detalle; los libros y tablas: reparto exportar; un contribuyente: reparto explicar.")


def _en_palabras(columnas: tuple[str, ...], filas: list[tuple]) -> list[tuple]:
    return [tuple(rotulo(v) if c in EN_PALABRAS and v else v for c, v in zip(columnas, fila, strict=True)) for fila in filas]


def _tabla(titulo: str, columnas: tuple[str, ...], filas: list[tuple], consola: Console) -> None:
    """A table whose numbers stand to the right and are never broken; where they don't fit, a line a row. Without a terminal no box is drawn."""
    if not filas:
        return consola.print(f"{titulo}: ninguno")
    tabla = Table(title=titulo or None, title_justify="left", box=box.ROUNDED if consola.is_terminal else None)
    for columna, valor in zip(columnas, filas[0], strict=True):
        es_texto = isinstance(valor, str)
        tabla.add_column(columna, justify="left" if es_texto else "right", overflow="fold", no_wrap=not es_texto)
    textos = [[v if isinstance(v, str) else numero(v) for v in fila] for fila in filas]
    for fila in textos:
        tabla.add_row(*fila)
    if Measurement.get(consola, consola.options.update(max_width=1000), tabla).minimum <= consola.width:
        return consola.print(tabla)
    if titulo:
        consola.print(f"{titulo}:", highlight=False)
    for primero, *demas in textos:
        consola.print(f"  {primero}: " + ", ".join(f"{c.lower()} {v}" for c, v in zip(columnas[1:], demas, strict=True)), highlight=False)


def movimiento(quien, consola: Console) -> None:
    """Who moves with another reading (lecturas.Movimiento)."""
    consola.print(concordar("Se mueven {} [sujeto|sujetos], {} [obligación|obligaciones] y {}.", quien.sujetos, quien.obligaciones, quien.pesos))
    _tabla("De oficina a oficina", ("De", "A", "Sujetos", "Obligaciones", "Impuesto"), quien.por_oficina, consola)
    _tabla("De prioridad a prioridad", ("De", "A", "Sujetos"), quien.por_prioridad, consola)


def sensibilidad(filas: list, consola: Console) -> None:
    """Each reading with whom it moves, most subjects first: what the legal office should settle first."""
    _tabla(
        "Lecturas, de la que más mueve a la que menos",
        ("Registro", "Variable", "Lectura", "Sujetos", "Obligaciones", "Impuesto"),
        [(i, variable, valor, m.sujetos, m.obligaciones, m.pesos) for i, variable, valor, m in filas],
        consola,
    )
