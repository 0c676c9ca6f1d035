"""What an official tells a taxpayer: the trace of the decision, in sentences, and what would change it."""

import re

from .consultas import catalogo, exigir_columna, exigir_tabla, lectura
from .errores import ErrorDeUso
from .palabras import con_articulo, concordar, decimal, en_prosa, fecha, minuscula, numero, rotulo

# the catalogues of the seed etiquetas whose codes the trace says
CATALOGOS = "('incumplimiento', 'clasificacion_anio', 'vigencias_incumplidas', 'etapa', 'estado_asignacion', 'regla')"

# an article may name the reading of the register that it rests on, which says nothing to a taxpayer
INTERPRETACION = re.compile(r" \(D-\d+\)")


def _cambios(conexion, id_sujeto: str) -> list[str]:
    """The nearest changes of the score that would move the priority, nearest first."""
    fila = conexion.execute(
        """
        select c.puntaje, coalesce(f.puntaje_alcanzable, c.puntaje_maximo), p.prioridad, p.mayor_que, p.hasta
        from reparto_intermedio.int_calificacion_medida as c
        inner join reparto_intermedio.int_prioridad as p on c.prioridad = p.prioridad
        left join reparto_intermedio.int_puntaje_sujeto as f on c.id_sujeto = f.id_sujeto and c.fila_matriz = f.fila_matriz
        left join reparto.correccion_calificacion as k
            on c.id_sujeto = k.id_sujeto and c.vigencia_calificacion = k.vigencia_calificacion and k.es_vigente
        where c.id_sujeto = $1 and k.id_sujeto is null
    """,
        [id_sujeto],
    ).fetchone()
    if fila is None:  # or an official set it by hand: no score moves it
        return []
    puntaje, maximo, prioridad, mayor_que, hasta = fila
    orden = [p for (p,) in conexion.execute("select prioridad from reparto_intermedio.int_prioridad order by mayor_que desc nulls last").fetchall()]
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


def _conservada(conexion, id_sujeto: str) -> list[str]:
    """A sentence where the measurement that counts isn't the one that today's data would give."""
    fila = conexion.execute(
        "select fecha_corte, estado, prioridad, puntaje, saldo_incumplido, prioridad_hoy, puntaje_hoy, saldo_incumplido_hoy "
        "from reparto.medicion_conservada where id_sujeto = $1",
        [id_sujeto],
    ).fetchone()
    if fila is None:
        return []
    dia, estado, prioridad, puntaje, saldo, *hoy = fila
    frase = f"Conserva su medición del {fecha(dia)}: prioridad {prioridad}, puntaje {decimal(puntaje)}, saldo {numero(saldo)}"
    if estado == "FUERA_DE_LA_ENTRADA":
        return [f"{frase}; ya no viene en los datos."]
    if estado == "SIN_MORA":
        return [f"{frase}; hoy no tendría qué medir."]
    if estado == "IGUAL":
        return [f"{frase}; hoy daría lo mismo."]
    return [f"{frase}; hoy daría prioridad {hoy[0]}, puntaje {decimal(hoy[1])}, saldo {numero(hoy[2])}."]


def _veredicto(conexion, id_sujeto: str, oficinas: dict[str, str], nombres: dict[str, str]) -> list[str]:
    """Two lines: which office and why; what is owed and who works it. A third, what can no longer be collected (var prescripcion). Of who is excluded, the
    first: whether anything is owed isn't looked at."""
    prioridad, codigo, oficina, regla = conexion.execute(
        "select prioridad, codigo_riesgo, oficina, regla from reparto.asignacion_sujeto where id_sujeto = $1", [id_sujeto]
    ).fetchone()
    if regla == "EXCLUSION":
        return [f"{id_sujeto}: está excluido y ninguna oficina lo lleva."]
    quien = f"prioridad {prioridad}" if prioridad else f"código de riesgo {codigo}" if codigo else "sin calificación"
    if oficina is None:
        primera = f"{id_sujeto}: {quien}; ninguna oficina lo lleva (regla {nombres[regla]})."
    else:
        primera = f"{id_sujeto}: {quien}; lo lleva {con_articulo(oficinas[oficina])} (regla {nombres[regla]})."
    filas = conexion.execute(
        "select estado = 'PRESCRIPCION_POR_DECLARAR', oficina, count(*), sum(saldo), sum(saldo_sancion) from reparto.asignacion_obligacion "
        "where id_sujeto = $1 group by 1, 2 order by 3 desc, 2",
        [id_sujeto],
    ).fetchall()
    en_mora = [fila[1:] for fila in filas if not fila[0]]
    lineas = [primera, _cuanto("Debe", en_mora, "en mora", oficinas) if en_mora else "No tiene obligaciones en mora."]
    if prescritas := [fila[1:] for fila in filas if fila[0]]:
        lineas.append(_cuanto("Aparte,", prescritas, "cuya prescripción está por declarar", oficinas))
    return lineas


def _cuanto(verbo: str, por_oficina: list[tuple], cuales: str, oficinas: dict[str, str]) -> str:
    n, saldo, sancion = (sum(columna) for columna in zip(*(fila[1:] for fila in por_oficina), strict=True))
    cuanto = f"{numero(saldo)} de impuesto" + (f" y {numero(sancion)} de sanción" if sancion else "")
    debe = concordar(f"{verbo} {{}} en {{}} [obligación|obligaciones] {cuales}", cuanto, n)
    if len(por_oficina) > 1:
        donde = {o: f"en {con_articulo(oficinas[o])}" if o else "sin oficina" for o, *_ in por_oficina}
        debe += ": " + ", ".join(f"{numero(cuantas)} {donde[o]}" for o, cuantas, *_ in por_oficina)
    return debe + "."


def explicar(id_sujeto: str, target: str) -> list[str]:
    """The lines of the explanation: the verdict, then its steps. Errors: ErrorDeUso for an id that is none, or a subject that nobody knows."""
    id_sujeto = sujeto_normal(id_sujeto)
    with lectura(target) as conexion:
        exigir_tabla(conexion, "reparto", "traza_decision")
        exigir_columna(conexion, "reparto_intermedio", "int_puntaje_sujeto", "puntaje_alcanzable")
        pasos = conexion.execute(
            """
            select id_obligacion, paso, norma, articulo, entrada, umbral, resultado
            from reparto.traza_decision where id_sujeto = $1 order by id_obligacion nulls first, orden
        """,
            [id_sujeto],
        ).fetchall()
        if not pasos:
            raise ErrorDeUso("ningún contribuyente con ese documento está en la última corrida.")
        oficinas = dict(conexion.execute("select oficina, nombre from reparto_intermedio.int_oficina").fetchall())
        codigos = (
            f"select codigo, nombre from reparto_norma.etiquetas where catalogo in {CATALOGOS} "
            "union all select codigo, nombre from reparto_intermedio.int_codigo_norma where clase <> 'REGLA'"
        )
        de_la_norma = "select codigo from reparto_intermedio.int_codigo_norma where clase = 'REGLA'"
        reglas = {regla: rotulo(regla).lower() for (regla,) in conexion.execute(de_la_norma).fetchall()}
        nombres = reglas | {codigo: minuscula(nombre) for codigo, nombre in conexion.execute(codigos).fetchall()}
        titulos = catalogo(conexion, "paso")
        cambios = _cambios(conexion, id_sujeto)
        conservada = _conservada(conexion, id_sujeto)
        lineas = [*_veredicto(conexion, id_sujeto, oficinas, nombres), *conservada, "", f"Por qué, paso a paso ({pasos[0][2]}):"]
    alguno = lambda codigos: "|".join(sorted(codigos, key=len, reverse=True))  # noqa: E731
    de_oficina = re.compile(rf"\b(Oficina )?({alguno(oficinas)})\b")
    de_otro = re.compile(rf"(?<![\w:-])({alguno(nombres)})(?![\w-])")

    def en_palabras(texto: str) -> str:
        texto = " ".join(en_prosa(texto).split())  # what an official wrote may have lines
        texto = de_oficina.sub(lambda m: oficinas[m[2]] if m[1] else con_articulo(oficinas[m[2]]), texto)
        texto = de_otro.sub(lambda m: nombres[m[1]], texto)
        return texto[:1].upper() + texto[1:]

    anterior = None
    for obligacion, paso, _, articulo, entrada, umbral, resultado in pasos:
        if obligacion != anterior:
            lineas += ["", f"Obligación {obligacion}"]
            anterior = obligacion
        nombre = titulos.get(paso) or "Regla " + nombres[paso.removeprefix("REGLA_")]
        # the last step's threshold names the office that the obligation would go to with the other stage: nobody's business here
        dicho = (entrada, resultado) if paso == "OFICINA" else (entrada, umbral, resultado)
        lineas.append(f"  {nombre}: {'. '.join(en_palabras(x) for x in dicho)}. ({INTERPRETACION.sub('', articulo)})")
        if paso == "PRIORIDAD":
            lineas += [f"    {cambio}" for cambio in cambios]
    return lineas
