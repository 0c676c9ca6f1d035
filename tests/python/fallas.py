"""make fallas: what each fault leaves of a warehouse, on each engine. Prints a table; fails where a fault left a trace. `CADA=n`: every n-th fault.

The faults of a kind make a chain. It begins with the warehouse as a run of a former cut left it; then another input is loaded, run at a later cut and
exported: each command first under the faults, every one upon what the former left, then whole. After each fault: what was there before is whole, all of one
run; the user saw one sentence; the next command cleans up. At the end of the chain: the files of a run that nothing interrupted, byte by byte.
"""

import ctypes
import ctypes.util
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[2]
CARRILES = (("postgres",), ("duckdb", "spark"))  # spark is compared with what duckdb gave
CORTE, SUJETOS, LARGOS, FRONTERAS, LIMITE = "2017-06-30", 100, 10, 6, 1200.0
MiB = 2**20
RELOJ = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
static long corrido(void) {
    static long *lugar;
    if (!lugar) {
        int archivo = open(getenv("RELOJ"), O_RDONLY);
        lugar = archivo < 0 ? (void *)-1 : mmap(0, sizeof(long), PROT_READ, MAP_SHARED, archivo, 0);
    }
    return lugar == (void *)-1 ? 0 : *lugar;
}
int clock_gettime(clockid_t cual, struct timespec *t) {
    static int (*propia)(clockid_t, struct timespec *);
    if (!propia) propia = dlsym(RTLD_NEXT, "clock_gettime");
    int r = propia(cual, t);
    if (!r && cual == CLOCK_REALTIME) t->tv_sec += corrido();
    return r;
}
int gettimeofday(struct timeval *t, void *zona) {
    struct timespec n;
    int r = clock_gettime(CLOCK_REALTIME, &n);
    t->tv_sec = n.tv_sec, t->tv_usec = n.tv_nsec / 1000;
    return r;
}
time_t time(time_t *t) {
    struct timespec n;
    clock_gettime(CLOCK_REALTIME, &n);
    if (t) *t = n.tv_sec;
    return n.tv_sec;
}
"""


# the victim: the command line, which at a point sends itself a signal


def victima(falla: dict, argumentos: list[str]) -> None:
    from reparto import carga, ejecucion, exportacion
    from reparto.cli import main

    vistos: Counter[str] = Counter()
    segundos: dict[str, float] = {}

    def herir() -> None:
        os.kill(os.getpid(), falla["senal"])

    def punto(nombre: str) -> None:
        vistos[nombre] += 1
        llego = vistos[nombre] % falla["cada"] == 0 if falla["cada"] else vistos[nombre] == falla["n"]
        if nombre == falla["punto"] and llego:
            threading.Timer(falla["espera"], herir).start() if falla["espera"] else herir()

    def despues(modulo, nombre: str, de_punto: str) -> None:
        original = getattr(modulo, nombre)

        def envuelta(*args, **opciones):
            salida = original(*args, **opciones)
            punto(de_punto)
            return salida

        setattr(modulo, nombre, envuelta)

    invocar = ejecucion._invocar

    def invocar_y_mirar(orden, target, variables, args, al_evento):
        def mirar(evento):
            al_evento(evento)
            if orden == "build" and evento.info.name == "NodeStart":
                punto(evento.data.node_info.node_name)
            if orden == "build" and evento.info.name == "NodeFinished":
                segundos[evento.data.node_info.node_name] = evento.data.run_result.execution_time
                punto("nodo terminado")

        if "publicar" in args:
            punto("publicar")
        return invocar(orden, target, variables, args, mirar)

    ejecucion._invocar = invocar_y_mirar
    despues(carga, "_leer", "tabla leída")
    despues(exportacion, "_tabla", "tabla escrita")
    sys.argv = ["reparto", *argumentos]
    try:
        main()
    finally:
        if falla["medidas"]:
            Path(falla["medidas"]).write_text(json.dumps(segundos))


# the harness


@dataclass
class Falla:
    """orden: the command; punto and n: the n-th time there, `espera` seconds later; hacer: what is done to a victim that stopped itself."""

    clase: str
    orden: str
    punto: str
    n: int = 1
    senal: int = signal.SIGKILL
    espera: float = 0
    hacer: Callable[["Banco"], None] | None = None
    dicho: str = ""  # what the user has to be told

    @property
    def donde(self) -> str:
        return f"{self.orden}: {'dentro de ' if self.espera else ''}{self.punto}{f' {self.n}' if self.n > 1 else ''}"


@dataclass
class Fila:
    motor: str
    falla: Falla
    frase: str
    bien: list[str]  # what isn't right, in a few words: nothing
    segundos: float
    igual: str = ""


@dataclass
class Final:
    codigo: int
    salida: str
    errores: str
    paradas: int = 0


@dataclass
class Banco:
    """An engine's warehouse in the folder that REPARTO_DATOS says."""

    target: str
    raiz: Path
    filas: list[Fila] = field(default_factory=list)
    montadas: list[Path] = field(default_factory=list)
    reloj: Path | None = None

    def __post_init__(self) -> None:
        from reparto import demo as poblacion
        from reparto import rutas, servidor

        # what a shell starts in the background ignores Ctrl-C, and so would the commands that it starts
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.datos, self.temporal = rutas.DATOS, Path(tempfile.gettempdir())
        self.exportada = self.datos / "exportaciones" / "una"
        de_postgres = [servidor.carpeta_datos().parent] if self.target == "postgres" and servidor.ES_ROOT else []
        self.carpetas = [self.datos, *de_postgres]
        for nombre, sujetos in (("antes", SUJETOS), ("despues", SUJETOS + 20)):
            if not self.entrada(nombre).exists():
                poblacion.generar(self.entrada(nombre), sujetos=sujetos)

    def entrada(self, nombre: str) -> Path:
        """Each engine's own: two of them begin at once."""
        return self.raiz / f"{nombre}-{self.target}"

    # commands

    def argumentos(self, orden: str) -> list[str]:
        propios = {
            "cargar": [str(self.entrada("despues"))],
            "ejecutar": ["--fecha-corte", CORTE, "--sin-pruebas"],
            "exportar": [str(self.exportada), "--formato", "csv"],
        }
        return [orden, *propios[orden], "--target", self.target]

    def correr(self, argumentos: list[str], falla: Falla | None = None, cada: int = 0, medidas: str = "") -> Final:
        """A command to its end; each time that it stops itself, falla.hacer."""
        dada = {"punto": falla.punto if falla else "", "n": falla.n if falla else 0, "senal": falla.senal if falla else 0, "cada": cada}
        dada |= {"espera": falla.espera if falla else 0, "medidas": medidas}
        orden = [sys.executable, __file__, "--victima", json.dumps(dada), *argumentos]
        entorno = dict(os.environ) | {"PYTHONPATH": str(RAIZ / "scripts"), "COLUMNS": "200"}
        if self.reloj:
            entorno |= {"LD_PRELOAD": str(self.raiz / "reloj.so"), "RELOJ": str(self.reloj)}
        with tempfile.TemporaryFile(dir=self.raiz) as salida, tempfile.TemporaryFile(dir=self.raiz) as errores:
            proceso = subprocess.Popen(orden, stdout=salida, stderr=errores, env=entorno, start_new_session=True)
            fin, paradas = time.monotonic() + LIMITE, 0
            while True:
                pid, estado = os.waitpid(proceso.pid, os.WNOHANG | os.WUNTRACED)
                if pid and os.WIFSTOPPED(estado):
                    paradas += 1
                    assert falla is not None and falla.hacer is not None
                    falla.hacer(self)
                    os.kill(proceso.pid, signal.SIGCONT)
                elif pid:
                    break
                elif time.monotonic() > fin:
                    os.kill(proceso.pid, signal.SIGKILL)
                time.sleep(0.02)
            proceso.returncode = os.waitstatus_to_exitcode(estado)
            textos = []
            for archivo in (salida, errores):
                archivo.seek(0)
                textos.append(archivo.read().decode())
        return Final(proceso.returncode, *textos, paradas)

    def exigir(self, *argumentos: str) -> None:
        final = self.correr(list(argumentos))
        assert final.codigo == 0, (argumentos, final)

    # states

    def estado(self) -> dict[str, str]:
        """{table: the digest of its rows}, public and loaded, as a reader finds them."""
        from reparto import consultas

        donde = "table_schema in ('reparto', 'cobro', 'fuente') and table_name not like '%_a_una_fecha'"
        huellas = {}
        with consultas.lectura(self.target) as conexion:
            tablas = conexion.execute(f"select table_schema, table_name from information_schema.tables where {donde}").fetchall()
            for esquema, tabla in sorted(map(tuple, tablas)):
                filas = sorted(map(repr, conexion.execute(f"select * from {esquema}.{tabla}").fetchall()))
                huellas[f"{esquema}.{tabla}"] = hashlib.sha256("\n".join(filas).encode()).hexdigest()
        return huellas

    def limpiar(self) -> None:
        """What the next command does as it begins."""
        from reparto import parciales
        from reparto.motores import motor

        with motor(self.target).turno("fallas"), motor(self.target).al_lado():
            pass
        parciales.limpiar(parciales.TEMPORAL, parciales.DE_CARGA)
        parciales.limpiar(self.exportada.parent, f".{self.exportada.name}-")

    def restos(self) -> list[str]:
        """What a fault left: files, schemas, tables, sessions, the server itself."""
        from reparto import consultas, servidor

        lugares = [self.temporal, self.datos, self.datos / "exportaciones", self.datos / "spark", self.datos / "spark/propias"]
        hallados = [p.name for lugar in lugares if lugar.exists() for p in lugar.iterdir()]
        restos = [n for n in hallados if re.search(r"^reparto-carga-|^\.(?!.*turno$)|__nueva", n)]
        if self.target == "postgres":
            consulta = (
                r"select nspname from pg_namespace where nspname like '%\_nueva%' union all select relname from pg_class where relkind in ('r', 'v') "
                "and relname ~ '^(retirada|nueva)_|__dbt_|__nueva' union all select 'sesión de ' || application_name from pg_stat_activity "
                "where backend_type = 'client backend' and pid <> pg_backend_pid()"
            )
            with consultas.lectura("postgres") as conexion:
                restos += [r for (r,) in conexion.execute(consulta).fetchall()]
            restos += ["servidor en marcha"] * servidor.esta_en_marcha()
        return restos

    def guardar(self, nombre: str) -> None:
        for n, carpeta in enumerate(self.carpetas):
            subprocess.run(["cp", "-a", str(carpeta), str(self.raiz / f"{nombre}-{self.target}-{n}")], check=True)

    def volver(self, nombre: str) -> None:
        for n, carpeta in enumerate(self.carpetas):
            carpeta.mkdir(parents=True, exist_ok=True)
            for vieja in carpeta.iterdir():
                shutil.rmtree(vieja) if vieja.is_dir() and not vieja.is_symlink() else vieja.unlink()
            subprocess.run(["cp", "-a", f"{self.raiz / f'{nombre}-{self.target}-{n}'}/.", str(carpeta)], check=True)

    def exportadas(self) -> dict[str, str]:
        archivos = [p for p in sorted(self.exportada.glob("*.csv")) if p.stem not in ("corrida", "corrida_tabla")]
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in archivos}

    # faults

    def sufrir(self, falla: Falla, antes: dict[str, str]) -> None:
        """One fault: what it left against what was there."""
        inicio = time.monotonic()
        final = self.correr(self.argumentos(falla.orden), falla)
        for relleno in (c / "relleno" for c in self.montadas):
            relleno.unlink(missing_ok=True)
        mal = []
        if falla.senal == signal.SIGKILL and not falla.hacer:
            frase = ""
            mal += [] if final.codigo == -signal.SIGKILL else [f"no murió: terminó con {final.codigo}"]
        else:
            lineas = final.errores.strip().splitlines() or ["(nada)"]
            frase = lineas[0]
            mal += ["terminó con 0"] * (final.codigo == 0) + ["traza de Python"] * ("Traceback" in final.salida + final.errores)
            mal += ["no dijo una frase"] * (not re.search(falla.dicho, frase) or len(lineas) > 2)
            if mal:
                frase = "\n".join(lineas)
        if falla.orden == "exportar":
            mal += ["quedó una exportación a medias"] * self.exportada.exists()
        despues = self.estado()
        mal += [f"cambió {t}" for t in sorted(antes.keys() | despues.keys()) if antes.get(t) != despues.get(t)][:3]
        self.limpiar()
        mal += [f"quedó {r}" for r in self.restos()]
        self.filas.append(Fila(self.target, falla, frase, mal, time.monotonic() - inicio))
        decir(self.filas[-1])

    def cadena(self, fallas: list[Falla], referencia: dict[str, str], cada: int = 0) -> None:
        """cada: in the whole run, every so many nodes, a reader finds everything as it was."""
        self.volver("base")
        desde = len(self.filas)
        for orden in ("cargar", "ejecutar", "exportar"):
            if propias := [f for f in fallas if f.orden == orden]:
                antes = self.estado()
                for falla in propias:
                    self.sufrir(falla, antes)
            if orden == "ejecutar" and cada:
                self.observar(cada)
            else:
                self.exigir(*self.argumentos(orden))
        self.cerrar(desde, referencia)

    def cerrar(self, desde: int, referencia: dict[str, str]) -> None:
        hoy = self.exportadas()
        distintas = sorted(t for t in referencia.keys() | hoy.keys() if referencia.get(t) != hoy.get(t))
        for fila in self.filas[desde:]:
            fila.igual = "no: " + ", ".join(distintas[:3]) if distintas else "sí"

    def observar(self, cada: int) -> None:
        """A whole run, stopped at each boundary: what a reader finds there is what a command killed there would leave public."""
        inicio, antes, mal = time.monotonic(), self.estado(), []

        def mirar(_) -> None:
            if (ahora := self.estado()) != antes:
                mal.append(f"cambió {next(t for t in antes if ahora.get(t) != antes[t])}")

        falla = Falla("detenida en cada frontera", "ejecutar", "nodo terminado", senal=signal.SIGSTOP, hacer=mirar)
        final = self.correr(self.argumentos("ejecutar"), falla, cada)
        mal += [] if final.codigo == 0 else [final.errores.strip()]
        falla.punto = f"{final.paradas} fronteras"
        self.filas.append(Fila(self.target, falla, "", mal[:3], time.monotonic() - inicio))
        decir(self.filas[-1])

    def correr_el_reloj(self, referencia: dict[str, str]) -> None:
        """The machine's clock jumps under each command, the embedded server's too: nothing public says anything else."""
        inicio = time.monotonic()
        self.volver("base")
        self.reloj = self.raiz / f"reloj-{self.target}"
        self.reloj.write_bytes(bytes(8))
        self.reloj.chmod(0o644)
        dia, mal = 86400, []
        saltos = {"cargar": ("tabla leída", 40 * dia), "ejecutar": ("nodo terminado", -3 * 365 * dia), "exportar": ("tabla escrita", dia)}
        for orden, (punto, segundos) in saltos.items():
            falla = Falla("reloj corrido", orden, punto, 5, signal.SIGSTOP, hacer=lambda _, s=segundos: self._adelantar(s))
            final = self.correr(self.argumentos(orden), falla)
            mal += [] if (final.codigo, final.paradas) == (0, 1) else [f"{orden}: {final.codigo} {final.errores.strip()}"]
        self.reloj = None
        falla.orden, falla.punto, falla.n = "las tres", "+40 días, -3 años, +1 día", 1
        self.filas.append(Fila(self.target, falla, "", mal, time.monotonic() - inicio))
        self.cerrar(len(self.filas) - 1, referencia)
        decir(self.filas[-1])

    def _adelantar(self, segundos: int) -> None:
        assert self.reloj is not None
        with open(self.reloj, "r+b") as archivo:
            archivo.write(ctypes.c_long(segundos))

    @contextmanager
    def disco_chico(self) -> Iterator[bool]:
        """The warehouse on disks of their own, which something else can fill."""
        try:
            for carpeta in self.carpetas:
                carpeta.mkdir(parents=True, exist_ok=True)
                hecho = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700m", "reparto-fallas", str(carpeta)], capture_output=True)
                if hecho.returncode:
                    print(f"SE OMITE EL DISCO LLENO: aquí no se puede montar ({hecho.stderr.decode().strip()}).", flush=True)
                    break
                carpeta.chmod(0o755)
                self.montadas.append(carpeta)
            yield len(self.montadas) == len(self.carpetas)
        finally:
            for carpeta in self.montadas:
                subprocess.run(["umount", str(carpeta)], check=True)
            self.montadas.clear()

    def llenar(self) -> None:
        for carpeta in self.montadas:
            with open(carpeta / "relleno", "wb", buffering=0) as archivo, suppress(OSError):
                for trozo in (MiB, 4096):
                    with suppress(OSError):
                        while archivo.write(bytes(trozo)):
                            pass

    def matar_servidor(self) -> None:
        import psutil
        from reparto import servidor

        padre = psutil.Process(int((servidor.carpeta_datos() / "postmaster.pid").read_text().split()[0]))
        for proceso in (padre, *padre.children()):
            with suppress(psutil.NoSuchProcess):
                proceso.kill()
        psutil.wait_procs([padre], 10)

    def cortar(self) -> None:
        from reparto import consultas

        with consultas.lectura("postgres") as conexion:
            conexion.execute("select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()")

    def matar_jvm(self) -> None:
        for archivo in (self.datos / "spark/propias").glob("*/jvm"):
            with suppress(ProcessLookupError):
                os.kill(int(archivo.read_text()), signal.SIGKILL)


PUNTOS = (("cargar", "tabla leída", 5), ("ejecutar", "nodo terminado", 90), ("exportar", "tabla escrita", 5))
INTERRUMPIDO, CORTADA = "^Interrumpido: no se publicó", "se perdió la conexión"


def en_cada_orden(clase: str, hacer: Callable[[Banco], None] | None = None, senal: int = signal.SIGSTOP, dicho: str = "") -> list[Falla]:
    return [Falla(clase, orden, punto, n, senal, hacer=hacer, dicho=dicho) for orden, punto, n in PUNTOS]


def cadenas(target: str, medidas: dict[str, float]) -> dict[str, list[Falla]]:
    if target == "spark":
        return {
            "muertes": [
                Falla("kill -9", "cargar", "tabla leída", 5),
                Falla("kill -9", "ejecutar", "nodo terminado", 60),
                Falla("JVM muerta", "ejecutar", "nodo terminado", 60, signal.SIGSTOP, hacer=Banco.matar_jvm, dicho=CORTADA),
                Falla("Ctrl-C", "ejecutar", "nodo terminado", 60, signal.SIGINT, dicho=INTERRUMPIDO),
            ],
            "disco": [Falla("disco lleno", "ejecutar", "nodo terminado", 60, signal.SIGSTOP, hacer=Banco.llenar, dicho="no queda disco")],
        }
    largos = sorted(medidas, key=lambda n: -medidas[n])[:LARGOS]
    muertes = [Falla("kill -9", orden, punto, n) for orden, punto, n in PUNTOS if orden != "ejecutar"]
    muertes += [Falla("kill -9", "ejecutar", nodo, espera=max(medidas[nodo] / 2, 0.01)) for nodo in largos]
    muertes += [Falla("kill -9", "ejecutar", "nodo terminado", n) for n in range(1, len(medidas) + 1, len(medidas) // FRONTERAS)]
    muertes += [Falla("kill -9", "ejecutar", "publicar", espera=1)]
    interrupciones = en_cada_orden("Ctrl-C", senal=signal.SIGINT, dicho=INTERRUMPIDO)
    interrupciones += [Falla("Ctrl-C", "ejecutar", "publicar", senal=signal.SIGINT, espera=1, dicho=INTERRUMPIDO)]
    salida = {"muertes": muertes, "interrupciones": interrupciones, "disco": en_cada_orden("disco lleno", Banco.llenar, dicho="no queda disco")}
    if target == "postgres":
        salida["servidor"] = en_cada_orden("servidor muerto", Banco.matar_servidor, dicho=CORTADA)
        salida["conexión"] = en_cada_orden("conexión cortada", Banco.cortar, dicho=CORTADA)
    return salida


def decir(fila: Fila) -> None:
    f = fila.falla
    print(f"{fila.motor:<9}{f.clase:<26}{f.donde:<50}{fila.segundos:6.1f} s  {'; '.join(fila.bien) or 'bien'}  {fila.frase}", flush=True)


def carril(target: str, raiz: Path, cada: int) -> list[Fila]:
    """All the faults of an engine."""
    banco = Banco(target, raiz)
    medido, en_comun = raiz / f"medidas-{target}", raiz / "referencia-duckdb"
    banco.exigir("cargar", str(banco.entrada("antes")), "--target", target)
    banco.exigir("ejecutar", "--fecha-corte", "2016-12-31", "--sin-pruebas", "--target", target)
    banco.guardar("base")
    if target == "spark":
        referencia, medidas = json.loads(en_comun.read_text()), {}
    else:
        banco.exigir(*banco.argumentos("cargar"))
        assert (final := banco.correr(banco.argumentos("ejecutar"), medidas=str(medido))).codigo == 0, final
        banco.exigir(*banco.argumentos("exportar"))
        referencia, medidas = banco.exportadas(), json.loads(medido.read_text())
        (raiz / f"referencia-{target}").write_text(json.dumps(referencia))
    assert len(referencia) > 40
    todas = cadenas(target, medidas)
    elegidas = {id(f) for n, f in enumerate(f for fallas in todas.values() for f in fallas) if n % cada == 0}
    for nombre, fallas in todas.items():
        if propias := [f for f in fallas if id(f) in elegidas]:
            if nombre == "disco":
                with banco.disco_chico() as hay:
                    if hay:
                        banco.cadena(propias, referencia)
            else:
                banco.cadena(propias, referencia, cada if nombre == "muertes" and target != "spark" else 0)
    if target != "spark" and con_reloj(raiz):
        banco.correr_el_reloj(referencia)
    return banco.filas


def con_reloj(raiz: Path) -> bool:
    """A library that moves the clock of whoever loads it, which wants a C compiler."""
    if (raiz / "reloj.so").exists():
        return True
    if shutil.which("cc") is None:
        print("SE OMITE EL RELOJ: no hay un compilador de C (cc).", flush=True)
        return False
    (raiz / "reloj.c").write_text(RELOJ)
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(raiz / "reloj.so"), str(raiz / "reloj.c"), "-ldl"], check=True)
    return True


def entorno_de(target: str, raiz: Path) -> dict[str, str]:
    (raiz / target / "tmp").mkdir(parents=True, exist_ok=True)
    propio = {v: x for v, x in os.environ.items() if not v.startswith(("PG", "REPARTO_")) and v != "DATABASE_URL"}
    carpetas = {"REPARTO_DATOS": str(raiz / target / "datos"), "TMPDIR": str(raiz / target / "tmp")}
    return propio | carpetas | {"PYTHONPATH": str(RAIZ / "scripts"), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}


def main(cada: int) -> int:
    inicio = time.monotonic()
    motores = (os.environ.get("MOTORES") or "postgres,duckdb,spark").split(",")
    if shutil.which("java") is None:
        print("NO HAY JAVA 17: NADA SE PROBÓ EN SPARK.", flush=True)
        motores = [m for m in motores if m != "spark"]
    if "spark" in motores and "duckdb" not in motores:
        sys.exit("Lo que Spark deja se compara con lo de DuckDB: MOTORES=duckdb,spark.")
    salidas: list[int] = []
    with tempfile.TemporaryDirectory(prefix="fallas-", dir="/tmp") as carpeta:
        raiz = Path(carpeta)
        raiz.chmod(0o755)

        def recorrer(targets: tuple[str, ...]) -> None:
            for target in (t for t in targets if t in motores):
                orden = [sys.executable, __file__, "--carril", target, carpeta, str(cada)]
                salidas.append(subprocess.run(orden, env=entorno_de(target, raiz)).returncode)

        hilos = [threading.Thread(target=recorrer, args=(c,)) for c in CARRILES]
        for hilo in hilos:
            hilo.start()
        for hilo in hilos:
            hilo.join()
        print("\n| motor | falla | dónde | frase | bien | igual | segundos |\n| --- | --- | --- | --- | --- | --- | --- |")
        for target in motores:
            tabla = raiz / f"tabla-{target}"
            print(tabla.read_text() if tabla.exists() else f"| {target} | no llegó al final |", end="\n" * (not tabla.exists()))
    print(f"\n{(time.monotonic() - inicio) / 60:.1f} minutos")
    return max(salidas)


def escribir_tabla(filas: list[Fila], destino: Path) -> None:
    renglones = []
    for f in filas:
        celdas = [f.motor, f.falla.clase, f.falla.donde, f.frase or "—", "; ".join(f.bien) or "sí", f.igual, f"{f.segundos:.0f}"]
        renglones.append("| " + " | ".join(c.replace("\n", " ") for c in celdas) + " |")
    destino.write_text("\n".join(renglones) + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--victima"]:
        victima(json.loads(sys.argv[2]), sys.argv[3:])
    elif sys.argv[1:2] == ["--carril"]:
        hechas = carril(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
        escribir_tabla(hechas, Path(sys.argv[3]) / f"tabla-{sys.argv[2]}")
        sys.exit(any(f.bien or f.igual != "sí" for f in hechas))
    else:
        sys.exit(main(int(os.environ.get("CADA") or 1)))
