"""What `make demo` leaves, run once: the summary, the board as a browser shows it, and the second time, which moves nothing."""

import json
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from conftest import reparto
from reparto import lecturas, resumen, retrospectiva, tablero
from reparto.palabras import concordar, numero
from scipy.stats import binomtest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
con_navegador = pytest.mark.skipif(not CHROMIUM, reason="SE OMITE: no hay Chromium (apt-get install chromium): nadie ha mirado el tablero")


@pytest.fixture(scope="module")
def demostracion(tmp_path_factory):
    """(folder of its data, what it printed)."""
    datos = tmp_path_factory.mktemp("demostracion") / "datos"
    corrida = reparto("demo", "--target", "duckdb", REPARTO_DATOS=str(datos))
    assert corrida.returncode == 0, corrida.stderr
    return datos, corrida.stdout


@pytest.fixture(scope="module")
def preguntar(demostracion):
    """A query of its warehouse, which nobody holds open between two."""

    def filas_de(consulta: str) -> list[tuple]:
        with duckdb.connect(str(demostracion[0] / "bodega.duckdb"), read_only=True) as conexion:
            return conexion.execute(consulta).fetchall()

    return filas_de


def test_demo_dos_veces(demostracion, preguntar):
    datos, primera = demostracion
    entorno = {"REPARTO_DATOS": str(datos)}
    for parte in ("Corte 30 de junio de 2017", "Oficina de Control Masivo", "filas de la entrada se rechazaron", "esperan cupo", "Archivos:"):
        assert parte in primera
    assert primera.rstrip().splitlines()[-1].startswith(f"Tablero: {datos / 'tablero-duckdb.html'}")
    resumida = reparto("resumen", "--target", "duckdb", **entorno).stdout
    assert len(resumida.splitlines()) <= 24 and not set("╭│╰") & set(resumida)
    detallada = reparto("resumen", "--detalle", "--target", "duckdb", **entorno).stdout
    assert detallada.startswith(resumida.rpartition("Todo lo demás")[0]) and "Supuestos usados" in detallada
    assert re.findall(r"\b[A-Z]{2,}_[A-Z_]+\b", detallada) == []  # names, not codes
    de_maquina = json.loads(reparto("resumen", "--json", "--target", "duckdb", **entorno).stdout)
    assert f"{numero(de_maquina['obligaciones'])} obligaciones incumplidas por {numero(Decimal(de_maquina['saldo']))}" in resumida
    assert all(f"{aviso}\n" in resumida for aviso in de_maquina["avisos"])
    # offices add up to the headline: what an archived omiso owes has none
    assert {"(ninguna)"} < {o["oficina"] for o in de_maquina["oficinas"]}
    assert sum(o["obligaciones"] for o in de_maquina["oficinas"]) == de_maquina["obligaciones"]
    assert sum(Decimal(o["saldo"]) for o in de_maquina["oficinas"]) == Decimal(de_maquina["saldo"])
    # what changed since the earlier cut, each movement against its own rows
    movidas = "select movimiento, count(*), sum(coalesce(saldo_ahora, saldo_antes)) from reparto.movimiento_entre_cortes group by 1"
    cambios = {m: (n, s) for m, n, s in preguntar(movidas)}
    assert {"ENTRO", "SALIO_PAGADA"} <= cambios.keys() and de_maquina["corte_anterior"] == "2016-12-31"
    for movimiento, frase in resumen.CAMBIOS.items():
        dicho = de_maquina["cambios"][movimiento.lower()]
        assert (dicho["obligaciones"], Decimal(dicho["saldo"])) == cambios.get(movimiento, (0, 0))
        assert movimiento not in cambios or concordar(frase, *cambios[movimiento]) in resumida
    assert re.search(r"Desde el corte 31 de diciembre de 2016: [\d.]+ obligaciones entraron, por ", resumida)
    antes = {p: p.stat().st_mtime_ns for p in [datos / "tablero-duckdb.html", *(datos / "exportaciones").rglob("*")]}
    segunda = reparto("demo", "--target", "duckdb", **entorno)
    assert "nada cambió" in segunda.stdout
    assert {p: p.stat().st_mtime_ns for p in antes} == antes


class Pagina(HTMLParser):
    """The board's tables by panel, its headline figures, and what of it a screen reader would miss."""

    def __init__(self, texto: str):
        super().__init__()
        self.tablas: dict[str, list[list[str]]] = {}
        self.cifras: list[int] = []
        self.dichos: dict[str, str] = {}
        self.sin_nombre: list[str] = []
        self.ids: set[str] = set()
        self._panel, self._celda, self._dice = "", None, None
        self.feed(texto)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.ids.add(a.get("id") or "")
        if tag == "article":
            self._panel = a["id"]
            self.tablas[self._panel] = []
        if tag == "b" and "data-valor" in a:
            self.cifras.append(int(a["data-valor"]))
        if tag == "tr" and self._panel:
            self.tablas[self._panel].append([])
        if tag in ("td", "th"):
            self._celda = ""
        if (a.get("id") or "").startswith("d-"):
            self._dice = a["id"][2:]
        if tag in ("figure", "section", "article") and not a.get("aria-labelledby"):
            self.sin_nombre.append(tag)

    def handle_data(self, data):
        if self._celda is not None:
            self._celda += data
        elif self._dice:
            self.dichos[self._dice] = data

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self._celda is not None:
            self.tablas[self._panel][-1].append(self._celda)
            self._celda = None
        if tag == "p":
            self._dice = None


def abrir(ruta: Path, carpeta: Path, filtro: str = "", *opciones: str) -> Pagina:
    """The board as Chromium shows it with that filter. No name resolves, and nothing is said on the console."""
    comunes = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--enable-logging=stderr", "--host-resolver-rules=MAP * ~NOTFOUND"]
    orden = [CHROMIUM, *comunes, f"--user-data-dir={carpeta / 'perfil'}", "--dump-dom", *opciones, f"file://{ruta}#{filtro}"]
    corrida = subprocess.run(orden, capture_output=True, text=True, timeout=120)
    assert [linea for linea in corrida.stderr.splitlines() if "CONSOLE" in linea] == []
    assert 'data-listo="si"' in corrida.stdout
    return Pagina(corrida.stdout)


def filas(pagina: Pagina, panel: str) -> list[tuple]:
    """A panel's table without its heading and its total."""
    return [tuple(f) for f in pagina.tablas[panel][1:] if f[0] != "Total"]


@con_navegador
def test_el_tablero_dice_lo_que_dicen_los_marts(demostracion, preguntar, tmp_path):
    ruta = demostracion[0] / "tablero-duckdb.html"
    assert ruta.stat().st_size < 3 * 2**20
    pagina = abrir(ruta, tmp_path)
    de_oficinas = """
        select coalesce(o.nombre, 'Sin oficina'), count(*), sum(a.saldo)
        from reparto.asignacion_obligacion as a left join bi.dim_oficina as o on a.oficina = o.oficina {} group by 1"""
    esperado = sorted((o, numero(n), numero(s)) for o, n, s in preguntar(de_oficinas.format("")))
    assert sorted(filas(pagina, "saldo")) == esperado
    assert pagina.tablas["saldo"][-1] == ["Total", *(numero(x) for x in preguntar("select count(*), sum(saldo) from reparto.asignacion_obligacion")[0])]
    consultas = {
        "antiguedad": "select banda_antiguedad, count(*), sum(saldo) from bi.ficha_obligacion group by 1",
        "omisos": "select segmento, nombre_estado, count(*) from bi.ficha_omiso group by 1, 2",
        "prescripcion": """
            select coalesce(banda_prescripcion, 'Sin término que corra'), count(*), sum(saldo_total) from bi.ficha_cuenta
            where saldo_total > 0 and situacion <> 'PRESCRITA' group by 1""",
        "supuestos": "select descripcion, sum(filas) from reparto.supuesto_usado group by 1",
    }
    for panel, consulta in consultas.items():
        assert sorted(filas(pagina, panel)) == sorted(tuple(x if isinstance(x, str) else numero(x) for x in f) for f in preguntar(consulta)), panel
    # the run of the earlier cut isn't tested, and the last one passed every test
    anotado = "id_corrida, fecha_corte, segundos, pruebas_pasadas, pruebas_con_aviso, filas_entrada, filas_salida"
    anotadas = preguntar(f"select {anotado} from reparto.corrida order by 1 desc")
    salud = [(f"{i}, corte del {d:%d/%m/%Y}", str(s).replace(".", ","), *map(numero, n)) for i, d, s, *n in anotadas]
    assert [(f[0], *f[2:]) for f in filas(pagina, "corridas")] == salud
    assert [f[1] for f in filas(pagina, "corridas")] == ["Todas bien", "Sin pruebas"] and int(salud[0][2]) > 200
    # every panel's rows add up to its own query's, and every one has a sentence, but for tables
    for panel in tablero.paneles():
        if "sql" in panel and panel["grafica"] in ("barras", "columnas", "cola") and "su_corte" not in panel:
            medida = panel["mide"]
            donde = "where corte = date '2017-06-30'" if "as corte," in panel["sql"] else ""
            total = preguntar(f"select sum({medida}) from ({tablero.consulta(panel, date(2016, 12, 31), date(2017, 6, 30))}) {donde}")[0][0]
            columna = [c.lower() for c in pagina.tablas[panel["id"]][0]].index(medida)
            clase = panel["medidas"][medida]
            assert sum(entero(f[columna]) for f in filas(pagina, panel["id"])) == int(total * tablero.PARTES.get(clase, 1)), panel["id"]
        if panel["id"] in pagina.tablas and panel["grafica"] != "tabla":
            assert pagina.dichos.get(panel["id"]), panel["id"]
    espera = preguntar("select count(*) from reparto.cola_oficina where estado = 'EN_ESPERA'")[0][0]
    assert espera in pagina.cifras and int(preguntar("select sum(saldo) * 100 from reparto.asignacion_obligacion")[0][0]) in pagina.cifras
    assert pagina.sin_nombre == []
    # filters: one office, one tax, the cut before
    filtrada = abrir(ruta, tmp_path, f"oficina={quote('Oficina de Control Masivo')}&impuesto={quote('Predial unificado')}")
    filtro = "inner join bi.dim_impuesto as i on a.impuesto = i.impuesto where o.nombre = 'Oficina de Control Masivo' and i.nombre = 'Predial unificado'"
    assert filas(filtrada, "saldo") == [(o, numero(n), numero(s)) for o, n, s in preguntar(de_oficinas.format(filtro))]
    anterior = abrir(ruta, tmp_path, "corte=2016-12-31")
    de_antes = "select count(*), sum(saldo) from reparto.historia_asignacion where fecha_corte = '2016-12-31'"
    assert anterior.tablas["saldo"][-1][1:] == [numero(x) for x in preguntar(de_antes)[0]]


def entero(texto: str) -> int:
    return int(re.sub(r"\D", "", texto))


def test_el_tablero_de_un_corte_entre_muchos(demostracion, preguntar, tmp_path):
    """A cut every night, newer ones too, and nobody in default at the public one: it is there, with those before it; what was recovered is of older ones."""
    bodega, hoja = tmp_path / "muchos.duckdb", tmp_path / "tablero.html"
    shutil.copy(demostracion[0] / "bodega.duckdb", bodega)
    with duckdb.connect(str(bodega)) as conexion:
        conexion.execute("update reparto.historia_asignacion set fecha_corte = date '2017-07-31' where fecha_corte = date '2017-06-30'")
        noches = "from reparto.historia_asignacion cross join range(1, 14) as noches (n) where fecha_corte = date '2016-12-31' and id_obligacion < 'M'"
        conexion.execute(f"insert into reparto.historia_asignacion select * exclude n replace (date '2017-06-30' - n::integer as fecha_corte) {noches}")
    escrita = reparto("tablero", str(hoja), "--target", "duckdb", REPARTO_DATOS=str(demostracion[0]), REPARTO_DUCKDB=str(bodega))
    assert escrita.returncode == 0, escrita.stderr
    todo = json.loads(re.search(r'id="datos"[^>]*>(.*?)</script>', hoja.read_text(encoding="utf-8"), re.S)[1].replace("<\\/", "</"))
    assert todo["cortes"] == [f"2017-06-{d}" for d in range(30, 18, -1)]

    def cortes(panel: str) -> set[str]:
        return {todo["tablas"][panel]["textos"]["corte"][fila[0]] for fila in todo["tablas"][panel]["filas"]}

    assert cortes("saldo") == set(todo["cortes"][1:])
    assert {panel: cortes(panel) for panel in ("recaudo", "ganancia", "muestra_pago")} == dict.fromkeys(("recaudo", "ganancia", "muestra_pago"), {"2016-12-31"})
    supuestos = todo["tablas"]["supuestos"]
    veces = {supuestos["textos"]["supuesto"][texto]: n for texto, n in supuestos["filas"]}
    assert veces == dict(preguntar("select descripcion, sum(filas) from reparto.supuesto_usado group by 1")) and max(veces.values()) > 1


def test_el_intervalo_es_de_la_muestra():
    """Of everybody else there is none: to compute it costs the square of how many they are."""
    columnas, filas_ = tablero._con_intervalo(["grupo", "sujetos", "con_recaudo"], [("Muestra", 10, 5), ("Resto", 10**7, 10**6)])
    assert columnas[-2:] == ["desde", "a"]
    assert filas_[0][-2] < 5000 < filas_[0][-1] and filas_[1][-2:] == (None, None)


def test_la_sensibilidad_es_de_la_ultima_corrida(monkeypatch, tmp_path):
    monkeypatch.setattr(lecturas.rutas, "DATOS", tmp_path)
    monkeypatch.setattr(lecturas, "_ultima_corrida", lambda _: ["3", "hoy"])
    lecturas._guardar("duckdb", [("D-01", "modo_puntaje", "cuantil", lecturas.Movimiento(1, 2, Decimal(3), [], []))])
    assert [(x["variable"], x["saldo"]) for x in lecturas.guardada("duckdb")] == [("modo_puntaje", "3")]
    monkeypatch.setattr(lecturas, "_ultima_corrida", lambda _: ["4", "después"])
    assert lecturas.guardada("duckdb") is None


@con_navegador
def test_el_tablero_no_pide_nada_y_no_nombra_a_nadie(demostracion, preguntar, tmp_path):
    texto = (demostracion[0] / "tablero-duckdb.html").read_text(encoding="utf-8")
    sin_programas = re.sub(r"(<script[^>]*>).*?</script>", r"\1", texto, flags=re.S)
    assert "default-src 'none'" in sin_programas and not re.search(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=", sin_programas)
    datos = texto[texto.index('id="datos"') :]
    datos = datos[: datos.index("</script>")]
    propios = {x for f in preguntar("select id_sujeto, split_part(id_sujeto, '-', 2), nombre, correo from reparto_staging.stg_contribuyentes") for x in f if x}
    assert len(propios) > 20_000 and not [p for p in propios if f'"{p}"' in datos]
    # phone, dark and paper: the same page, nothing on the console; pictures of them are looked at by people
    for opciones in (["--window-size=390,800"], ["--window-size=1300,900", "--force-dark-mode"]):
        assert filas(abrir(demostracion[0] / "tablero-duckdb.html", tmp_path, "", *opciones), "saldo")


def test_el_tablero_no_pisa_otra_cosa(demostracion, tmp_path):
    entorno = {"REPARTO_DATOS": str(demostracion[0])}
    ajeno = tmp_path / "carta.html"
    ajeno.write_text("<p>mía</p>")
    corrida = reparto("tablero", str(ajeno), "--target", "duckdb", **entorno)
    assert corrida.returncode == 2 and "no es un tablero" in corrida.stderr and ajeno.read_text() == "<p>mía</p>"
    vacia = reparto("tablero", str(tmp_path / "t.html"), "--target", "duckdb", REPARTO_DATOS=str(tmp_path / "nada"))
    assert vacia.returncode == 2 and not (tmp_path / "t.html").exists() and "Traceback" not in vacia.stderr


def test_retrospectiva(demostracion, preguntar, tmp_path):
    entorno = {"REPARTO_DATOS": str(demostracion[0])}
    dicho = reparto("retrospectiva", "--target", "duckdb", **entorno).stdout
    assert "Iguales en oficinas distintas: 0 grupos" in dicho and "31/12/2016" in dicho and "Jurídica" in dicho
    cifras = json.loads(reparto("retrospectiva", "--json", "--target", "duckdb", **entorno).stdout)
    recaudado = preguntar("select sum(recaudado) from reparto.recaudo_obligacion where horizonte = 180")[0][0]
    assert recaudado > 0
    for grupo in cifras["recaudo"].values():
        assert sum(Decimal(f["recaudado"]) for f in grupo if f["horizonte"] == 180) == recaudado
    assert [f["participacion_acumulada"] for f in cifras["ganancia"] if f["decil"] == 10] == ["1.0000", "1.0000"]
    # the mark of a term that hasn't ended is the curve's too
    marcados = {f["horizonte"]: not f["esta_completo"] for f in cifras["ganancia"]}
    assert all(re.search(rf"31/12/2016 +{h}{' [*]' if marca else ''}  ", dicho) for h, marca in marcados.items())
    assert cifras["iguales"]["en_oficinas_distintas"] == 0 < cifras["iguales"]["con_ambas_personas"]
    # of a cut every night, the last of each month and the twelve latest
    bodega = tmp_path / "noches.duckdb"
    shutil.copy(demostracion[0] / "bodega.duckdb", bodega)
    with duckdb.connect(str(bodega)) as conexion:
        for mart in ("recaudo_posterior", "ganancia_puntaje", "muestra_contra_poblacion"):
            noches = f"from reparto.{mart} cross join range(1, 61) as noches (n)"
            conexion.execute(f"insert into reparto.{mart} select * exclude n replace (fecha_corte + n::integer as fecha_corte) {noches}")
    dicho = reparto("retrospectiva", "--target", "duckdb", **entorno, REPARTO_DUCKDB=str(bodega)).stdout
    assert set(re.findall(r"^ (\d\d/\d\d/\d{4})", dicho, re.M)) == {"31/12/2016", "31/01/2017", *(f"{d}/02/2017" for d in range(18, 29)), "01/03/2017"}
    assert "último corte de cada mes y los 12 últimos; 47 cortes más están en reparto.recaudo_posterior y en --json." in dicho
    cifras = json.loads(reparto("retrospectiva", "--json", "--target", "duckdb", **entorno, REPARTO_DUCKDB=str(bodega)).stdout)
    assert all(len({f["fecha_corte"] for f in filas_}) == 61 for filas_ in (*cifras["recaudo"].values(), cifras["ganancia"], cifras["muestra"]))


@pytest.mark.parametrize(("exitos", "n"), [(0, 1), (1, 1), (0, 20), (3, 20), (20, 20), (40, 900)])
def test_intervalo_exacto(exitos, n):
    """Against scipy's: the same, rounded outwards by less than a ten-thousandth."""
    desde, a = retrospectiva.intervalo_exacto(exitos, n)
    otro = binomtest(exitos, n).proportion_ci(0.95, "exact")
    assert 0 <= otro.low - float(desde) < 1.01e-4 and 0 <= float(a) - otro.high < 1.01e-4
