"""The command `reparto`. Exit codes: 0 right; 1 the run failed; 2 the user's mistake, said in one sentence."""

import hashlib
import json
import shutil
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from . import carga, contrato, documentos, ejecucion, explicacion, exportacion, lecturas, resumen, rutas, servidor
from .errores import ErrorDeUso

FALLAS_A_LA_VISTA = 20
# the norm gives no capacity: one that leaves cases waiting
DEMO = {"fecha_corte": "2017-06-30", "capacidades": {"CONTROL_MASIVO": 3000}}
EJEMPLO = "Ejemplo completo:  reparto cargar carpeta/  &&  reparto ejecutar --fecha-corte 2017-06-30  &&  reparto exportar"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog=EJEMPLO,
    help="Clasifica a quien está en mora y dice qué oficina lleva el caso (Resolución DDI-028201 de 2017), dentro de la bodega de datos.",
)
app_servidor = typer.Typer(no_args_is_help=True, help="El PostgreSQL embebido: iniciar, detener, estado.")
app.add_typer(app_servidor, name="servidor")
consola, errores = Console(soft_wrap=True, width=None if sys.stdout.isatty() else 160), Console(stderr=True, soft_wrap=True, highlight=False)

Target = Annotated[str, typer.Option("--target", help="postgres (PGHOST, PGSERVICE o DATABASE_URL; si no, el embebido) o duckdb.")]


def _target(valor: str) -> str:
    if valor not in ("postgres", "duckdb"):
        raise ErrorDeUso(f"el target «{valor}» no existe: use postgres o duckdb.")
    return valor


@contextmanager
def _barra():
    """A progress bar on a terminal; nothing elsewhere."""
    columnas = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columnas, console=errores, transient=True, disable=not errores.is_terminal) as barra:
        yield barra


def _cargar(carpeta: Path, target: str) -> None:
    with _barra() as barra:

        def avance(archivo):
            tarea = barra.add_task(archivo.tabla, total=archivo.ruta.stat().st_size)
            return lambda leidos: barra.update(tarea, completed=leidos)

        filas, avisos, segundos = carga.cargar(carpeta, target, avance)
    for aviso in avisos:
        errores.print(f"Aviso: {aviso}")
    for tabla, n in filas.items():
        consola.print(f"  {tabla:<24}{resumen.numero(n):>12} filas")
    ausentes = [t for t in contrato.tablas() if t not in filas]
    consola.print(f"Cargado en {segundos:.1f} s. Tablas que no vinieron y quedan vacías: {', '.join(ausentes) or 'ninguna'}.")


def _ejecutar(variables: dict, target: str, pruebas: bool) -> None:
    # unit tests say nothing of the data: they're the developers'
    argumentos = ["--exclude-resource-type", "unit_test", *([] if pruebas else ["--exclude-resource-type", "test"])]
    if target == "duckdb":
        carga.abrir_duckdb().close()
    with _barra() as barra:
        tarea = barra.add_task("dbt build", total=None)
        corrida = lambda: ejecucion.dbt(  # noqa: E731
            "build", target, variables, *argumentos, avance=lambda n, total: barra.update(tarea, completed=n, total=total)
        )
        if target == "postgres":
            with servidor.postgres():
                resultado = corrida()
        else:
            resultado = corrida()
    for nombre, frase in resultado.fallas[:FALLAS_A_LA_VISTA]:
        errores.print(f"Error: {nombre + ': ' if nombre else ''}{frase}")
    if not resultado.bien:
        errores.print(f"La corrida falló; el detalle está en {rutas.DATOS / 'dbt_log' / 'dbt.log'}.")
        raise typer.Exit(1)
    consola.print(f"Corrida completa: {len(resultado.nodos_hechos)} nodos{' y pruebas' if pruebas else ', sin pruebas'}.")


@app.command(epilog="Ejemplo:  reparto cargar datos/  (con datos/obligaciones.csv.gz, datos/contribuyentes.csv y las demás tablas)")
def cargar(carpeta: Annotated[Path, typer.Argument(help="Carpeta con TABLA.csv, TABLA.csv.gz o TABLA.parquet.")], target: Target = "postgres") -> None:
    """Carga una carpeta de archivos en el esquema «fuente»: todos o ninguno. Lo que había antes se reemplaza."""
    _cargar(carpeta, _target(target))


@app.command(epilog="Ejemplo:  reparto ejecutar --fecha-corte 2017-06-30 --var conteo_vigencia=por_anio")
def ejecutar(
    fecha_corte: Annotated[str, typer.Option("--fecha-corte", help="Día al que se mide todo, AAAA-MM-DD.")],
    vigencia_calificacion: Annotated[int | None, typer.Option("--vigencia-calificacion", help="Año que se mide; por defecto el de la fecha de corte.")] = None,
    norma: Annotated[str | None, typer.Option("--norma", help="Norma que se aplica; por defecto la vigente en la fecha de corte.")] = None,
    var: Annotated[list[str] | None, typer.Option("--var", help="Otra variable, clave=valor; se puede repetir.")] = None,
    estricto: Annotated[bool, typer.Option("--estricto", help="Cualquier fila rechazada es un error.")] = False,
    sin_pruebas: Annotated[bool, typer.Option("--sin-pruebas", help="Construye sin correr las pruebas.")] = False,
    target: Target = "postgres",
) -> None:
    """Califica, prioriza y reparte lo cargado; corre las pruebas e imprime un resumen."""
    variables: dict = {"fecha_corte": fecha_corte, "vigencia_calificacion": vigencia_calificacion, "norma": norma, "estricto": estricto}
    variables |= _variables(var)
    _ejecutar(variables, _target(target), not sin_pruebas)
    resumen.imprimir(target, consola)


def _variables(parejas: list[str] | None) -> dict[str, str]:
    """clave=valor, each a var of the project."""
    variables = {}
    for pareja in parejas or []:
        clave, igual, valor = pareja.partition("=")
        if not igual or clave not in contrato.variables():
            raise ErrorDeUso(f"--var {pareja}: use clave=valor con una de {', '.join(contrato.variables())}.")
        variables[clave] = _valor(clave, valor)
    return variables


def _valor(clave: str, valor: str) -> str | dict:
    """A var's value: the text, or what it says in JSON where the var is a map."""
    if not isinstance(contrato.variables()[clave], dict):
        return valor
    try:
        return json.loads(valor)
    except json.JSONDecodeError as error:
        raise ErrorDeUso(f'--var {clave}: debe ser un mapa en JSON, como {{"CONTROL_MASIVO": 500}}.') from error


@app.command(epilog="Ejemplo:  reparto explicar CC-1234")
def explicar(sujeto: Annotated[str, typer.Argument(help="Tipo y número de documento, como CC-1234.")], target: Target = "postgres") -> None:
    """Dice, como a un contribuyente, por qué está donde está y qué cambiaría su prioridad."""
    for linea in explicacion.explicar(sujeto, _target(target)):
        consola.print(linea, markup=False, highlight=False)


Salida = Annotated[Path, typer.Option("--salida", help="Carpeta donde queda el documento.")]
SoloHtml = Annotated[bool, typer.Option("--solo-html", help="Sin PDF.")]


@app.command("estado-cuenta", epilog="Ejemplo:  reparto estado-cuenta NIT-860069804 --fecha 2017-06-30")
def estado_cuenta(
    sujeto: Annotated[str, typer.Argument(help="Tipo y número de documento, como NIT-860069804.")],
    fecha: Annotated[str | None, typer.Option("--fecha", help="Día al que se liquida, AAAA-MM-DD; por defecto el de la última corrida.")] = None,
    salida: Salida = Path("."),
    solo_html: SoloHtml = False,
    target: Target = "postgres",
) -> None:
    """Escribe el estado de cuenta de un contribuyente en cualquier día, en HTML y PDF."""
    _escritos(documentos.estado_cuenta(sujeto, _dia(fecha), _target(target), salida, solo_html))


@app.command(epilog="Ejemplo:  reparto certificacion S-0001 --salida certificaciones/")
def certificacion(
    solicitud: Annotated[str, typer.Argument(help="Número de la solicitud de devolución o compensación.")],
    salida: Salida = Path("."),
    solo_html: SoloHtml = False,
    target: Target = "postgres",
) -> None:
    """Escribe la certificación de deuda de una solicitud y el destino de lo solicitado, en HTML y PDF."""
    _escritos(documentos.certificacion(solicitud, _target(target), salida, solo_html))


def _dia(texto: str | None) -> date | None:
    """A day from 1900 to 2173, where the ledger has its days."""
    try:
        dia = texto and date.fromisoformat(texto)
    except ValueError as error:
        raise ErrorDeUso(f"la fecha «{texto}» no es un día AAAA-MM-DD.") from error
    if dia and not 1900 <= dia.year < 2173:
        raise ErrorDeUso(f"la fecha «{texto}» está fuera de los años 1900 a 2172.")
    return dia or None


def _escritos(rutas_: list[Path]) -> None:
    for ruta in rutas_:
        consola.print(f"Escrito: {ruta}", markup=False, highlight=False)


@app.command(epilog="Ejemplo:  reparto comparar --var fuero_otros=todos --var desborde=persuasivo --lista quienes.csv")
def comparar(
    var: Annotated[list[str] | None, typer.Option("--var", help="Otra lectura, clave=valor; se puede repetir. También norma=OTRA.")] = None,
    lista: Annotated[Path | None, typer.Option("--lista", help="CSV nuevo con cada obligación que se mueve.")] = None,
    target: Target = "postgres",
) -> None:
    """Construye otra lectura al lado de la última corrida, sin tocarla, y dice quién se mueve."""
    cambios = _variables(var)
    if not cambios:
        raise ErrorDeUso("indique al menos una --var clave=valor que cambie la lectura.")
    with _barra() as barra:
        tarea = barra.add_task("Otra lectura", total=None)
        movimiento = lecturas.comparar(_target(target), cambios, lista, lambda n, total: barra.update(tarea, completed=n, total=total))
    resumen.movimiento(movimiento, consola)
    if lista:
        consola.print(f"Lista: {lista}")


@app.command(epilog="Ejemplo:  reparto sensibilidad --target duckdb")
def sensibilidad(target: Target = "postgres") -> None:
    """Prueba cada lectura del registro, una por una, y las ordena por cuántos contribuyentes mueven."""
    with _barra() as barra:
        tarea = barra.add_task("Sensibilidad", total=None)
        filas = lecturas.sensibilidad(_target(target), lambda que: barra.update(tarea, description=que))
    resumen.sensibilidad(filas, consola)


@app.command(epilog="Ejemplo:  reparto exportar entrega-junio/")
def exportar(
    carpeta: Annotated[Path | None, typer.Argument(help="Carpeta nueva; por defecto una bajo exportaciones/.")] = None, target: Target = "postgres"
) -> None:
    """Escribe cada tabla pública en CSV y Parquet, y un libro de Excel por oficina."""
    _exportar(carpeta, _target(target))


def _exportar(carpeta: Path | None, target: str) -> Path:
    with _barra() as barra:
        tarea = barra.add_task("Exportar", total=None)
        destino, archivos, segundos = exportacion.exportar(carpeta, target, lambda que: barra.update(tarea, description=f"Exportar {que}"))
    consola.print(f"Exportado en {segundos:.1f} s: {len(archivos)} archivos en {destino}")
    return destino


def _huella(entrada: Path) -> str:
    """What the demo depends on: its input and the project's SQL, seeds and settings."""
    resumen_ = hashlib.sha256()
    partes = [
        rutas.PROYECTO / "dbt_project.yml",
        *(p for d in ("models", "macros", "seeds", "tests", "scripts") for p in sorted((rutas.PROYECTO / d).rglob("*"))),
    ]
    for ruta in [*partes, *sorted(entrada.iterdir())]:
        if ruta.is_file() and ruta.suffix != ".pyc":
            resumen_.update(str(ruta).encode() + ruta.read_bytes())
    return resumen_.hexdigest()


@app.command()
def demo(target: Target = "postgres") -> None:
    """Inventa una población de Bogotá, la carga, la reparte, la exporta y la resume. La segunda vez no mueve nada."""
    from . import demo as poblacion

    _target(target)
    entrada, sello = rutas.DATOS / "demo", rutas.DATOS / f"demo-{target}.sello"
    anterior = sello.read_text().split("\n") if sello.exists() else ["", ""]
    if entrada.is_dir() and anterior[0] == _huella(entrada) and Path(anterior[1]).is_dir():
        consola.print("La demostración ya está hecha y nada cambió desde entonces.")
    else:
        shutil.rmtree(entrada, ignore_errors=True)
        poblacion.generar(entrada)
        consola.print(f"Población inventada: {entrada}")
        _cargar(entrada, target)
        _ejecutar(DEMO, target, True)
        anterior[1] = str(_exportar(None, target))
        sello.write_text(f"{_huella(entrada)}\n{anterior[1]}")
    resumen.imprimir(target, consola)
    consola.print(f"Archivos: {anterior[1]}")


@app.command(epilog="Ejemplo:  reparto bench 1000000 --target duckdb")
def bench(
    n: Annotated[int, typer.Argument(help="Sujetos de la población.")],
    target: Annotated[list[str] | None, typer.Option("--target", help="Motor; se puede repetir. Por defecto, ambos.")] = None,
) -> None:
    """Mide carga, construcción y copia de una población de N sujetos."""
    from . import bench as medida

    medida.main(n, [_target(t) for t in target or ["postgres", "duckdb"]], consola)


@app_servidor.command()
def iniciar() -> None:
    """Deja el PostgreSQL embebido en marcha y dice cómo conectarse."""
    servidor.iniciar()
    for clave, valor in servidor.entorno_propio().items():
        if valor:
            print(f"export {clave}={valor}")


@app_servidor.command()
def detener() -> None:
    """Detiene el PostgreSQL embebido."""
    consola.print("Detenido." if servidor.detener() else "No estaba en marcha.")


@app_servidor.command()
def estado() -> None:
    """Dice si el PostgreSQL embebido está en marcha y dónde están sus datos."""
    consola.print(f"{'En marcha' if servidor.esta_en_marcha() else 'Detenido'}; datos en {servidor.carpeta_datos()}")


def main() -> None:
    """The entry point: a user's mistake is one sentence, not a traceback."""
    try:
        app()
    except ErrorDeUso as error:
        errores.print(f"Error: {error}", markup=False)
        sys.exit(2)
