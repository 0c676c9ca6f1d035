import re
import sys

SIN_DISCO, SIN_CONEXION = "no queda disco", "se perdió la conexión con el motor"
SIN_MEMORIA = "se agotó la memoria, o el disco para archivos temporales"
ESCONDIDAS = (
    "una política de seguridad por fila alcanza a quien corre en tablas que se conservan (force row level security), y debe verlas todas: "
    "quite el force o dele BYPASSRLS"
)
OCUPADAS = "otra sesión tiene abierta una transacción sobre esas tablas y no deja reemplazarlas"
SIN_PERMISO = "al usuario de la base de datos le falta un permiso (quien carga y corre actúa como reparto_operador: vea «reparto permisos»)"
# what ends a command from outside, as PostgreSQL numbers it, whatever language it speaks
ESTADOS = {
    "42501": SIN_PERMISO,
    "55P03": OCUPADAS,
    "53100": SIN_DISCO,
    "53200": SIN_MEMORIA,
    "53300": "el servidor no admite más conexiones",
    **dict.fromkeys(("57P01", "57P02", "57P03", "08003", "08006"), SIN_CONEXION),
}
# and as systems, engines and libraries say it
AJENAS = {
    r"No space left on device|[Nn]o queda espacio|Errno 28|[Dd]isk full|Out of disk space": SIN_DISCO,
    r"[Oo]ut ?[Oo]f ?[Mm]emory|MemoryError|Cannot allocate memory": SIN_MEMORIA,
    r"affected by row-level security|política de seguridad de registros": ESCONDIDAS,
    r"server closed the connection|terminating connection|[Cc]onnection (is |already |was )?(closed|lost|refused|reset)|no connection to the server|"
    r"consuming input failed|database system is (shutting down|in recovery|starting up)|Py4JNetworkError|Answer from Java side is empty": SIN_CONEXION,
    r"due to lock timeout": OCUPADAS,
    r"permission denied (for|to)|must be owner of|must be member of role|must be able to SET ROLE|permiso denegado|debe ser dueñ": SIN_PERMISO,
}


class ErrorDeUso(Exception):
    """A user's mistake, said in one Spanish sentence."""


def causa_ajena(dicho: BaseException | str) -> str | None:
    """Why a command ended, where it was nobody's mistake and an engine's or a library's error, or its text, says so."""
    texto = dicho if isinstance(dicho, str) else f"{type(dicho).__name__}: {dicho}"
    dice = next((f for patron, f in AJENAS.items() if re.search(patron, texto)), None)
    frase = dice if dice == ESCONDIDAS else ESTADOS.get(getattr(dicho, "sqlstate", None) or "") or dice
    if frase != SIN_PERMISO:
        return frase
    falta = re.search(r"(permission denied for|must be owner of) [^\n]+", texto)  # names of relations only
    return f"{frase}: {falta[0].strip()}" if falta else frase


def avisar(frase: str) -> None:
    """What the user has to know of a command that goes on."""
    print(f"Aviso: {frase}", file=sys.stderr)
