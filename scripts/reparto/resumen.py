"""What a person reads after a run: counts and pesos, never names or documents."""

from rich.console import Console
from rich.table import Table

from .consultas import hay_tabla, lectura
from .errores import ErrorDeUso

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
        if not hay_tabla(conexion, "reparto", "asignacion_sujeto"):
            raise ErrorDeUso("todavía no hay resultados: use «reparto ejecutar --fecha-corte AAAA-MM-DD».")
        for titulo, columnas, consulta in TABLAS:
            filas = conexion.execute(consulta).fetchall()
            tabla = Table(title=titulo, title_justify="left")
            for columna in columnas:
                tabla.add_column(columna, justify="right" if columna in ("Sujetos", "Saldo", "Obligaciones", "Valores") else "left")
            for fila in filas:
                tabla.add_row(*(v if isinstance(v, str) else numero(v) for v in fila))
            consola.print(tabla if filas else f"{titulo}: ninguno")
