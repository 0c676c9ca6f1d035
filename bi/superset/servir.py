"""`make superset`: Superset on the demo's warehouse, through a role that reads schema bi and nothing else. Stops with Ctrl-C."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import psycopg
from reparto import rutas, servidor

AQUI = Path(__file__).resolve().parent
CARPETA = rutas.DATOS / "superset"
PUERTO = os.environ.get("PUERTO_SUPERSET", "8088")
USUARIO = "reparto_tablero"


def direccion_de_lector() -> str:
    """The roles of `reparto permisos`, and a login of reparto_lector with a new password: its address, by the port on which the server listens."""
    red = servidor.entorno_de_red()
    if not red:
        sys.exit("El servidor embebido no escucha en un puerto: use «reparto servidor iniciar --puerto 5433».")
    clave = secrets.token_hex(24)
    with servidor.postgres(), psycopg.connect(autocommit=True) as conexion:
        conexion.execute((rutas.PROYECTO / "scripts/reparto/plantillas/permisos.sql").read_bytes())
        if not conexion.execute("select from pg_roles where rolname = %s", [USUARIO]).fetchall():
            conexion.execute(f"create role {USUARIO} login in role reparto_lector".encode())
        cifrada = conexion.pgconn.encrypt_password(clave.encode(), USUARIO.encode(), b"scram-sha-256").decode()
        conexion.execute(f"alter role {USUARIO} password '{cifrada}'; alter role {USUARIO} set default_transaction_read_only = on".encode())
    return f"postgresql+psycopg2://{USUARIO}:{clave}@{red['PGHOST']}:{red['PGPORT']}/{red['PGDATABASE']}"


def preparar(binarios: Path) -> tuple[dict[str, str], str]:
    """Superset's own database and administrator, and the bundle imported: (environment, the administrator's password)."""
    CARPETA.mkdir(parents=True, exist_ok=True)
    for archivo in ("llave", "clave_admin"):
        if not (CARPETA / archivo).exists():
            (CARPETA / archivo).touch(mode=0o600)
            (CARPETA / archivo).write_text(secrets.token_urlsafe(24))
    clave = (CARPETA / "clave_admin").read_text()
    entorno = os.environ | {
        "SUPERSET_CONFIG_PATH": str(AQUI / "superset_config.py"),
        "REPARTO_SUPERSET": str(CARPETA),
        "REPARTO_URI": direccion_de_lector(),
        "FLASK_APP": "superset.app:create_app()",
    }
    de_quien = ["--firstname", "admin", "--lastname", "reparto", "--email", "admin@ejemplo.invalid"]
    for orden in (
        [binarios / "superset", "db", "upgrade"],
        [binarios / "superset", "init"],
        [binarios / "superset", "fab", "create-admin", "--username", "admin", *de_quien, "--password", clave],
        [binarios / "python", AQUI / "importar.py"],
    ):
        hecho = subprocess.run(orden, env=entorno, capture_output=True, text=True)
        if hecho.returncode:
            sys.exit(f"Superset no quedó listo ({orden[1]}): {hecho.stderr.strip().splitlines()[-1] if hecho.stderr.strip() else 'sin mensaje'}")
    return entorno, clave


def servir(binarios: Path, entorno: dict[str, str]) -> subprocess.Popen:
    return subprocess.Popen([binarios / "superset", "run", "--host", "127.0.0.1", "--port", PUERTO, "--with-threads"], env=entorno)


if __name__ == "__main__":
    os.umask(0o077)
    programas = Path(sys.argv[1]).absolute()
    ambiente, _ = preparar(programas)
    print(f"Tablero: http://127.0.0.1:{PUERTO}/superset/dashboard/reparto/  (usuario admin; la clave está en {CARPETA / 'clave_admin'})")
    proceso = servir(programas, ambiente)
    try:
        sys.exit(proceso.wait())
    except KeyboardInterrupt:
        proceso.terminate()
        proceso.wait()
