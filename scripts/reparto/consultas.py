"""Reading a target's tables, the same way on every engine."""

from contextlib import AbstractContextManager

from .errores import ErrorDeUso
from .motores import motor


def lectura(target: str) -> AbstractContextManager:
    """A connection (motores.Motor.conectar) to what was built."""
    return motor(target).conectar()


def hay_tabla(conexion, esquema: str, tabla: str) -> bool:
    consulta = "select count(*) from information_schema.tables where table_schema = $1 and table_name = $2"
    return conexion.execute(consulta, [esquema, tabla]).fetchone()[0] > 0


def exigir_tabla(conexion, esquema: str, tabla: str) -> None:
    """Errors: ErrorDeUso where no run has built the table yet."""
    if not hay_tabla(conexion, esquema, tabla):
        raise ErrorDeUso(f"todavía no hay resultados (falta {esquema}.{tabla}): use «reparto ejecutar --fecha-corte AAAA-MM-DD».")


def hay_columna(conexion, esquema: str, tabla: str, columna: str) -> bool:
    consulta = "select count(*) from information_schema.columns where table_schema = $1 and table_name = $2 and column_name = $3"
    return conexion.execute(consulta, [esquema, tabla, columna]).fetchone()[0] > 0


def exigir_columna(conexion, esquema: str, tabla: str, columna: str) -> None:
    """Errors: ErrorDeUso where the last run was of an edition that didn't have the column."""
    if not hay_columna(conexion, esquema, tabla, columna):
        raise ErrorDeUso(f"los resultados son de una edición anterior (falta {esquema}.{tabla}.{columna}): use «reparto ejecutar» otra vez.")


def catalogo(conexion, nombre: str) -> dict[str, str]:
    """{code: name as people read it} of a catalogue of the seed `etiquetas`."""
    return dict(conexion.execute("select codigo, nombre from reparto_norma.etiquetas where catalogo = $1", [nombre]).fetchall())
