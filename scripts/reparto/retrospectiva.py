"""Whether the resolution finds the money, as the marts say it: what was recovered after each past cut, and whether equals were treated alike."""

import json
from datetime import date
from decimal import Decimal

from rich.console import Console

from .consultas import catalogo, exigir_tabla, lectura
from .corrida import ULTIMOS, los_que_quedan
from .palabras import concordar, decimal, fecha_corta, rotulo
from .resumen import _tabla as tabla

PARTES = 10_000
RECAUDO = """
    select fecha_corte, {que}, horizonte, min(cast(esta_completo as integer)), sum(obligaciones), sum(saldo), sum(obligaciones_con_recaudo), sum(recaudado)
    from reparto.recaudo_posterior group by 1, 2, 3 order by 1, 2, 3"""
CORTES = (("prioridad", "Prioridad"), ("oficina", "Oficina"), ("regla", "Regla"))
# each cut at its longest horizon that has ended; where none has, at its longest
GANANCIA = """
    select curva.fecha_corte, curva.horizonte, curva.criterio, curva.decil, curva.sujetos, curva.recaudado, curva.participacion_acumulada,
        curva.esta_completo
    from reparto.ganancia_puntaje as curva
    inner join (
        select fecha_corte, coalesce(max(case when esta_completo then horizonte end), max(horizonte)) as horizonte
        from reparto.ganancia_puntaje group by fecha_corte
    ) as mayores
        on curva.fecha_corte = mayores.fecha_corte and curva.horizonte = mayores.horizonte
    order by 1, 3, 4"""
MUESTRA = """
    select fecha_corte, horizonte, en_muestra, sujetos, sujetos_con_recaudo, saldo, recaudado
    from reparto.muestra_contra_poblacion where esta_completo order by 1, 2, 3 desc"""
CARGA = """
    select coalesce(nombre_oficina, '(ninguna)'), coalesce(tipo_persona, 'sin dato'), coalesce(prioridad, 'sin prioridad'),
        count(distinct clave_sujeto), count(*), sum(saldo)
    from bi.ficha_obligacion group by 1, 2, 3 order by 1, 2, 3"""
IGUALES = """
    select count(*), coalesce(sum(obligaciones), 0), count(case when tipos_persona > 1 then 1 end), count(case when oficinas > 1 then 1 end)
    from reparto.grupo_de_iguales"""


def intervalo_exacto(exitos: int, n: int) -> tuple[Decimal, Decimal]:
    """The Clopper-Pearson interval of a proportion, 95 %, in exact integers: its ends in ten-thousandths, rounded outwards."""
    total = PARTES**n

    def hasta(k: int, p: int) -> int:
        """P(X <= k) x total, with p ten-thousandths."""
        termino = suma = (PARTES - p) ** n
        for i in range(k):
            termino = termino * (n - i) * p // ((i + 1) * (PARTES - p))  # exact: what is divided always is C(n, i + 1) p^(i + 1) q^(n - i - 1)
            suma += termino
        return suma

    def primera(cumple) -> int:
        """The least of 1 to PARTES - 1 for which cumple, which then holds for the rest; PARTES where none."""
        desde, fin = 1, PARTES
        while desde < fin:
            medio = (desde + fin) // 2
            desde, fin = (desde, medio) if cumple(medio) else (medio + 1, fin)
        return desde

    # 2.5 % on each side
    inferior = 0 if exitos == 0 else primera(lambda p: 40 * (total - hasta(exitos - 1, p)) > total) - 1
    superior = PARTES if exitos == n else primera(lambda p: 40 * hasta(exitos, p) <= total)
    return Decimal(inferior) / PARTES, Decimal(superior) / PARTES


def _parte(numerador, denominador) -> str:
    return f"{decimal(round(100 * Decimal(numerador) / denominador, 1))} %" if denominador else "–"


def _por_ciento(parte: Decimal | None) -> str:
    return "–" if parte is None else f"{decimal(round(100 * parte, 1))} %"


def muestra(conexion, cortes: set[date]) -> list[dict]:
    """For each of those cuts and horizon that has ended, how many of the sample and of the rest paid, with the interval of the sample's part."""
    grupos: dict[tuple, dict] = {}
    for corte, horizonte, en_muestra, *cifras in conexion.execute(MUESTRA).fetchall():
        nombres = ("sujetos", "sujetos_con_recaudo", "saldo", "recaudado")
        if corte in cortes:
            grupos.setdefault((corte, horizonte), {})["muestra" if en_muestra else "resto"] = dict(zip(nombres, cifras, strict=True))
    salida = []
    for (corte, horizonte), partes in grupos.items():
        if len(partes) == 2:
            sacados, resto = partes["muestra"], partes["resto"]
            desde, a = intervalo_exacto(sacados["sujetos_con_recaudo"], sacados["sujetos"])
            dentro = desde * resto["sujetos"] <= resto["sujetos_con_recaudo"] <= a * resto["sujetos"]
            salida.append({"fecha_corte": corte, "horizonte": horizonte, **partes, "intervalo": (desde, a), "el_resto_esta_dentro": dentro})
    return salida


def imprimir(target: str, consola: Console, en_json: bool = False) -> None:
    """Recovery by priority, office and rule, gain of the score, sample and uniformity; those of every cut for a machine, with `en_json`.
    Errors: ErrorDeUso where nothing was built."""
    with lectura(target) as conexion:
        exigir_tabla(conexion, "reparto", "ganancia_puntaje")
        recaudos = {titulo: conexion.execute(RECAUDO.format(que=que)).fetchall() for que, titulo in CORTES}
        todos = sorted({fila[0] for fila in recaudos["Prioridad"]})
        cortes = set(todos) if en_json else los_que_quedan(todos, ULTIMOS)
        recaudos = {titulo: [fila for fila in valores if fila[0] in cortes] for titulo, valores in recaudos.items()}
        ganancia, carga = [fila for fila in conexion.execute(GANANCIA).fetchall() if fila[0] in cortes], conexion.execute(CARGA).fetchall()
        sacados, iguales = muestra(conexion, cortes), conexion.execute(IGUALES).fetchone()
        oficinas = dict(conexion.execute("select oficina, nombre from bi.dim_oficina").fetchall())
        personas = catalogo(conexion, "tipo_persona")
    if en_json:
        columnas = {
            "recaudo": ("fecha_corte", "grupo", "horizonte", "esta_completo", "obligaciones", "saldo", "obligaciones_con_recaudo", "recaudado"),
            "ganancia": ("fecha_corte", "horizonte", "criterio", "decil", "sujetos", "recaudado", "participacion_acumulada", "esta_completo"),
            "carga": ("oficina", "tipo_persona", "prioridad", "sujetos", "obligaciones", "saldo"),
        }

        def filas(que: str, valores: list) -> list[dict]:
            return [dict(zip(columnas[que], fila, strict=True)) for fila in valores]

        datos = {
            "recaudo": {titulo.lower(): filas("recaudo", valores) for titulo, valores in recaudos.items()},
            "ganancia": filas("ganancia", ganancia),
            "muestra": sacados,
            "carga": filas("carga", carga),
            "iguales": dict(zip(("grupos", "obligaciones", "con_ambas_personas", "en_oficinas_distintas"), iguales, strict=True)),
        }
        print(json.dumps(datos, ensure_ascii=False, indent=2, default=str))
        return
    if not recaudos["Prioridad"]:
        consola.print("Todavía no hay un corte pasado: corra otra vez con una fecha de corte posterior y los recibos hasta ella.")
    else:
        for titulo, valores in recaudos.items():
            _recaudo(titulo, valores, oficinas, consola)
    curvas: dict[tuple, list[str]] = {}  # fewer than ten subjects have no row for some tenths
    for corte, horizonte, criterio, decil, _, _, participacion, completo in ganancia:
        curvas.setdefault((corte, f"{horizonte}{'' if completo else ' *'}", criterio), ["–"] * 10)[decil - 1] = _por_ciento(participacion)
    tabla(
        "Parte de lo recaudado que trae cada décima parte de los sujetos, acumulada",
        ("Corte", "Días", "Orden", *(f"{10 * d} %" for d in range(1, 11))),
        [(fecha_corta(c), h, rotulo(o), *partes) for (c, h, o), partes in curvas.items()],
        consola,
    )
    if not all(fila[3] for fila in recaudos["Prioridad"]):
        consola.print("  * el plazo no ha terminado en la fecha de corte de la última corrida", highlight=False)
    tabla(
        "Muestra de costo-beneficio: sujetos que pagaron algo, contra el resto de su población",
        ("Corte", "Días", "Muestra", "Pagó", "Intervalo exacto del 95 %", "Resto", "Pagó el resto", "¿Dentro?"),
        [
            (
                fecha_corta(m["fecha_corte"]),
                str(m["horizonte"]),
                m["muestra"]["sujetos"],
                _parte(m["muestra"]["sujetos_con_recaudo"], m["muestra"]["sujetos"]),
                " a ".join(map(_por_ciento, m["intervalo"])),
                m["resto"]["sujetos"],
                _parte(m["resto"]["sujetos_con_recaudo"], m["resto"]["sujetos"]),
                "sí" if m["el_resto_esta_dentro"] else "no",
            )
            for m in sacados
        ],
        consola,
    )
    if sin_mostrar := len(todos) - len(cortes):
        frase = "Se muestran el último corte de cada mes y los {} últimos; {} [corte más está|cortes más están] en reparto.recaudo_posterior y en --json."
        consola.print(concordar(frase, ULTIMOS, sin_mostrar), highlight=False)
    prioridades = sorted({fila[2] for fila in carga})
    por_oficina: dict[tuple, dict] = {}
    for oficina, persona, prioridad, sujetos, _, _ in carga:
        por_oficina.setdefault((oficina, persona), {})[prioridad] = sujetos
    tabla(
        "Uniformidad: sujetos por oficina, clase de persona y prioridad, hoy",
        ("Oficina", "Persona", *prioridades),
        [(oficina, personas.get(persona, persona), *(cifras.get(p, 0) for p in prioridades)) for (oficina, persona), cifras in por_oficina.items()],
        consola,
    )
    grupos, obligaciones, mixtos, distintas = map(int, iguales)
    frase = "Iguales en oficinas distintas: {} [grupo|grupos], de {} con {} [obligación|obligaciones] ({} [tiene|tienen] personas naturales y jurídicas)."
    consola.print(concordar(frase, distintas, grupos, obligaciones, mixtos), highlight=False)


def _recaudo(titulo: str, valores: list[tuple], oficinas: dict, consola: Console) -> None:
    """A row per cut and group; under each horizon, what was paid (all of it) for each peso of tax owed, and the part of the obligations that paid."""
    filas: dict[tuple, list] = {}
    for corte, grupo, _, completo, obligaciones, saldo, con_recaudo, recaudado in valores:
        nombre = oficinas.get(grupo) or (grupo if grupo[:1].isdigit() else rotulo(grupo))
        fila = filas.setdefault((corte, grupo), [fecha_corta(corte), nombre, int(obligaciones), saldo])
        fila.append(f"{_parte(recaudado, saldo)} / {_parte(con_recaudo, obligaciones)}{'' if completo else ' *'}")
    horizontes = sorted({fila[2] for fila in valores})
    columnas = ("Corte", titulo, "Obligaciones", "Saldo", *(f"{h} días" for h in horizontes))
    que = f"Recaudado después del corte, por {titulo.lower()}: por cada peso de impuesto que se debía / parte de las obligaciones"
    tabla(que, columnas, [tuple(f) for f in filas.values()], consola)
