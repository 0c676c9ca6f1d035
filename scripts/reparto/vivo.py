"""Accounts as of now: a subject with receipts that arrived after the last run has its account folded again, by the same models, beside the run's."""

import hashlib
import json
import os
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date

from . import contrato, ejecucion
from .consultas import hay_tabla, lectura
from .errores import ErrorDeUso
from .lecturas import parametros_de
from .motores import entorno, identificador

PROPIAS = f"reparto_vivo_{hashlib.sha256(socket.gethostname().encode()).hexdigest()[:6]}_"  # and the process
# what is built anew, from the receipts to the documents; the rest is read from the run (macros/esquemas.sql)
MODELOS = [
    *("stg_pagos", "int_recibo", "int_evento", "int_libro", "int_estado_corte", "int_estado_dia", "int_cuenta_corte"),
    *("int_cuenta_dia", "int_movimiento", "int_cierre", "int_candidato_recibo", "int_deuda_compensable", "int_solicitud_deuda"),
    *("int_compensacion", "cuenta_a_una_fecha", "movimiento_a_una_fecha", "estado_cuenta", "normalizacion_saldos", "destino_saldo_a_favor"),
    *("certificacion_deuda_detalle", "certificacion_deuda"),
]
IDENTIFICAN = ("id_recibo", "id_obligacion", "numero_documento")
SUJETO = "tipo_documento || '-' || trim(leading '0' from split_part(numero_documento, '-', 1))"  # as staging reads it


def _lista(valores: Collection[str]) -> str:
    return ", ".join("'" + v.replace("'", "''") + "'" for v in valores)


def _texto(valor: str, tipo: str) -> str:
    """A value of a column of some type, as staging's texto_de_clase reads it."""
    texto = f"cast({valor} as text)"
    if tipo.lower().startswith(("numeric", "decimal")):
        return f"case when {texto} like '%.%' then trim(trailing '.' from trim(trailing '0' from {texto})) else {texto} end"
    return f"nullif({texto}, '')"


@dataclass
class Fuente:
    """Where the last run read its input: the schema, and the names of those tables that have one of their own."""

    esquema: str
    tablas: dict[str, str]

    @classmethod
    def de(cls, variables: dict) -> "Fuente":
        """As of a run that a version before these parameters published, the wrapper's own."""
        return cls(variables.get("esquema_fuente", "fuente"), variables.get("tablas_fuente", {}))

    def nombre(self, tabla: str) -> str:
        return self.tablas.get(tabla, tabla)

    def filas(self, conexion, tabla: str) -> str | None:
        """A relation of its rows with the contract's columns, null where it hasn't one, what identifies as the text that staging reads; none where the
        table isn't there. PostgreSQL minds the capitals of a quoted name."""
        consulta = "select column_name, data_type from information_schema.columns where table_schema = $1 and table_name = $2"
        suyas = {c.lower(): (c, tipo) for c, tipo in conexion.execute(consulta, [self.esquema, self.nombre(tabla)]).fetchall()}
        if not suyas:
            return None

        def valor(columna: str) -> str:
            if columna not in suyas:
                return "cast(null as text)"
            propia, tipo = suyas[columna]
            leida = f"{identificador(tabla)}.{identificador(propia)}"
            return _texto(leida, tipo) if columna in IDENTIFICAN else leida

        columnas = ", ".join(f"{valor(c)} as {c}" for c in contrato.tablas()[tabla]["columnas"])
        return f"(select {columnas} from {identificador(self.esquema)}.{identificador(self.nombre(tabla))} as {tabla}) as {tabla}"


def _suyos(sujetos: Collection[str]) -> str:
    """The rows of `pagos` of some subjects: their receipts, and those of anybody that name a debt of theirs."""
    de_ellos = f"id_sujeto in ({_lista(sujetos)})"
    nombran = f"id_obligacion in (select id_obligacion from reparto_staging.stg_obligaciones where {de_ellos})"
    return f"({SUJETO} in ({_lista(sujetos)}) or {nombran})"


def recien_llegados(conexion, sujetos: Collection[str]) -> dict[str, set[str]]:
    """{subject: receipts of the input that the last run didn't see}, of those subjects that have any."""
    llegados: dict[str, set[str]] = {}
    if not sujetos or not (pagos := Fuente.de(parametros_de(conexion)).filas(conexion, "pagos")):
        return llegados
    consulta = f"""
        select id_recibo, {SUJETO}, id_obligacion from {pagos}
        where {_suyos(sujetos)} and id_recibo is not null
            and not exists (select 1 from reparto_saldos.int_recibo as vistos where vistos.id_recibo = pagos.id_recibo)"""
    filas = conexion.execute(consulta).fetchall()
    if filas and hay_tabla(conexion, "reparto", "rechazos"):  # what the run couldn't read didn't arrive after it
        rechazados = {json.loads(f)["id_recibo"] for (f,) in conexion.execute("select fila from reparto.rechazos where tabla = 'pagos'").fetchall()}
        filas = [fila for fila in filas if fila[0] not in rechazados]
    if not filas:
        return llegados
    nombradas = _lista({o for *_, o in filas if o} or {""})
    consulta = f"select id_obligacion, id_sujeto from reparto_staging.stg_obligaciones where id_obligacion in ({nombradas})"
    deudores = dict(conexion.execute(consulta).fetchall())
    for recibo, sujeto, nombrada in filas:
        for quien in {sujeto, deudores.get(nombrada)} & set(sujetos):
            llegados.setdefault(quien, set()).add(recibo)
    return llegados


def _apartar(conexion, fuente: Fuente, esquema: str, sujetos: Collection[str]) -> None:
    """The trial's own input: the receipts of the subjects, those of others that paid their debts, and every debt that these may pay."""
    de_ellos = f"id_sujeto in ({_lista(sujetos)})"
    for nombre in (f"{esquema}_fuente", f"{esquema}_staging"):
        conexion.execute(f"create schema {nombre}")
    for tabla in ("contribuyentes", "obligaciones"):  # required, not read: this user may not see the run's
        columnas = ", ".join(f"cast(null as text) as {c}" for c in contrato.tablas()[tabla]["columnas"])
        conexion.execute(f"create table {esquema}_fuente.{tabla} as select {columnas} where 1 = 0")
    conexion.execute(f"""
        create table {esquema}_fuente.pagos as select * from {fuente.filas(conexion, "pagos")}
        where {_suyos(sujetos)}
            or id_recibo in (select id_recibo from reparto_saldos.int_recibo where id_deudor in ({_lista(sujetos)}))""")
    conexion.execute(f"""
        create table {esquema}_staging.stg_obligaciones as select * from reparto_staging.stg_obligaciones
        where {de_ellos} or id_obligacion in (select id_obligacion from reparto_saldos.int_recibo where {de_ellos})
            or id_obligacion in (select id_obligacion from {esquema}_fuente.pagos)""")
    conexion.commit()


def _limpiar(target: str) -> None:
    """Drops what processes of this machine that are no more left."""
    with lectura(target) as conexion:
        propias = f"select schema_name from information_schema.schemata where left(schema_name, {len(PROPIAS)}) = $1"
        nombres = [nombre for (nombre,) in conexion.execute(propias, [PROPIAS]).fetchall()]
    for nombre in nombres:
        if _termino(int(nombre.split("_")[3])):
            with suppress(Exception), lectura(target) as conexion:  # another operator's is his to drop
                conexion.execute(f"drop schema if exists {nombre} cascade")
                conexion.commit()


def _termino(proceso: int) -> bool:
    """Whether a process is no more; one with this one's number was before it (in a container they all have the same)."""
    try:
        os.kill(proceso, 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # somebody else's, alive
        pass
    return proceso == os.getpid()


@contextmanager
def al_dia(target: str, llegados: dict[str, set[str]]) -> Iterator[tuple[str, dict[str, date]]]:
    """The schema where the public tables of collection hold these subjects' accounts as of now, which goes at the end, and the day of each receipt there.
    Nobody: the run's own. A receipt that can't be read leaves `llegados`.

    Errors: ErrorDeUso where the receipts can't be folded.
    """
    if not llegados:
        yield "cobro", {}
        return
    esquema = f"{PROPIAS}{os.getpid()}"
    try:
        _limpiar(target)
        with lectura(target) as conexion:
            variables = parametros_de(conexion)
            _apartar(conexion, Fuente.de(variables), esquema, llegados)
        with entorno(REPARTO_ESQUEMA=esquema, REPARTO_VIVO=",".join([*MODELOS, "stg_obligaciones"])):
            resultado = ejecucion.dbt("run", target, variables | {"esquema_fuente": f"{esquema}_fuente", "tablas_fuente": {}}, "-s", *MODELOS)
        if not resultado.bien:
            raise ErrorDeUso(f"no se pudieron leer los recibos que llegaron después de la última corrida: {resultado.fallas[0][1]}")
        with lectura(target) as conexion:
            fechas = dict(conexion.execute(f"select id_recibo, fecha_pago from {esquema}_saldos.int_recibo").fetchall())
        for sujeto in llegados:
            llegados[sujeto] &= fechas.keys()
        yield f"{esquema}_cobro", fechas
    finally:
        with lectura(target) as conexion:
            for parte in ("fuente", "staging", "saldos", "intermedio", "cobro"):
                conexion.execute(f"drop schema if exists {esquema}_{parte} cascade")
            conexion.commit()
