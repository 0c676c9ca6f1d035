import re
import sys

# what ends a command from outside, as systems, engines and libraries say it
AJENAS = {
    r"No space left on device|Errno 28|[Dd]isk full|Out of disk space": "no queda disco",
    r"server closed the connection|terminating connection|[Cc]onnection (is |already |was )?(closed|lost|refused|reset)|no connection to the server|"
    r"consuming input failed|database system is (shutting down|in recovery|starting up)|Py4JNetworkError|Answer from Java side is empty": "se perdió la "
    "conexión con el motor",
    r"due to lock timeout": "otra sesión tiene abierta una transacción sobre esas tablas y no deja reemplazarlas",
    r"permission denied (for|to)|must be owner of|must be member of role|must be able to SET ROLE": "al usuario de la base de datos le falta un permiso "
    "(quien carga y corre actúa como reparto_operador: vea «reparto permisos»)",
}


class ErrorDeUso(Exception):
    """A user's mistake, said in one Spanish sentence."""


def causa_ajena(texto: str) -> str | None:
    """Why a command ended, where it was nobody's mistake and an engine's or a library's text says so."""
    for patron, frase in AJENAS.items():
        if re.search(patron, texto):
            falta = re.search(r"(permission denied for|must be owner of) [^\n]+", texto)  # names of relations only
            return f"{frase}: {falta[0].strip()}" if falta else frase
    return None


def avisar(frase: str) -> None:
    """What the user has to know of a command that goes on."""
    print(f"Aviso: {frase}", file=sys.stderr)
