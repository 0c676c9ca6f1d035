"""The command `reparto`. Exit codes: 0 right; 1 the run failed; 2 the user's mistake, said in one sentence."""

import errno
import hashlib
import json
import logging
import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from typer.exceptions import TyperException

from . import (
    calendario,
    carga,
    composicion,
    contrato,
    corrida,
    documentos,
    explicacion,
    exportacion,
    lecturas,
    motores,
    resumen,
    retrospectiva,
    rutas,
    servidor,
    tablero,
)
from .consultas import hay_tabla
from .errores import ErrorDeUso, causa_ajena
from .palabras import concordar, fecha, hoy, numero

FALLAS_A_LA_VISTA = 20
EJEMPLO = "Ejemplo completo:  reparto cargar carpeta/  &&  reparto ejecutar --fecha-corte 2017-06-30  &&  reparto exportar"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog=EJEMPLO,
    help="Clasifica a quien está en mora y dice qué oficina lleva el caso (Resolución DDI-028201 de 2017), dentro de la bodega de datos.",
)
app_servidor = typer.Typer(no_args_is_help=True, help="El PostgreSQL embebido: iniciar, detener, estado, bases, borrar.")
app.add_typer(app_servidor, name="servidor")
# what users and their files wrote is never markup
consola = Console(soft_wrap=True, markup=False, width=None if sys.stdout.isatty() else 160)
errores = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

Target = Annotated[str, typer.Option("--target", help="postgres (PGHOST, PGSERVICE o DATABASE_URL; si no, el embebido), duckdb o spark.")]
Detalle = Annotated[bool, typer.Option("--detalle", help="También las tablas por oficina, regla, estado, recibo y supuesto.")]


def _target(valor: str) -> str:
    """A target of the commands. Errors: ErrorDeUso where there isn't one, or where what is to be read isn't what they would build."""
    if os.environ.get("REPARTO_ESQUEMA", "reparto") not in ("", "reparto"):
        raise ErrorDeUso("REPARTO_ESQUEMA es para dbt solo; las órdenes leen y publican en sus esquemas: quítela, y use una base por oficina.")
    return motores.motor(valor).nombre


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
        consola.print(f"  {tabla:<24}{numero(n):>12} filas")
    ausentes = [t for t in contrato.tablas() if t not in filas]
    consola.print(f"Cargado en {segundos:.1f} s. Tablas que no vinieron y quedan vacías: {', '.join(ausentes) or 'ninguna'}.")


def _ejecutar(variables: dict, target: str, pruebas: bool) -> None:
    with _barra() as barra:
        tarea = barra.add_task("dbt build", total=None)
        resultado = corrida.correr(target, variables, pruebas, lambda n, total: barra.update(tarea, completed=n, total=total))
    for nombre, frase in resultado.fallas[:FALLAS_A_LA_VISTA]:
        errores.print(f"Error: {nombre + ': ' if nombre else ''}{frase}")
    if not resultado.bien:
        errores.print(f"La corrida falló y no publicó nada: lo anterior sigue como estaba. El detalle está en {rutas.DATOS / 'dbt_log' / 'dbt.log'}.")
        raise typer.Exit(1)
    consola.print(f"Corrida completa: {len(resultado.nodos_hechos)} nodos{' y pruebas' if pruebas else ', sin pruebas'}.")


@app.command(epilog="Ejemplo:  reparto cargar datos/  (con datos/obligaciones.csv.gz, datos/contribuyentes.csv y las demás tablas)")
def cargar(carpeta: Annotated[Path, typer.Argument(help="Carpeta con TABLA.csv, TABLA.csv.gz o TABLA.parquet.")], target: Target = "postgres") -> None:
    """Carga una carpeta de archivos en el esquema «fuente»: todos o ninguno. Lo que había antes se reemplaza."""
    _cargar(carpeta, _target(target))
    _sello(target).unlink(missing_ok=True)  # what is there is no longer the demo's


@app.command(epilog="Ejemplo:  reparto ejecutar --fecha-corte 2017-06-30 --var conteo_vigencia=por_anio")
def ejecutar(
    fecha_corte: Annotated[str, typer.Option("--fecha-corte", help="Día al que se mide todo, AAAA-MM-DD.")],
    vigencia_calificacion: Annotated[int | None, typer.Option("--vigencia-calificacion", help="Año que se mide; por defecto el de la fecha de corte.")] = None,
    norma: Annotated[str | None, typer.Option("--norma", help="Norma que se aplica; por defecto la vigente en la fecha de corte.")] = None,
    var: Annotated[list[str] | None, typer.Option("--var", help="Otra variable, clave=valor; se puede repetir.")] = None,
    estricto: Annotated[bool, typer.Option("--estricto", help="Cualquier fila rechazada es un error.")] = False,
    permitir_rechazos: Annotated[bool, typer.Option("--permitir-rechazos", help="Sigue aunque se rechace más de la mitad de una columna o tabla.")] = False,
    sin_pruebas: Annotated[bool, typer.Option("--sin-pruebas", help="Construye sin correr las pruebas.")] = False,
    detalle: Detalle = False,
    target: Target = "postgres",
) -> None:
    """Califica, prioriza y reparte lo cargado; corre las pruebas e imprime un resumen."""
    variables: dict = {
        "fecha_corte": fecha_corte,
        "vigencia_calificacion": vigencia_calificacion,
        "norma": norma,
        "estricto": estricto,
        "permitir_rechazos": permitir_rechazos,
    }
    for propia in variables.keys() & {pareja.partition("=")[0] for pareja in var or []}:
        raise ErrorDeUso(f"--var {propia}: use --{propia.replace('_', '-')}.")
    variables |= _variables(var)
    if variables.keys() & {"esquema_fuente", "tablas_fuente"}:
        _sello(_target(target)).unlink(missing_ok=True)  # what it builds is no longer the demo's
    _avisar_si_es_futura(fecha_corte)
    _ejecutar(variables, _target(target), not sin_pruebas)
    resumen.imprimir(target, consola, detalle)


def _avisar_si_es_futura(fecha_corte: str) -> None:
    try:
        dia = date.fromisoformat(fecha_corte)
    except ValueError:  # the run says so
        return
    if dia > hoy():
        errores.print(
            f"Aviso: la fecha de corte, {fecha(dia)}, todavía no ha llegado: se mide con datos proyectados, y esas mediciones valen todo el año; "
            "si es un error, interrumpa la orden."
        )


def _variables(parejas: list[str] | None) -> dict[str, str | dict | list | bool]:
    """clave=valor, each a var of the project."""
    variables: dict[str, str | dict | list | bool] = {}
    for pareja in parejas or []:
        clave, igual, valor = pareja.partition("=")
        if not igual or clave not in contrato.variables():
            raise ErrorDeUso(f"--var {pareja}: use clave=valor con una de {', '.join(contrato.variables())}.")
        variables[clave] = _valor(clave, valor)
    return variables


def _valor(clave: str, valor: str) -> str | dict | list | bool:
    """A var's value: the text, or what it says in JSON where the var is a map, true or false, or the value a list."""
    defecto = contrato.variables()[clave]
    if isinstance(defecto, bool):
        return {"true": True, "false": False}.get(valor, valor)
    if not isinstance(defecto, dict) and not valor.startswith("["):
        return valor
    try:
        return json.loads(valor)
    except json.JSONDecodeError as error:
        raise ErrorDeUso(f'--var {clave}: debe ser un mapa o una lista en JSON, como {{"OFICINA": 500}} o ["UNA", "OTRA"].') from error


@app.command(epilog="Ejemplo:  reparto explicar CC-1234")
def explicar(sujeto: Annotated[str, typer.Argument(help="Tipo y número de documento, como CC-1234.")], target: Target = "postgres") -> None:
    """Dice, como a un contribuyente, por qué está donde está y qué cambiaría su prioridad."""
    for linea in explicacion.explicar(sujeto, _target(target)):
        consola.print(linea, highlight=False)


@app.command("descartar-medicion", epilog='Ejemplo:  reparto descartar-medicion 2017 --motivo "Se cargaron las respuestas de otro año"')
def descartar_medicion(
    anio: Annotated[int, typer.Argument(help="Vigencia cuyas mediciones se descartan.")],
    motivo: Annotated[str, typer.Option("--motivo", help="Por qué: queda escrito con quién y cuándo.")],
    target: Target = "postgres",
) -> None:
    """Descarta las mediciones de una vigencia, que la próxima corrida hará de nuevo; las descartadas quedan en medicion_descartada."""
    n = corrida.descartar_medicion(_target(target), anio, motivo)
    consola.print(concordar(f"{{}} [medición|mediciones] de {anio} [descartada|descartadas]; la próxima corrida mide de nuevo.", n))


@app.command("depurar-historia", epilog="Ejemplo:  reparto depurar-historia --conservar 12")
def depurar_historia(
    conservar: Annotated[
        int, typer.Option("--conservar", min=1, help="Cuántos de los últimos cortes quedan, además del último de cada mes.")
    ] = corrida.ULTIMOS,
    corte: Annotated[str | None, typer.Option("--corte", help="Borra solo el corte de ese día, AAAA-MM-DD, como uno mal escrito.")] = None,
    target: Target = "postgres",
) -> None:
    """Borra cortes viejos de historia_asignacion e historia_saldo, o uno solo; quedan el último de cada mes, los últimos y todas las mediciones."""
    sobran = corrida.depurar_historia(_target(target), conservar, _dia(corte))
    consola.print(concordar("{} [corte borrado|cortes borrados] de la historia; lo que se deriva de ella se rehace en la próxima corrida.", len(sobran)))


Salida = Annotated[Path, typer.Option("--salida", help="Carpeta donde quedan los documentos.")]
SoloHtml = Annotated[bool, typer.Option("--solo-html", help="Sin PDF.")]
Reemplazar = Annotated[bool, typer.Option("--reemplazar", help="Escribe sobre los que ya están.")]
Lista = Annotated[Path | None, typer.Option("--lista", help="Archivo con uno por renglón.")]
DeGestor = Annotated[str | None, typer.Option("--gestor", help="Los de la cartera de un gestor.")]
DeOficina = Annotated[str | None, typer.Option("--oficina", help="Los de una oficina del reparto.")]
Membrete = Annotated[Path | None, typer.Option("--membrete", help="Datos de quien expide; por defecto oficina.yml, o los inventados de la demostración.")]


def _emitir(clase: str, uno: str | None, lista: Path | None, gestor: str | None, oficina: str | None, reemplazar: bool, **opciones) -> None:
    """One document, or those of a list, of a portfolio, of an office."""
    if sum(x is not None for x in (uno, lista, gestor, oficina)) != 1:
        raise ErrorDeUso("indique un documento, o bien --lista, o --gestor, o --oficina: uno solo de ellos.")
    ids = [uno] if uno is not None else documentos.de_lista(lista) if lista else None
    pregunta = lambda ruta: sys.stdin.isatty() and typer.confirm(f"{ruta} ya existe. ¿Lo reemplaza?")  # noqa: E731
    with _barra() as barra:
        tarea = barra.add_task("Documentos", total=None)
        avance = lambda hechos, total: barra.update(tarea, completed=hechos, total=total)  # noqa: E731
        escritos, quedaban = documentos.emitir(
            clase, ids=ids, gestor=gestor, oficina=oficina, reemplazar=reemplazar or (pregunta if uno else False), avance=avance, **opciones
        )
    if uno is not None:
        for ruta in escritos:
            consola.print(f"Escrito: {ruta}", highlight=False)
    else:
        frase = "{} [archivo escrito|archivos escritos] en {}; {} [documento ya estaba|documentos ya estaban]."
        consola.print(concordar(frase, len(escritos), str(opciones["carpeta"]), quedaban), highlight=False)


@app.command("estado-cuenta", epilog="Ejemplo:  reparto estado-cuenta NIT-860069804 --fecha 2017-06-30")
def estado_cuenta(
    sujeto: Annotated[str | None, typer.Argument(help="Tipo y número de documento, como NIT-860069804.")] = None,
    fecha: Annotated[str | None, typer.Option("--fecha", help="Día al que se liquida, AAAA-MM-DD; por defecto el de la última corrida.")] = None,
    lista: Lista = None,
    gestor: DeGestor = None,
    oficina: DeOficina = None,
    salida: Salida = Path("."),
    solo_html: SoloHtml = False,
    reemplazar: Reemplazar = False,
    membrete: Membrete = None,
    target: Target = "postgres",
) -> None:
    """Escribe el estado de cuenta de un contribuyente, o de muchos, en cualquier día, en HTML y PDF."""
    dia, opciones = _dia(fecha), {"carpeta": salida, "solo_html": solo_html, "ruta_membrete": membrete, "target": _target(target)}
    _emitir("ESTADO_CUENTA", sujeto, lista, gestor, oficina, reemplazar, dia=dia, **opciones)


@app.command(epilog="Ejemplo:  reparto certificacion S-0001 --salida certificaciones/")
def certificacion(
    solicitud: Annotated[str | None, typer.Argument(help="Número de la solicitud de devolución o compensación.")] = None,
    lista: Lista = None,
    gestor: DeGestor = None,
    oficina: DeOficina = None,
    salida: Salida = Path("."),
    solo_html: SoloHtml = False,
    reemplazar: Reemplazar = False,
    membrete: Membrete = None,
    target: Target = "postgres",
) -> None:
    """Escribe la certificación de deuda de una solicitud, o de muchas, y el destino de lo solicitado, en HTML y PDF."""
    opciones = {"carpeta": salida, "solo_html": solo_html, "ruta_membrete": membrete, "target": _target(target)}
    _emitir("CERTIFICACION_DEUDA", solicitud, lista, gestor, oficina, reemplazar, **opciones)


Gestion = Annotated[str | None, typer.Argument(help="Número de la gestión.")]


@app.command(epilog="Ejemplo:  reparto citacion GP104 --salida citaciones/")
def citacion(
    gestion: Gestion = None,
    lista: Lista = None,
    gestor: DeGestor = None,
    oficina: DeOficina = None,
    salida: Salida = Path("."),
    solo_html: SoloHtml = False,
    reemplazar: Reemplazar = False,
    membrete: Membrete = None,
    target: Target = "postgres",
) -> None:
    """Escribe la citación de una visita o citación virtual programada, o de muchas, en HTML y PDF."""
    opciones = {"carpeta": salida, "solo_html": solo_html, "ruta_membrete": membrete, "target": _target(target)}
    _emitir("CITACION", gestion, lista, gestor, oficina, reemplazar, **opciones)


@app.command(epilog="Ejemplo:  reparto acta GP100 --salida actas/")
def acta(
    gestion: Gestion = None,
    lista: Lista = None,
    gestor: DeGestor = None,
    oficina: DeOficina = None,
    salida: Salida = Path("."),
    solo_html: SoloHtml = False,
    reemplazar: Reemplazar = False,
    membrete: Membrete = None,
    target: Target = "postgres",
) -> None:
    """Escribe el acta de una gestión con resultado, o de muchas, con lo que se prometió, en HTML y PDF."""
    opciones = {"carpeta": salida, "solo_html": solo_html, "ruta_membrete": membrete, "target": _target(target)}
    _emitir("ACTA", gestion, lista, gestor, oficina, reemplazar, **opciones)


@app.command(epilog="Ejemplo:  reparto agenda G1 --salida agendas/")
def agenda(
    gestor: Annotated[str | None, typer.Argument(help="Gestor; por defecto, cada uno de los activos.")] = None,
    salida: Salida = Path("."),
    target: Target = "postgres",
) -> None:
    """Escribe la agenda de un gestor como calendario (.ics): pendientes, cuotas por vencer y términos de solicitudes."""
    for ruta, eventos in calendario.escribir(gestor, _target(target), salida):
        consola.print(concordar("Escrito: {} ({} [evento|eventos])", str(ruta), eventos), highlight=False)


@app.command(epilog="Ejemplo:  reparto verificar estado-cuenta-NIT-860069804-2017-06-30.pdf   o   reparto verificar 3")
def verificar(
    que: Annotated[str, typer.Argument(help="Documento en HTML o PDF, o número de una corrida (tabla reparto.corrida).")],
    target: Target = "postgres",
) -> None:
    """Dice si un documento está como se escribió y si lo expidió esta instalación; o repite una corrida y dice si cada tabla sale igual."""
    if que.isascii() and que.isdigit() and not Path(que).exists():
        with _barra() as barra:
            tarea = barra.add_task("Repetir la corrida", total=None)
            bien, lineas = corrida.verificar(_target(target), int(que), lambda n, total: barra.update(tarea, completed=n, total=total))
    else:
        bien, frase = composicion.verificar(Path(que))
        lineas = [frase]
    for linea in lineas:
        consola.print(linea, highlight=False)
    if not bien:
        raise typer.Exit(1)


def _dia(texto: str | None) -> date | None:
    """A day from 1900 to 2173, where the ledger has its days."""
    try:
        dia = texto and date.fromisoformat(texto)
    except ValueError as error:
        raise ErrorDeUso(f"la fecha «{texto}» no es un día AAAA-MM-DD.") from error
    if dia and not 1900 <= dia.year < 2173:
        raise ErrorDeUso(f"la fecha «{texto}» está fuera de los años 1900 a 2172.")
    return dia or None


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


@app.command(epilog="Ejemplo:  reparto exportar entrega-junio/ --formato csv --tabla asignacion_obligacion")
def exportar(
    carpeta: Annotated[Path | None, typer.Argument(help="Carpeta nueva; por defecto una bajo exportaciones/.")] = None,
    formato: Annotated[list[str] | None, typer.Option("--formato", help="csv, parquet o xlsx; se puede repetir. Por defecto los tres.")] = None,
    tabla: Annotated[list[str] | None, typer.Option("--tabla", help="Una tabla pública; se puede repetir. Por defecto todas, y los libros.")] = None,
    target: Target = "postgres",
) -> None:
    """Escribe cada tabla pública en CSV y Parquet, y un libro de Excel por oficina y por gestor."""
    _exportar(carpeta, _target(target), formato or exportacion.FORMATOS, tabla or ())


def _exportar(carpeta: Path | None, target: str, formatos: Sequence[str] = exportacion.FORMATOS, tablas: Sequence[str] = ()) -> Path:
    with _barra() as barra:
        tarea = barra.add_task("Exportar", total=None)
        avance = lambda que: barra.update(tarea, description=f"Exportar {que}")  # noqa: E731
        destino, archivos, segundos = exportacion.exportar(carpeta, target, avance, formatos, tablas)
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


def _sello(target: str) -> Path:
    """What says that a warehouse holds the demo, as it was made: digest of what it depends on, the export's folder, which warehouse."""
    return rutas.DATOS / f"demo-{target}.sello"


def _sellada(target: str) -> list[str]:
    sello = _sello(target)
    return [*(sello.read_text().split("\n") if sello.exists() else []), "", "", ""][:3]


def _exigir_sin_datos(target: str) -> None:
    """Errors: ErrorDeUso where the warehouse holds input or results that aren't the demo's, which it would replace."""
    with motores.motor(target).conectar(crear=True) as conexion:
        tablas = ((motores.base.ESQUEMA_FUENTE, "obligaciones"), ("reparto", "corrida"), ("reparto", "calificacion_sujeto"))
        hay = any(hay_tabla(conexion, esquema, tabla) for esquema, tabla in tablas)
    if hay and (motores.motor(target).es_ajena() or _sellada(target)[2] != motores.motor(target).bodega()):
        raise ErrorDeUso("esta bodega ya tiene datos cargados, que la demostración reemplazaría: use otra carpeta de datos (REPARTO_DATOS) u otra base.")


@app.command()
def demo(target: Target = "postgres") -> None:
    """Inventa una población de Bogotá, la carga, la reparte en dos cortes, la exporta, la resume y escribe su tablero. La segunda vez no mueve nada."""
    from . import demo as poblacion

    _target(target)
    entrada, sello, hoja = rutas.DATOS / "demo", _sello(target), rutas.DATOS / f"tablero-{target}.html"
    huella, exportada, sellada = _sellada(target)
    igual = entrada.is_dir() and huella == _huella(entrada) and Path(exportada).is_dir() and hoja.exists()
    if igual and sellada == motores.motor(target).bodega():
        consola.print("La demostración ya está hecha y nada cambió desde entonces.")
    else:
        _exigir_sin_datos(target)
        bodega = motores.motor(target).bodega()
        sello.write_text(f"\n\n{bodega}")  # begun: what it loads is its own
        shutil.rmtree(entrada, ignore_errors=True)
        poblacion.generar(entrada)
        consola.print(f"Población inventada: {entrada}")
        _cargar(entrada, target)
        _ejecutar(poblacion.PARAMETROS | {"fecha_corte": poblacion.CORTE_ANTERIOR}, target, False)
        _ejecutar(poblacion.PARAMETROS, target, True)
        tablero.escribir(hoja, target)
        exportada = str(_exportar(None, target))
        sello.write_text(f"{_huella(entrada)}\n{exportada}\n{bodega}")
    resumen.imprimir(target, consola)
    consola.print(f"Archivos: {exportada}", highlight=False)
    consola.print(f"Tablero: {hoja} (se abre con doble clic, sin red)", highlight=False)


@app.command(epilog="Ejemplo:  reparto bench 1000000 --target duckdb")
def bench(
    n: Annotated[int, typer.Argument(help="Sujetos de la población.")] = 100_000,
    datos: Annotated[Path | None, typer.Option("--datos", help="Una carpeta de datos reales en lugar de la población.")] = None,
    target: Annotated[list[str] | None, typer.Option("--target", help="Motor; se puede repetir. Por defecto, postgres y duckdb.")] = None,
) -> None:
    """Mide, con una oficina inventada de N sujetos, carga, construcción, pruebas y exportación, y lo que tarda copiar las entradas."""
    from . import bench as medida

    medida.main(n, datos, [_target(t) for t in target or ("postgres", "duckdb")], consola)


@app.command("resumen", epilog="Ejemplo:  reparto resumen --detalle")
def resumir(
    detalle: Detalle = False,
    en_json: Annotated[bool, typer.Option("--json", help="Las mismas cifras, para una máquina.")] = False,
    target: Target = "postgres",
) -> None:
    """Dice en una pantalla qué decidió la última corrida y qué quiere a una persona."""
    resumen.imprimir(_target(target), consola, detalle, en_json)


@app.command("retrospectiva", epilog="Ejemplo:  reparto retrospectiva --target duckdb")
def mirar_atras(
    en_json: Annotated[bool, typer.Option("--json", help="Las cifras de todos los cortes, para una máquina.")] = False,
    target: Target = "postgres",
) -> None:
    """Dice cuánto se recaudó después de cada corte pasado, si el puntaje encontró la plata y si a iguales se los trató igual."""
    retrospectiva.imprimir(_target(target), consola, en_json)


@app.command("tablero", epilog="Ejemplo:  reparto tablero tablero-junio.html")
def escribir_tablero(
    archivo: Annotated[Path, typer.Argument(help="Archivo HTML; si ya hay un tablero ahí, se reemplaza.")] = Path("tablero.html"),
    target: Target = "postgres",
) -> None:
    """Escribe el tablero: un archivo HTML que se abre con doble clic, sin red, sin nombres ni documentos de nadie."""
    octetos = tablero.escribir(archivo, _target(target))
    consola.print(f"Tablero: {archivo} ({octetos / 2**20:.1f} MiB)", highlight=False)


@app.command(epilog="Ejemplo:  reparto permisos | psql -v ON_ERROR_STOP=1")
def permisos() -> None:
    """Escribe el SQL que crea los papeles de la base (lector, oficina, gestor, auditor, operador) y sus permisos en PostgreSQL."""
    print((Path(__file__).parent / "plantillas" / "permisos.sql").read_text(encoding="utf-8"), end="")


@app_servidor.command(epilog="Ejemplo:  reparto servidor iniciar --puerto 5433")
def iniciar(
    puerto: Annotated[int | None, typer.Option("--puerto", help="Escucha también en 127.0.0.1 y pide la clave de PGPASSFILE.")] = None,
) -> None:
    """Deja el PostgreSQL embebido en marcha y dice cómo conectarse."""
    servidor.iniciar(para_quedarse=True, puerto=puerto)
    for clave, valor in (servidor.entorno_de_red() if puerto else servidor.entorno_propio()).items():
        if valor:
            print(f"export {clave}={shlex.quote(valor)}")


@app_servidor.command()
def detener() -> None:
    """Detiene el PostgreSQL embebido."""
    consola.print("Detenido." if servidor.detener() else "No estaba en marcha.")


@app_servidor.command()
def estado() -> None:
    """Dice si el PostgreSQL embebido está en marcha y dónde están sus datos."""
    consola.print(f"{'En marcha' if servidor.esta_en_marcha() else 'Detenido'}; datos en {servidor.carpeta_datos()}")


@app_servidor.command()
def bases() -> None:
    """Las bases de datos embebidas de este usuario: marca, tamaño, último uso y la carpeta de datos a la que sirven."""
    todas = servidor.bases()
    for base in todas:
        nota = "; huérfana: su carpeta ya no existe" if base.es_huerfana else "; en marcha" if base.en_marcha else ""
        detalle = f"{numero(base.bytes // 2**20):>8} MiB  {base.ultimo_uso:%Y-%m-%d %H:%M}  {base.de or '(carpeta desconocida)'}  en {base.carpeta}{nota}"
        consola.print(f"{base.marca}  {detalle}", highlight=False)
    consola.print("Para borrar una: reparto servidor borrar MARCA" if todas else "No hay bases embebidas.")


@app_servidor.command(epilog="Ejemplo:  reparto servidor borrar 0a1b2c3d4e5f")
def borrar(marcas: Annotated[list[str], typer.Argument(help="Marcas de «reparto servidor bases».")]) -> None:
    """Borra bases de datos embebidas con todo lo que tienen: las mediciones también."""
    for marca in marcas:
        base = servidor.borrar(marca)
        consola.print(f"Borrada {base.marca}: {numero(base.bytes // 2**20)} MiB.", highlight=False)


CONTROLES = {n: None for n in (*range(0x20), *range(0x7F, 0xA0)) if chr(n) not in "\n\t"}


def _motivo(error: OSError) -> str:
    motivos = {
        errno.ENOSPC: "no queda disco", errno.EACCES: "faltan permisos", errno.EPERM: "faltan permisos", errno.EROFS: "es de solo lectura",
        errno.ENOENT: "no existe", errno.ENOTDIR: "una parte de su camino no es una carpeta", errno.EEXIST: "ya existe", errno.EISDIR: "es una carpeta",
        errno.ENAMETOOLONG: "su nombre es demasiado largo",
    }  # fmt: skip
    return motivos.get(error.errno or 0, "el sistema lo niega")


def _decir_causa(error: BaseException) -> None:
    """Ends the command where what ended it came from outside, as the error or those that it came from say; and where one would print a row."""
    origen: BaseException | None = error
    while origen is not None:
        if causa := causa_ajena(origen):
            errores.print(f"Error: {causa}: no se publicó ni se guardó nada a medias.")
            sys.exit(1)
        if isinstance(origen, duckdb.InvalidInputException):  # its message bears what it couldn't read
            raise RuntimeError("DuckDB no pudo leer unas filas.").with_traceback(origen.__traceback__) from None
        origen = origen.__cause__ or origen.__context__


def _sin_controles(texto: str) -> str:
    return texto.translate(CONTROLES)


def main() -> None:
    """The entry point: a user's mistake is one sentence, not a traceback. What is written is the user's alone."""
    os.umask(0o077)
    logging.raiseExceptions = False  # a log that can't be written, on a full disk, isn't told by a traceback
    try:
        codigo = app(standalone_mode=False)
        if codigo == 130:  # typer says so of an interruption
            raise KeyboardInterrupt
        sys.exit(codigo)
    except (KeyboardInterrupt, typer.Abort):
        errores.print("Interrumpido: no se publicó ni se guardó nada a medias.")
        sys.exit(130)
    except TyperException as error:
        mostrar = getattr(error, "show", None)  # its usage, where it is of the command line
        mostrar() if mostrar else errores.print(f"Error: {error.format_message()}")
        sys.exit(error.exit_code)
    except OSError as error:
        if isinstance(error, ConnectionError):
            _decir_causa(error)
        errores.print(f"Error: no se puede usar {_sin_controles(str(error.filename or 'un archivo'))}: {_motivo(error)}.")
        sys.exit(2)
    except ErrorDeUso as error:
        errores.print(f"Error: {_sin_controles(str(error))}")
        sys.exit(2)
    except Exception as error:
        _decir_causa(error)
        raise
