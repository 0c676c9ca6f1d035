"""What an official tells a taxpayer: the trace of the decision, in sentences, and what would change it."""

import re
from decimal import Decimal

from .consultas import exigir_tabla, lectura
from .errores import ErrorDeUso
from .resumen import numero

PASOS = {
    "EXCLUSION": "Exclusión", "TAMANO": "Tamaño de la mora", "FILA": "Fila de la matriz", "PUNTAJE": "Puntaje", "PRIORIDAD": "Prioridad",
    "CORRECCION": "Corrección", "RIESGO": "Riesgo", "OMISO": "Omiso total", "COSTO_BENEFICIO": "Costo beneficio", "MUESTRA": "Muestra",
    "SUJETO": "Oficina del sujeto", "INCUMPLIDA": "Mora", "OFICINA": "Oficina",
}  # fmt: skip


def decimal(valor: Decimal) -> str:
    """3.500000 as 3,5."""
    return f"{valor.normalize():f}".replace(".", ",")


def en_pesos(texto: str) -> str:
    """$ 1234567.89 inside a sentence as $ 1.234.567,89."""
    return re.sub(r"\$ (\d+\.\d\d)", lambda m: numero(Decimal(m[1])), texto)


def _cambios(conexion, id_sujeto: str) -> list[str]:
    """The nearest changes of the score that would move the priority, nearest first."""
    fila = conexion.execute(f"""
        select c.puntaje, c.puntaje_maximo, p.prioridad, p.mayor_que, p.hasta, p.norma
        from reparto.calificacion_sujeto as c
        inner join reparto_intermedio.int_medicion as m on c.vigencia_calificacion = m.vigencia_calificacion
        inner join reparto_norma.prioridades as p on c.prioridad = p.prioridad and p.norma = c.norma
        where c.id_sujeto = '{id_sujeto}'
    """).fetchone()
    if fila is None:
        return []
    puntaje, maximo, prioridad, mayor_que, hasta, norma = fila
    vecinas = dict(conexion.execute(f"select prioridad, calificacion from reparto_norma.prioridades where norma = '{norma}'").fetchall())
    orden = sorted(vecinas)
    frases = []
    if hasta is not None:
        frase = f"Con un puntaje mayor a {decimal(hasta)} pasaría a {orden[orden.index(prioridad) - 1]}"
        if maximo <= hasta:
            frase += f"; pero su fila de la matriz no da más de {decimal(maximo)}: tendría que cambiar el tamaño o los años de su mora"
        frases.append((hasta - puntaje, frase + "."))
    if mayor_que is not None:
        frases.append((puntaje - mayor_que, f"Con un puntaje de {decimal(mayor_que)} o menos pasaría a {orden[orden.index(prioridad) + 1]}."))
    return [frase for _, frase in sorted(frases)]


def sujeto_normal(id_sujeto: str) -> str:
    """CC-1234 of what somebody typed. Errors: ErrorDeUso for an id that is none."""
    partes = re.fullmatch(r"([A-Z]{2,4})-0*([1-9][0-9]*)", id_sujeto.strip().upper())
    if not partes:
        raise ErrorDeUso("el sujeto se escribe como CC-1234 o NIT-860069804 (tipo, guion y número sin dígito de verificación).")
    return f"{partes[1]}-{partes[2]}"


def explicar(id_sujeto: str, target: str) -> list[str]:
    """The lines of the explanation. Errors: ErrorDeUso for an id that is none, or a subject that nobody knows."""
    id_sujeto = sujeto_normal(id_sujeto)
    with lectura(target) as conexion:
        exigir_tabla(conexion, "reparto", "traza_decision")
        pasos = conexion.execute(f"""
            select id_obligacion, paso, norma, articulo, entrada, umbral, resultado
            from reparto.traza_decision where id_sujeto = '{id_sujeto}' order by id_obligacion nulls first, orden
        """).fetchall()
        if not pasos:
            raise ErrorDeUso("ningún contribuyente con ese documento está en la última corrida.")
        cambios = _cambios(conexion, id_sujeto)
    lineas = [f"{id_sujeto}: por qué está donde está ({pasos[0][2]})"]
    anterior = None
    for obligacion, paso, _, articulo, entrada, umbral, resultado in pasos:
        if obligacion != anterior:
            lineas += ["", f"Obligación {obligacion}"]
            anterior = obligacion
        nombre = PASOS.get(paso) or "Regla " + paso.removeprefix("REGLA_").replace("_", " ").lower()
        lineas.append(f"  {nombre}: {en_pesos(entrada)}. {en_pesos(umbral)}. {en_pesos(resultado)}. ({articulo})")
        if paso == "PRIORIDAD":
            lineas += [f"    {cambio}" for cambio in cambios]
    return lineas
