"""Other readings of the resolution: built beside the default one, which stays as it is, and compared with it."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import ejecucion, parciales, rutas
from .consultas import exigir_tabla, hay_tabla, lectura
from .corrida import exigir_mismo_codigo
from .errores import ErrorDeUso
from .exportacion import sin_formula
from .motores import entorno, motor

OTRA = "reparto_otra"
HOY = "reparto_hoy"  # the run's own reading measured afresh: with what the other is compared where the year's measurements aren't today's
# who goes where, and what it comes from of what a reading may change
COMPARADOS = ("+asignacion_sujeto,reparto.intermediate", "+asignacion_sujeto,reparto.marts")
COMUNES = "reparto.intermediate.saldos"
DEL_LIBRO = {"reajuste_sancion", "alivios"}  # what changes the ledger itself
# what the run read, and when: staging and ledger are its own
DE_LA_CORRIDA = ("fecha_corte", "esquema_fuente", "tablas_fuente")
LOTE = 10_000

MOVIDOS = f"""
    from {{base}}.asignacion_obligacion as a
    full join {OTRA}.asignacion_obligacion as b on a.id_obligacion = b.id_obligacion
    where coalesce(a.oficina, '') <> coalesce(b.oficina, '') or coalesce(a.estado, '') <> coalesce(b.estado, '')
        or coalesce(a.prioridad, '') <> coalesce(b.prioridad, '')
        or coalesce(a.oficina_determinacion, '') <> coalesce(b.oficina_determinacion, '')"""
SUJETOS = f"""
    from {{base}}.asignacion_sujeto as a
    inner join {OTRA}.asignacion_sujeto as b on a.id_sujeto = b.id_sujeto"""
LISTA = f"""
    select coalesce(a.id_obligacion, b.id_obligacion), coalesce(a.id_sujeto, b.id_sujeto), coalesce(a.saldo, b.saldo),
        a.prioridad, b.prioridad, a.regla, b.regla, a.oficina, b.oficina, a.estado, b.estado
    {MOVIDOS} order by 1"""
TITULOS = ("id_obligacion", "id_sujeto", "saldo", "prioridad", "prioridad_otra", "regla", "regla_otra", "oficina", "oficina_otra", "estado", "estado_otro")


@dataclass
class Movimiento:
    """Who moves between the default and another reading. por_oficina, por_prioridad: rows (from, to, subjects[, obligations, pesos])."""

    sujetos: int
    obligaciones: int
    pesos: object
    por_oficina: list[tuple]
    por_prioridad: list[tuple]


def parametros(target: str) -> dict:
    """The vars of the default run. Errors: ErrorDeUso where there was none."""
    with lectura(target) as conexion:
        return parametros_de(conexion)


def parametros_de(conexion) -> dict:
    """The same, read by a connection that is open."""
    if not hay_tabla(conexion, "reparto", "parametro_corrida"):
        raise ErrorDeUso("todavía no hay una corrida con la que comparar: use «reparto ejecutar» primero.")
    filas = conexion.execute("select variable, valor from reparto.parametro_corrida").fetchall()
    return {variable: json.loads(valor) if valor.startswith(("{", "[")) or valor in ("null", "true", "false") else valor for variable, valor in filas}


def alternativas() -> list[tuple[str, str, str]]:
    """[(id of the register, var, value)] of every reading that a var chooses, the defaults too."""
    with open(rutas.PROYECTO / "seeds/norma/interpretaciones.csv", encoding="utf-8", newline="") as archivo:
        return [
            (fila["id"], fila["variable"], valor)
            for fila in csv.DictReader(archivo)
            for valor in fila["valores"].split(", ")
            if fila["variable"] and all(re.fullmatch(r"[a-z0-9_.]+", v) for v in fila["valores"].split(", "))
        ]


def _conserva_otra_medicion(target: str) -> bool:
    """Whether somebody's measurement of the year isn't what today's would be."""
    with lectura(target) as conexion:
        exigir_tabla(conexion, "reparto", "medicion_conservada")
        return conexion.execute("select count(*) from reparto.medicion_conservada where estado in ('DISTINTA', 'SIN_MORA')").fetchone()[0] > 0


def _borrar(target: str) -> None:
    with lectura(target) as conexion:
        for esquema in (x + y for x in (OTRA, HOY) for y in ("", "_intermedio", "_saldos")):
            conexion.execute(f"drop schema if exists {esquema} cascade")
        conexion.commit()


def comparar(target: str, cambios: dict, lista: Path | None = None, avance: Callable[[int, int], None] | None = None) -> Movimiento:
    """Builds the run again with other vars, beside the default one, and says who moves; `lista`: a new CSV file with each obligation that does.

    Errors: ErrorDeUso for a bad var (its own sentence), where nothing was built yet or by other code; the default run is never touched.
    """
    if fija := next((v for v in DE_LA_CORRIDA if v in cambios), None):
        raise ErrorDeUso(f"--var {fija}: otra lectura se compara con las entradas y el corte de la última corrida.")
    if lista and lista.exists():
        raise ErrorDeUso(f"el archivo {lista} ya existe: indique uno nuevo.")
    with lectura(target) as conexion:
        actuales = parametros_de(conexion)
        exigir_mismo_codigo(conexion)
    variables = actuales | cambios
    libro_propio = any(variables[v] != actuales[v] for v in DEL_LIBRO)
    comunes = () if libro_propio else ("--exclude", COMUNES)
    excluidos = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "seed")
    with motor(target).turno("comparar"):
        construidas = {OTRA: variables} | ({HOY: actuales} if _conserva_otra_medicion(target) else {})
        try:
            _borrar(target)
            for esquema, lectura_ in construidas.items():
                with entorno(REPARTO_ESQUEMA=esquema, REPARTO_LIBRO_PROPIO="1" if libro_propio else ""):
                    resultado = ejecucion.dbt("build", target, lectura_, "-s", *COMPARADOS, *comunes, *excluidos, avance=avance)
                if not resultado.bien:
                    raise ErrorDeUso(resultado.fallas[0][1])
            return _medir(target, HOY if HOY in construidas else "reparto", lista)
        finally:
            _borrar(target)


def _medir(target: str, base: str, lista: Path | None) -> Movimiento:
    """`base`: the schema of the reading that the other is compared with."""
    movidos, sujetos = MOVIDOS.format(base=base), SUJETOS.format(base=base)
    with lectura(target) as conexion:

        def uno(consulta: str) -> tuple:
            return conexion.execute(consulta).fetchone()

        obligaciones, de_obligaciones, pesos = uno(
            f"select count(*), count(distinct coalesce(a.id_sujeto, b.id_sujeto)), coalesce(sum(coalesce(a.saldo, b.saldo)), 0) {movidos}"
        )
        # a subject without obligations moves when its own office or priority does
        sin_obligaciones = uno(
            f"select count(*) {sujetos} where a.n_obligaciones = 0 and (coalesce(a.oficina, '') <> coalesce(b.oficina, '') "
            "or coalesce(a.prioridad, '') <> coalesce(b.prioridad, '') or coalesce(a.oficina_determinacion, '') <> coalesce(b.oficina_determinacion, ''))"
        )[0]
        oficinas = conexion.execute(f"""
            select coalesce(a.oficina, '(ninguna)'), coalesce(b.oficina, '(ninguna)'), count(distinct coalesce(a.id_sujeto, b.id_sujeto)), count(*),
                sum(coalesce(a.saldo, b.saldo)) {movidos} group by 1, 2 order by 4 desc, 1, 2""").fetchall()
        nombres = dict(conexion.execute("select oficina, nombre from reparto_intermedio.int_oficina").fetchall())
        oficinas = [(nombres.get(de, de), nombres.get(a, a), *cifras) for de, a, *cifras in oficinas]
        prioridades = conexion.execute(f"""
            select coalesce(a.prioridad, 'sin prioridad'), coalesce(b.prioridad, 'sin prioridad'), count(*) {sujetos}
            where coalesce(a.prioridad, '') <> coalesce(b.prioridad, '') group by 1, 2 order by 1, 2""").fetchall()
        if lista:
            _escribir(conexion, LISTA.format(base=base), lista)
    return Movimiento(de_obligaciones + sin_obligaciones, obligaciones, pesos, oficinas, prioridades)


def _escribir(conexion, consulta: str, lista: Path) -> None:
    lista.parent.mkdir(parents=True, exist_ok=True)
    parcial = lista.with_name(f".{lista.name}.parcial")
    try:
        with open(parcial, "w", encoding="utf-8", newline="") as archivo:
            escritor = csv.writer(archivo)
            escritor.writerow(TITULOS)
            cursor = conexion.execute(consulta)
            while lote := cursor.fetchmany(LOTE):
                escritor.writerows([sin_formula(v) for v in fila] for fila in lote)
        parcial.rename(lista)
    finally:
        parcial.unlink(missing_ok=True)


def sensibilidad(target: str, avance: Callable[[str], None]) -> list[tuple[str, str, str, Movimiento]]:
    """Every reading that isn't the default run's, one at a time: [(id, var, value, who moves)], most subjects first."""
    actuales = parametros(target)
    salida = []
    for id_, variable, valor in alternativas():
        if actuales[variable] != valor:
            avance(f"{variable}={valor}")
            salida.append((id_, variable, valor, comparar(target, {variable: valor})))
    salida.sort(key=lambda x: (-x[3].sujetos, -x[3].obligaciones, x[0], x[2]))
    _guardar(target, salida)
    return salida


def _archivo(target: str) -> Path:
    return rutas.DATOS / f"sensibilidad-{target}.json"


def _ultima_corrida(target: str) -> list[str]:
    """The last run published: its number and when it began; nothing of one by dbt alone."""
    with lectura(target) as conexion:
        if not hay_tabla(conexion, "reparto", "corrida"):
            return []
        consulta = "select id_corrida, inicio from reparto.corrida order by id_corrida desc"
        return [str(x) for x in conexion.execute(consulta).fetchone() or ()]


def _guardar(target: str, filas: list[tuple[str, str, str, Movimiento]]) -> None:
    """What was measured, for the board: counts and pesos, nobody's name. Whole or not at all."""
    lecturas = [{"registro": i, "variable": v, "valor": x, "sujetos": m.sujetos, "obligaciones": m.obligaciones, "saldo": str(m.pesos)} for i, v, x, m in filas]
    with parciales.parcial(rutas.DATOS, ".sensibilidad-") as parcial:
        nuevo = parcial / _archivo(target).name
        nuevo.write_text(json.dumps({"corrida": _ultima_corrida(target), "lecturas": lecturas}, ensure_ascii=False), encoding="utf-8")
        nuevo.rename(_archivo(target))


def guardada(target: str) -> list[dict] | None:
    """What `sensibilidad` measured of the last run, a row a reading; none where it didn't."""
    archivo = _archivo(target)
    if not archivo.exists():
        return None
    escrito = json.loads(archivo.read_text(encoding="utf-8"))
    return escrito["lecturas"] if escrito.get("corrida") == _ultima_corrida(target) else None
