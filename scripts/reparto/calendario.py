"""A gestor's agenda as a calendar file: what he has to do, the instalments that fall due, the deadlines of his subjects' requests."""

import hashlib
from datetime import UTC, date, datetime, time
from pathlib import Path

from . import parciales
from .composicion import extra
from .consultas import exigir_tabla, lectura
from .errores import ErrorDeUso
from .palabras import en_archivo, en_prosa, hoy, numero, rotulo

PARCIAL = ".agenda-"
CONSULTA = """
    with suyos as (
        select id_sujeto from reparto_intermedio.int_cartera where id_gestor = $1
    ),
    eventos as (
        select fecha_limite as dia, origen as clase, id_origen as clave, accion, id_sujeto, razon, cast(null as numeric(18, 2)) as valor
        from cobro.gestion_pendiente where id_gestor = $1
        union all
        select
            c.fecha_vencimiento, 'CUOTA', c.id_facilidad || '/' || cast(c.cuota as varchar), 'VENCE_CUOTA', c.id_sujeto,
            'Cuota ' || cast(c.cuota as varchar) || ' de la facilidad ' || c.id_facilidad, c.saldo
        from cobro.cuota_facilidad as c inner join cobro.facilidad as f on c.id_facilidad = f.id_facilidad
        where c.estado = 'PENDIENTE' and f.estado in ('AL_DIA', 'INCUMPLIDA') and c.id_sujeto in (select id_sujeto from suyos)
        union all
        select
            fecha_limite, 'SOLICITUD', id_solicitud, 'RESOLVER_SOLICITUD', id_sujeto,
            'Vence el término de ' || articulo || ' para la solicitud ' || id_solicitud, cast(null as numeric(18, 2))
        from cobro.plazo_solicitud
        where termino = 'RESOLVER' and estado = 'EN_TRAMITE' and fecha_limite is not null and id_sujeto in (select id_sujeto from suyos)
    )
    select e.*, c.nombre, c.direccion, c.telefono, c.correo
    from eventos as e left join reparto_staging.stg_contribuyentes as c on e.id_sujeto = c.id_sujeto
    order by e.dia, e.clase, e.clave
"""


def escribir(gestor: str | None, target: str, carpeta: Path, impreso: date | None = None) -> list[tuple[Path, int]]:
    """One .ics for a gestor (default: for each active one), what was there replaced: the files with their events. Errors: ErrorDeUso."""
    with lectura(target) as conexion:
        exigir_tabla(conexion, "cobro", "gestion_pendiente")
        gestores = [g for (g,) in conexion.execute("select id_gestor from reparto_staging.stg_gestores where activo order by 1").fetchall()]
        if gestor is not None and gestor not in gestores:
            raise ErrorDeUso(f"no hay un gestor activo {gestor}.")
        parciales.limpiar(carpeta, PARCIAL)
        salida = []
        for uno in gestores if gestor is None else [gestor]:
            filas = conexion.execute(CONSULTA, [uno]).fetchall()
            destino = carpeta / f"agenda-{en_archivo(uno)}.ics"
            with parciales.parcial(carpeta, PARCIAL) as parcial:
                (parcial / destino.name).write_bytes(_calendario(uno, filas, impreso or hoy()))
                (parcial / destino.name).replace(destino)
            salida.append((destino, len(filas)))
    return salida


def _calendario(gestor: str, filas: list[tuple], impreso: date) -> bytes:
    icalendar = extra("icalendar")
    calendario = icalendar.Calendar()
    calendario.add("prodid", "-//reparto//agenda del gestor//ES")
    calendario.add("version", "2.0")
    calendario.add("x-wr-calname", f"Gestor {gestor}")
    for dia, clase, clave, accion, sujeto, razon, valor, nombre, direccion, telefono, correo in filas:
        evento = icalendar.Event()
        evento.add("uid", hashlib.sha256(f"{gestor}|{clase}|{clave}".encode()).hexdigest()[:32] + "@reparto")
        evento.add("dtstamp", datetime.combine(impreso, time(), UTC))
        evento.add("dtstart", dia)
        evento.add("summary", f"{rotulo(accion)}: {nombre or sujeto}")
        dicho = en_prosa(razon) + (f": {numero(valor)}" if valor is not None else "")
        evento.add("description", "\n".join(x for x in (dicho, sujeto, telefono, correo) if x))
        if accion == "VISITA" and direccion:
            evento.add("location", direccion)
        evento.add("categories", [rotulo(clase)])
        calendario.add_component(evento)
    return calendario.to_ical()
