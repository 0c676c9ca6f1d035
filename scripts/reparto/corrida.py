"""A whole run: built and tested beside what is public, and published at once or not at all; one at a time."""

import csv
import hashlib
import json
import os
from collections.abc import Callable
from datetime import date, datetime

import yaml

from . import contrato
from .consultas import exigir_tabla, hay_tabla, lectura
from .ejecucion import Resultado, dbt
from .errores import ErrorDeUso
from .motores import motor
from .motores.base import usuario
from .palabras import fecha
from .rutas import PROYECTO

ULTIMOS = 12  # cuts that stay unless told, and that a screen shows, beside the last of each month
# vars that name rows of a seed: var, what they name, seed, column
NOMBRADOS = (
    ("capacidades", "la oficina", "norma/oficinas", "oficina"),
    ("costos", "la prioridad", "norma/prioridades", "prioridad"),
    ("alivios", "la norma transitoria", "parametros/tasas_transitorias", "norma_transitoria"),
)


def _columna(semilla: str, columna: str) -> list[str]:
    with open(PROYECTO / f"seeds/{semilla}.csv", encoding="utf-8", newline="") as archivo:
        return sorted({fila[columna] for fila in csv.DictReader(archivo)})


def validar(variables: dict) -> None:
    """What the seeds know, before anything is built. Errors: ErrorDeUso for a norm, an office, a priority or a law that there isn't."""
    normas = _columna("norma/normas", "norma")
    if variables.get("norma") and variables["norma"] not in normas:
        raise ErrorDeUso(f"la norma «{variables['norma']}» no está en la semilla normas: use {' o '.join(normas)}.")
    for variable, que, semilla, columna in NOMBRADOS:
        dados, conocidos = variables.get(variable) or (), _columna(semilla, columna)
        for dado in dados if isinstance(dados, dict | list) else ():
            if str(dado) not in conocidos:  # YAML takes 4.1 for a number
                raise ErrorDeUso(f"{variable} nombra {que} «{dado}», que no existe: use {', '.join(conocidos)}.")


def correr(target: str, variables: dict, pruebas: bool, avance: Callable[[int, int], None] | None = None) -> Resultado:
    """Builds beside, tests there, publishes. What doesn't end right leaves what was public as it was.

    Errors: ErrorDeUso for vars and input that can't be, and where another command, or dbt by itself, writes in the same warehouse.
    """
    validar(variables)
    # unit tests say nothing of the data: they're the developers'
    argumentos = ["--exclude-resource-type", "unit_test", *([] if pruebas else ["--exclude-resource-type", "test"])]
    with motor(target).turno("ejecutar"), motor(target).al_lado() as publicar:
        inicio = datetime.now()
        preparada = _sin_error_de_uso(dbt("run-operation", target, variables, "preparar_aparte"))
        if not preparada.bien:
            return preparada
        resultado = _sin_error_de_uso(dbt("build", target, variables, *argumentos, avance=avance))
        if not resultado.bien:
            return resultado
        motor(target).exigir_turno()
        datos = json.dumps({"datos": _datos(target, variables, inicio, resultado)})
        publicada = _sin_error_de_uso(dbt("run-operation", target, variables, "publicar", "--args", datos))
        if not publicada.bien:
            return publicada
        publicar()
    return resultado


def _sin_error_de_uso(resultado: Resultado) -> Resultado:
    if resultado.de_uso:
        raise ErrorDeUso(resultado.de_uso)
    return resultado


def huella_codigo() -> str:
    """The SHA-256 of what decides: the project's models, macros, seeds and settings, the same wherever it stands."""
    suma = hashlib.sha256()
    suyos = (p for d in ("macros", "models", "seeds") for p in sorted((PROYECTO / d).rglob("*")) if p.is_file() and not p.name.startswith("."))
    for ruta in [PROYECTO / "dbt_project.yml", *suyos]:
        suma.update(f"{ruta.relative_to(PROYECTO)} {hashlib.sha256(ruta.read_bytes()).hexdigest()}\n".encode())
    return suma.hexdigest()


def exigir_mismo_codigo(conexion) -> None:
    """Errors: ErrorDeUso where other code made the last run, whose results these are: what that moves would be told as a reading's."""
    if hay_tabla(conexion, "reparto", "corrida"):
        corte = conexion.execute("select fecha_corte from reparto_intermedio.int_medicion").fetchone()[0]
        ultima = conexion.execute("select fecha_corte, huella_codigo from reparto.corrida order by id_corrida desc limit 1").fetchone()
        if ultima and ultima[0] == corte and ultima[1] != huella_codigo():
            raise ErrorDeUso("los resultados son de otra edición del programa: use «reparto ejecutar» otra vez.")


def _datos(target: str, variables: dict, inicio: datetime, resultado: Resultado) -> dict:
    """What the log of runs (macro cerrar_corrida) says of one that began at `inicio`."""
    return {
        "usuario": usuario(),
        "inicio": f"{inicio:%Y-%m-%d %H:%M:%S}",
        "segundos": round((datetime.now() - inicio).total_seconds(), 1),
        "version": yaml.safe_load((PROYECTO / "dbt_project.yml").read_text(encoding="utf-8"))["version"],
        "huella_codigo": huella_codigo(),
        "motor": motor(target).version(),
        "variables": json.dumps(contrato.variables() | {v: x for v, x in variables.items() if x is not None}, ensure_ascii=False, sort_keys=True),
        "pruebas_pasadas": resultado.pruebas["pass"],
        "pruebas_con_aviso": resultado.pruebas["warn"],
    }


# what depends on every cut: not to be compared where the histories aren't those that the run found
DE_LA_HISTORIA = ("movimiento_entre_cortes", "recaudo_obligacion", "recaudo_posterior", "ganancia_puntaje", "muestra_contra_poblacion")


def verificar(target: str, numero: int, avance: Callable[[int, int], None] | None = None) -> tuple[bool, list[str]]:
    """Repeats a run beside what is public, from the same inputs, and publishes nothing: whether every table has the same digest, and what to say of it.

    Errors: ErrorDeUso where there is no such run, or what it read isn't there any more.
    """
    with lectura(target) as conexion:
        exigir_tabla(conexion, "reparto", "corrida")
        hallada = conexion.execute("select huella_codigo, version, variables, motor from reparto.corrida where id_corrida = $1", [numero]).fetchone()
        ultima = conexion.execute("select coalesce(max(id_corrida), 0) from reparto.corrida").fetchone()[0]
    if hallada is None:
        raise ErrorDeUso(f"no hay una corrida {numero}: " + (f"hay de la 1 a la {ultima}." if ultima else "todavía no se ha publicado ninguna."))
    codigo, version, variables, de_motor = hallada[0], hallada[1], json.loads(hallada[2]), hallada[3]
    with motor(target).turno("verificar"), motor(target).al_lado():
        inicio = datetime.now()
        _exigir(dbt("run-operation", target, variables, "preparar_aparte", "--args", json.dumps({"repite": numero})))
        if otras := [tabla for clase, tabla, antes, ahora in _comparadas(target, numero) if clase == "ENTRADA" and antes != ahora]:
            raise ErrorDeUso(f"la corrida {numero} no se puede repetir: ya no son las mismas las tablas de entrada {', '.join(otras)}.")
        repetida = dbt("build", target, variables, "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test", avance=avance)
        _exigir(repetida)
        _exigir(dbt("run-operation", target, variables, "cerrar_corrida", "--args", json.dumps({"datos": _datos(target, variables, inicio, repetida)})))
        comparadas = _comparadas(target, numero)
    distintas = [(clase, tabla) for clase, tabla, antes, ahora in comparadas if antes != ahora]
    historia_igual = not any(clase == "ESTADO" and tabla.startswith("historia") for clase, tabla in distintas)
    salidas = [tabla for clase, tabla, *_ in comparadas if clase == "SALIDA" and (historia_igual or tabla not in DE_LA_HISTORIA)]
    malas = [tabla for clase, tabla in distintas if clase == "SALIDA" and tabla in salidas]
    lineas = [f"Corrida {numero}, repetida desde las mismas entradas: {len(salidas) - len(malas)} de {len(salidas)} tablas públicas tienen la misma huella."]
    if malas:
        lineas.append(f"Son otras: {', '.join(malas)}.")
    if not historia_igual:
        lineas.append(f"Sin comparar, porque otra corrida reemplazó un corte anterior o la historia se depuró: {', '.join(DE_LA_HISTORIA)}.")
    if semillas := [tabla for clase, tabla in distintas if clase == "SEMILLA"]:
        lineas.append(f"Las semillas no son las de entonces: {', '.join(semillas)}.")
    if (ahora := huella_codigo()) != codigo:
        lineas.append(f"El código no es el de entonces: {version} ({codigo[:12]}) entonces, {ahora[:12]} hoy.")
    if (hoy := motor(target).version()) != de_motor:
        lineas.append(f"El motor no es el de entonces: {de_motor} entonces, {hoy} hoy.")
    if malas and "dim_sujeto" in malas:
        lineas.append("dim_sujeto depende de la llave de la máscara (REPARTO_CLAVE_MASCARA), que no está en la bodega.")
    return not malas, lineas


def _exigir(resultado: Resultado) -> None:
    if not resultado.bien:
        raise ErrorDeUso(resultado.fallas[0][1].rstrip(".") + ".")


def _comparadas(target: str, numero: int) -> list[tuple[str, str, str | None, str | None]]:
    """[(class, table, digest in a run, digest in the one that repeats it)], read where the one that repeats it is built."""
    bitacora = f"{os.environ.get('REPARTO_ESQUEMA') or 'reparto'}.corrida_tabla"
    with lectura(target) as conexion:
        return conexion.execute(
            f"""
            select coalesce(a.clase, b.clase), coalesce(a.tabla, b.tabla), a.huella, b.huella
            from (select * from {bitacora} where id_corrida = $1) as a
            full join (select * from {bitacora} where id_corrida = (select max(id_corrida) from {bitacora})) as b on a.clase = b.clase and a.tabla = b.tabla
            where coalesce(a.clase, b.clase) <> 'ESTADO' or a.clase is not null
            order by 1, 2""",
            [numero],
        ).fetchall()


def descartar_medicion(target: str, anio: int, motivo: str) -> int:
    """Moves a year's measurements to the log of those discarded: how many. Errors: ErrorDeUso where there is none, or no reason."""
    with motor(target).turno("descartar-medicion"):
        with lectura(target) as conexion:
            exigir_tabla(conexion, "reparto", "calificacion_sujeto")
            filas = conexion.execute("select count(*) from reparto.calificacion_sujeto where vigencia_calificacion = $1", [anio]).fetchone()[0]
        argumentos = json.dumps({"anio": anio, "motivo": motivo, "usuario": usuario()})
        _exigir(dbt("run-operation", target, {}, "descartar_medicion", "--args", argumentos))
        motor(target).asentar()
    return filas


def los_que_quedan(cortes: list[date], ultimos: int) -> set[date]:
    """Of cuts in their order, the last of each month and the latest."""
    return {*cortes[-ultimos:], *{(c.year, c.month): c for c in cortes}.values()}


def depurar_historia(target: str, conservar: int, corte: date | None = None) -> list[date]:
    """Drops past cuts from the histories: `corte` alone, or all but the last of each month, the last `conservar` and the one that is public. Which.
    No measurement goes. Errors: ErrorDeUso where `corte` isn't there, or is the public one."""
    with motor(target).turno("depurar-historia"):
        with lectura(target) as conexion:
            exigir_tabla(conexion, "reparto", "historia_saldo")
            publico = conexion.execute("select fecha_corte from reparto_intermedio.int_medicion").fetchone()[0]
            cortes = conexion.execute("select fecha_corte from reparto.historia_saldo union select fecha_corte from reparto.historia_asignacion").fetchall()
        todos = sorted(c for (c,) in cortes)
        if corte and corte not in todos:
            raise ErrorDeUso(f"la historia no tiene un corte del {fecha(corte)}.")
        if corte == publico:
            raise ErrorDeUso(f"el corte del {fecha(corte)} es el de los resultados publicados: ejecute primero el que debe reemplazarlo.")
        quedan = {*todos} - {corte} if corte else {publico} | los_que_quedan(todos, conservar)
        sobran = [c for c in todos if c not in quedan]
        if sobran:
            _exigir(dbt("run-operation", target, {}, "depurar_historia", "--args", json.dumps({"cortes": [c.isoformat() for c in sobran]})))
            motor(target).asentar()
    return sobran
