"""What a person reads after a run: counts and pesos, never names or documents."""

from rich.console import Console
from rich.table import Table

from .consultas import exigir_tabla, lectura

TABLAS = (
    (
        "Sujetos por prioridad",
        ("Prioridad", "Sujetos", "Saldo"),
        """
        select coalesce(prioridad, 'sin prioridad'), count(*), sum(saldo) from reparto.asignacion_sujeto group by 1 order by 1""",
    ),
    (
        "Sujetos por oficina",
        ("Oficina", "Sujetos", "Saldo"),
        """
        select coalesce(oficina, '(excluidos)'), count(*), sum(saldo) from reparto.asignacion_sujeto group by 1 order by 1""",
    ),
    (
        "Obligaciones y pesos por oficina",
        ("Oficina", "Obligaciones", "Saldo"),
        """
        select coalesce(oficina, '(ninguna)'), count(*), sum(saldo) from reparto.asignacion_obligacion group by 1 order by 1""",
    ),
    (
        "Obligaciones por regla",
        ("Regla", "Obligaciones", "Saldo"),
        """
        select regla, count(*), sum(saldo) from reparto.asignacion_obligacion group by 1 order by 1""",
    ),
    (
        "Obligaciones por estado",
        ("Estado", "Obligaciones", "Saldo"),
        """
        select estado, count(*), sum(saldo) from reparto.asignacion_obligacion group by 1 order by 1""",
    ),
    (
        "Omisos totales por segmento",
        ("Segmento", "Estado", "Sujetos"),
        """
        select segmento, estado, count(*) from reparto.asignacion_omiso group by 1, 2 order by 1, 2""",
    ),
    (
        "Comuneros por lo que el fuero decide",
        ("Artículo 7", "Comuneros", "Degradados"),
        """
        select regla_aplicada, count(*), sum(case when fuero_degrada then 1 else 0 end) from reparto.comunidad_objeto group by 1 order by 1""",
    ),
    (
        "Muestra del artículo 5",
        ("Oficina", "Sujetos", "Impuesto y sanción"),
        """
        select oficina, count(*), sum(saldo) from reparto.muestra_costo_beneficio group by 1 order by 1""",
    ),
    (
        "Trámites especiales por oficina",
        ("Oficina", "Trámites"),
        """
        select oficina, count(*) from reparto.tramite_asignado group by 1 order by 1""",
    ),
    (
        "Estado de cuenta por situación",
        ("Situación", "Obligaciones", "Impuesto", "Interés", "Sanción"),
        """
        select situacion, count(*), sum(saldo_impuesto), sum(saldo_interes), sum(saldo_sancion) from cobro.estado_cuenta group by 1 order by 1""",
    ),
    (
        "Recibos por normalizar o ya normalizados",
        ("Estado", "Causa", "Recibos", "Valor"),
        """
        select estado, causa, count(*), sum(valor) from cobro.normalizacion_saldos group by 1, 2 order by 1, 2""",
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


def numero(valor) -> str:
    """Colombian format: 1.234.567 and $ 1.234.567,89."""
    if isinstance(valor, int):
        return f"{valor:,}".replace(",", ".")
    return "$ " + f"{valor:,.2f}".translate(str.maketrans(",.", ".,"))


def imprimir(target: str, consola: Console) -> None:
    """The tables above. Errors: ErrorDeUso where nothing was built yet."""
    with lectura(target) as conexion:
        exigir_tabla(conexion, "reparto", "asignacion_sujeto")
        for titulo, columnas, consulta in TABLAS:
            _tabla(titulo, columnas, conexion.execute(consulta).fetchall(), consola)


def _tabla(titulo: str, columnas: tuple[str, ...], filas: list[tuple], consola: Console) -> None:
    """A table whose numbers stand to the right."""
    if not filas:
        return consola.print(f"{titulo}: ninguno")
    tabla = Table(title=titulo, title_justify="left")
    for columna, valor in zip(columnas, filas[0], strict=True):
        tabla.add_column(columna, justify="left" if isinstance(valor, str) else "right")
    for fila in filas:
        tabla.add_row(*(v if isinstance(v, str) else numero(v) for v in fila))
    consola.print(tabla)


def movimiento(quien, consola: Console) -> None:
    """Who moves with another reading (lecturas.Movimiento)."""
    consola.print(f"Se mueven {numero(quien.sujetos)} sujetos, {numero(quien.obligaciones)} obligaciones y {numero(quien.pesos)}.")
    _tabla("De oficina a oficina", ("De", "A", "Sujetos", "Obligaciones", "Saldo"), quien.por_oficina, consola)
    _tabla("De prioridad a prioridad", ("De", "A", "Sujetos"), quien.por_prioridad, consola)


def sensibilidad(filas: list, consola: Console) -> None:
    """Each reading with whom it moves, most subjects first: what the legal office should settle first."""
    _tabla(
        "Lecturas, de la que más mueve a la que menos",
        ("Registro", "Variable", "Lectura", "Sujetos", "Obligaciones", "Saldo"),
        [(i, variable, valor, m.sujetos, m.obligaciones, m.pesos) for i, variable, valor, m in filas],
        consola,
    )
