"""Whole runs: both engines agree, a second run moves nothing, empty and partial inputs build, each reading differs as it says."""

import json

import pytest
from conftest import DUCKDB_SIEMPRE, MINIMO, POSTGRES_SIEMPRE, TARGETS, construir, consultar, ejecutor, escribir, exportadas, filas, semilla
from reparto import carga, contrato


def test_los_dos_motores_dicen_lo_mismo(corridas):
    assert corridas["postgres"].keys() == corridas["duckdb"].keys()
    for nombre, contenido in corridas["postgres"].items():
        assert contenido == corridas["duckdb"][nombre], nombre
    assert len(filas(corridas["postgres"]["asignacion_obligacion.csv"])) > 1000


@pytest.mark.parametrize("target", POSTGRES_SIEMPRE)
def test_la_segunda_corrida_no_mueve_nada(corridas, target, tmp_path):
    assert construir(None, target, "run").bien
    assert exportadas(target, tmp_path / "otra") == corridas[target]


def test_el_orden_de_las_filas_no_importa(corridas, demo, tmp_path):
    carpeta = tmp_path / "alreves"
    carpeta.mkdir()
    import duckdb

    for tabla in contrato.tablas():
        origen = next(demo.glob(f"{tabla}.*"), None)
        if origen is None:
            continue
        lector = "read_parquet" if origen.suffix == ".parquet" else "read_csv"
        opciones = "" if origen.suffix == ".parquet" else ", all_varchar = true, header = true"
        duckdb.execute(
            f"copy (select * exclude n from (select *, row_number() over () as n from {lector}('{origen}'{opciones})) order by n desc) "
            f"to '{carpeta / tabla}.csv' (header)"
        )
    assert construir(carpeta, "duckdb", "run").bien
    assert exportadas("duckdb", tmp_path / "salida") == corridas["duckdb"]


@pytest.mark.parametrize("target", POSTGRES_SIEMPRE)
def test_entradas_vacias(target, tmp_path):
    vacias = {tabla: texto.split("\n")[0] + "\n" for tabla, texto in MINIMO.items()}
    assert construir(escribir(tmp_path / "vacia", **vacias), target).bien
    for tabla in ("calificacion_sujeto", "asignacion_obligacion", "asignacion_sujeto", "rechazos"):
        assert consultar(target, f"select count(*) from reparto.{tabla}") == [(0,)]


@pytest.mark.parametrize("target", DUCKDB_SIEMPRE)
def test_solo_las_dos_tablas_obligatorias(corridas, demo, target, tmp_path):
    """Each optional table absent, all at once: its staging has the columns and types that it has when it's there, and no rows."""

    def formas():
        return consultar(
            target,
            "select table_name, column_name, data_type from information_schema.columns "
            "where table_schema = 'reparto_staging' and table_name like 'stg_%' order by 1, 2",
        )

    construir(demo, target, "run", "-s", "+staging")
    presentes = formas()
    resultado = construir(escribir(tmp_path / "dos", **MINIMO), target, "run", "-s", "+staging", "+asignacion_sujeto")
    assert resultado.bien, resultado.fallas
    assert formas() == presentes
    assert consultar(target, "select id_sujeto, prioridad, oficina from reparto.asignacion_sujeto") == [("CC-1", "4.1", "COBRO_PREJURIDICO")]


@pytest.mark.parametrize("target", TARGETS)
def test_se_mide_una_sola_vez(target, tmp_path):
    """A payment or an answer that comes later changes no measurement of the year; a newcomer is measured; --full-refresh erases nothing;
    a correction changes the priority that counts; another year measures afresh."""
    otro = "O2,CC,2,PREDIAL,2016,2016-06-30,5000000\n"
    antes = escribir(tmp_path / "antes", **MINIMO)
    medir = ("-s", "+calificacion_sujeto")
    assert construir(antes, target, "run", *medir).bien
    despues = MINIMO | {
        "obligaciones": MINIMO["obligaciones"].replace("5000000", "100") + otro,
        "correcciones_calificacion": "tipo_documento,numero_documento,vigencia_calificacion,prioridad,funcionario,fecha,motivo\n"
        "CC,2,2017,4.5,F1,2017-06-01,Respuestas erradas\n",
    }
    carga.cargar(escribir(tmp_path / "despues", **despues), target)
    assert construir(None, target, "run", "--full-refresh", "-s", "+calificacion_sujeto").bien
    medidas = consultar(target, "select id_sujeto, saldo_incumplido, prioridad from reparto.calificacion_sujeto order by 1")
    assert [(s, int(v), p) for s, v, p in medidas] == [("CC-1", 5000000, "4.1"), ("CC-2", 5000000, "4.1")]
    assert consultar(target, "select id_sujeto, prioridad from reparto.asignacion_sujeto order by 1") == [("CC-1", "4.1"), ("CC-2", "4.5")]
    assert consultar(target, "select prioridad_medida, prioridad_nueva, funcionario, es_vigente from reparto.correccion_calificacion") == [
        ("4.1", "4.5", "F1", True)
    ]
    assert construir(None, target, "run", *medir, fecha_corte="2018-06-30").bien
    del_2018 = consultar(target, "select id_sujeto, saldo_incumplido from reparto.calificacion_sujeto where vigencia_calificacion = 2018 order by 1")
    assert [(s, int(v)) for s, v in del_2018] == [("CC-1", 100), ("CC-2", 5000000)]
    assert len(consultar(target, "select 1 from reparto.calificacion_sujeto")) == 4


def test_una_corrida_cortada_en_cualquier_modelo_termina_igual(corridas, demo, tmp_path):
    """What runs that died at one model after another left changes nothing of the one that ends."""
    for carpeta, modelo in ((demo, "stg_obligaciones"), (None, "calificacion_sujeto"), (None, "cola_oficina")):
        assert construir(carpeta, "duckdb", "run", "-s", f"+{modelo}").bien
    assert construir(None, "duckdb", "run").bien
    assert exportadas("duckdb", tmp_path / "salida") == corridas["duckdb"]


def test_norma_ajena_a_la_fecha_avisa(tmp_path):
    carpeta = escribir(tmp_path / "m", **MINIMO)
    assert construir(carpeta, "duckdb", "run", "-s", "+supuesto_usado", fecha_corte="2024-06-30", costos={}).bien
    avisos = consultar("duckdb", "select tabla, descripcion from reparto.supuesto_usado order by 1")
    assert {t for t, _ in avisos} == {"capacidades", "costos_ciclo", "normas", "rangos_incumplimiento", "tasas_mora", "vigencias_actuales"}


MEDIDOS = ("normas", "prioridades", "costos_ciclo", "oficinas", "capacidades", "int_medicion", "int_costo_ciclo", "int_capacidad")


@pytest.mark.parametrize(
    ("variables", "frase"),
    [
        ({"fecha_corte": None}, "falta la variable fecha_corte"),
        ({"fecha_corte": "30/06/2017"}, "no es una fecha ISO"),
        ({"fecha_corte": "2017-02-30"}, "no existe en el calendario"),
        ({"vigencia_calificacion": "17"}, "no es un año de cuatro cifras"),
        ({"norma": "DDI-0"}, "no está en la semilla normas"),
        ({"modo_puntaje": "x"}, "modo_puntaje 'x' no es una lectura: use respuestas o cuantil"),
        ({"aritmetica": "x"}, "aritmetica 'x' no es una lectura"),
        ({"conteo_vigencia": "x"}, "conteo_vigencia 'x' no es una lectura"),
        ({"metodo_segmento": "x"}, "use puntaje o fuentes o menor o mayor"),
        ({"archivo_omisos": "x"}, "archivo_omisos 'x' no es una lectura"),
        ({"definicion_omiso": "x"}, "definicion_omiso 'x' no es una lectura"),
        ({"fuero_otros": "x"}, "fuero_otros 'x' no es una lectura"),
        ({"fuero_alcance": "x"}, "fuero_alcance 'x' no es una lectura"),
        ({"gc_omiso": "x"}, "gc_omiso 'x' no es una lectura"),
        ({"integralidad_por": "x"}, "integralidad_por 'x' no es una lectura"),
        ({"desborde": "x"}, "desborde 'x' no es una lectura"),
        ({"tasa_muestra": "0.0049"}, "tasa_muestra '0.0049' no está entre 0.005 y 0.010"),
        ({"tasa_muestra": "0.011"}, "tasa_muestra '0.011' no está entre"),
        ({"semilla_muestra": "x'y"}, "semilla_muestra"),
        ({"capacidades": "x"}, "capacidades debe ser un mapa"),
        ({"capacidades": {"OFICINA_2": 1}}, "capacidades nombra la oficina 'OFICINA_2', que no existe"),
        ({"capacidades": {"CONTROL_MASIVO": -1}}, "la capacidad de 'CONTROL_MASIVO' debe ser un entero"),
        ({"prescripcion": "x"}, "prescripcion 'x' no es una lectura"),
        ({"gc_sin_calificacion": "x"}, "gc_sin_calificacion 'x' no es una lectura"),
        ({"fuero_sujecion": "x"}, "fuero_sujecion 'x' no es una lectura"),
        ({"omiso_ventana": 11}, "omiso_ventana '11' no es una lectura: use sin_limite o 1 o 2"),
        ({"reajuste_sancion": "x"}, "reajuste_sancion 'x' no es una lectura"),
        ({"ingreso_costo_beneficio": "x"}, "ingreso_costo_beneficio 'x' no es una lectura"),
        ({"costos": "x"}, "costos debe ser un mapa"),
        ({"costos": {"4.1": -1}}, "el costo de '4.1' debe ser un valor en pesos"),
        ({"costos": {"4.1": "mil"}}, "el costo de '4.1' debe ser un valor en pesos"),
        ({"costos": {"4.6": 1}}, "costos nombra la prioridad '4.6', que no existe: use 4.1 o 4.2"),
        ({"estricto": "quizá"}, "estricto debe ser true o false"),
        ({"permitir_rechazos": "sí"}, "permitir_rechazos debe ser true o false"),
        ({"tablas_fuente": "x"}, "tablas_fuente debe ser un mapa"),
        ({"tablas_fuente": {"deudas": "x"}}, "tablas_fuente nombra la tabla 'deudas'"),
    ],
)
def test_cada_variable_mala_es_una_frase(variables, frase):
    resultado = construir(None, "duckdb", "run", "-s", *MEDIDOS, **variables)
    assert not resultado.bien
    assert frase in resultado.fallas[0][1]
    assert "\n" not in resultado.fallas[0][1]


def test_estricto_hace_error_de_un_rechazo(tmp_path):
    malas = MINIMO | {"contribuyentes": MINIMO["contribuyentes"] + "XX,2\n"}
    carpeta = escribir(tmp_path / "malas", **malas)
    assert construir(carpeta, "duckdb", "run", "-s", "+rechazos").bien
    resultado = construir(None, "duckdb", "build", "-s", "rechazos", estricto=True)
    assert [nombre for nombre, _ in resultado.fallas] == ["rechazos_con_estricto"]


MALAS_FECHAS = ["O2,CC,1,PREDIAL,2016,30/06/2016,5", "O3,CC,1,PREDIAL,2016,30/06/2016,5"]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    ("malas", "frase"),
    [
        (MALAS_FECHAS, "obligaciones.fecha_vencimiento: se rechazan 2 de 3 valores, como «99/99/9999» (9"),
        (MALAS_FECHAS * 2, "obligaciones.fecha_vencimiento: se rechazan 4 de 5 valores, como «99/99/9999» (9"),  # copies too
        (["O2,CC,12A,PREDIAL,2016,2016-06-30,5"] * 2, "obligaciones.numero_documento: se rechazan 2 de 3 valores, como «99A» (9"),  # no document in a log
        (["O2,CC,1,PREDIAL,2016,2016-06-30,Peña Ruiz"] * 2, "obligaciones.valor_impuesto: se rechazan 2 de 3 valores, como «AAAA AAAA» (9"),  # nor name
        (["O2,CC,1,PREDIAL,2016,30/06/2016,5"], None),  # half
        # a file appended to what it replaces
        (["O2,CC,1,PREDIAL,2016,2016-06-30,5", "O2,CC,1,PREDIAL,2016,2016-06-30,6"], "obligaciones: se rechazan 2 de 3 filas, que repiten la clave"),
    ],
    ids=["fechas", "copias", "documentos", "nombres", "mitad", "claves"],
)
def test_una_columna_rechazada_en_mas_de_la_mitad_detiene_la_corrida(malas, frase, target, tmp_path):
    """Contract 5.1."""
    obligaciones = MINIMO["obligaciones"] + "".join(f"{mala}\n" for mala in malas)
    hojas = ("run", "-s", "+calificacion_sujeto")
    resultado = construir(escribir(tmp_path / "e", **MINIMO | {"obligaciones": obligaciones}), target, *hojas)
    assert [f[1][: len(frase or "")] for f in resultado.fallas] == ([frase] if frase else [])
    if frase:
        assert "--permitir-rechazos" in resultado.fallas[0][1]
        assert construir(None, target, *hojas, permitir_rechazos=True).bien


def test_se_avisa_de_la_norma_y_de_la_uvt_que_se_suponen(tmp_path, capsys):
    """Contract 2 and 3.12."""
    medir = ("run", "-s", "normas", "uvt", "int_medicion", "int_uvt")
    assert construir(escribir(tmp_path / "m", **MINIMO), "duckdb", *medir).bien
    assert "Aviso: " not in capsys.readouterr().err
    assert construir(None, "duckdb", *medir, fecha_corte="2030-01-02").bien
    assert capsys.readouterr().err.splitlines() == [
        "Aviso: la fecha de corte está fuera de la vigencia de la norma DDI-028201, que es la que se aplica.",
        f"Aviso: no hay UVT de 2030 y se mide con la de {max(f['anio'] for f in semilla('uvt'))} (semilla uvt).",
    ]


@pytest.mark.parametrize("target", TARGETS)
def test_falta_una_tabla_o_una_columna_obligatoria(target, tmp_path):
    """A data team that runs dbt alone, without the loader's own check."""
    ejecutar = ejecutor(target)
    construir(escribir(tmp_path / "m", **MINIMO), target, "run", "-s", "+stg_contribuyentes")
    if target == "postgres":  # dbt doesn't see its columns: its receipts would be nobody's
        ejecutar("create materialized view fuente.pagos as select 1 as id_recibo")
        assert "pagos (fuente.pagos) es una tabla foránea o una vista materializada" in construir(None, target, "run").fallas[0][1]
        ejecutar("drop materialized view fuente.pagos")
    ejecutar("alter table fuente.obligaciones rename column impuesto to tributo")
    resultado = construir(None, target, "run")
    assert "a la tabla obligaciones le falta la columna obligatoria impuesto" in resultado.fallas[0][1]
    ejecutar("drop table fuente.obligaciones")
    resultado = construir(None, target, "run")
    assert "falta la tabla obligatoria obligaciones" in resultado.fallas[0][1]


# table, values that break one column each, and the motive: every motive of the contract, on both engines
MALAS = [
    ("O,CC,1,PREDIAL,2016,31/12/2016,5", "fecha_vencimiento", "FECHA_ILEGIBLE"),
    ("O,CC,1,PREDIAL,2016,2016-02-30,5", "fecha_vencimiento", "FECHA_ILEGIBLE"),
    ('O,CC,1,PREDIAL,2016,2016-06-30,"1.234.567,89"', "valor_impuesto", "NUMERO_ILEGIBLE"),
    ("O,CC,1,PREDIAL,2016,2016-06-30,1234567890123456789012345678901234567890", "valor_impuesto", "NUMERO_ILEGIBLE"),
    ("O,CC,1,PREDIAL,2016,2016-06-30,1e5", "valor_impuesto", "NUMERO_ILEGIBLE"),
    ("O,CC,1,PREDIAL,2016,2016-06-30,NaN", "valor_impuesto", "NUMERO_ILEGIBLE"),
    ("O,CC,1,PREDIAL,2016,2016-06-30,5.001", "valor_impuesto", "NUMERO_ILEGIBLE"),
    ("O,CC,1,PREDIAL,2016,2016-06-30,-5", "valor_impuesto", "VALOR_NEGATIVO"),
    ("O,CC,1,PREDIAL,2016,2016-06-30,", "valor_impuesto", "FALTA_VALOR"),
    ("O,CC,1,IVA,2016,2016-06-30,5", "impuesto", "CODIGO_DESCONOCIDO"),
    ("O,CC,1,PREDIAL,16,2016-06-30,5", "anio_gravable", "ANIO_ILEGIBLE"),
    ("O,XX,1,PREDIAL,2016,2016-06-30,5", "tipo_documento", "CODIGO_DESCONOCIDO"),
    ("O,CC,1A,PREDIAL,2016,2016-06-30,5", "numero_documento", "DOCUMENTO_ILEGIBLE"),
    ("O,CC,000,PREDIAL,2016,2016-06-30,5", "numero_documento", "DOCUMENTO_ILEGIBLE"),
    ("O,NIT,860069804-3,PREDIAL,2016,2016-06-30,5", "numero_documento", "DIGITO_DE_VERIFICACION"),
    ("O,CC,860069804-2,PREDIAL,2016,2016-06-30,5", "numero_documento", "DIGITO_DE_VERIFICACION"),
]
NITS = ["860069804-2", "890321567-0", "900373923-8", "901451481-2", "901451480-5", "800197268-4", "899999061-9"]


@pytest.mark.parametrize("target", TARGETS)
def test_cada_motivo_de_rechazo(target, tmp_path):
    encabezado = MINIMO["obligaciones"].split("\n")[0]
    lineas = [fila.replace("O,", f"O{n},", 1) for n, (fila, _, _) in enumerate(MALAS)]
    buenas = [f"N{n},NIT,{nit},PREDIAL,2016,2016-06-30,5.50" for n, nit in enumerate(NITS)] + ["N9,CC,0012,PREDIAL,2016,2016-06-30,0.5"]
    repetidas = ["R,CC,1,PREDIAL,2016,2016-06-30,5", "R,CC,1,PREDIAL,2016,2016-06-30,6", "D,CC,1,ICA,2016,2016-06-30,5", "D,CC,1,ICA,2016,2016-06-30,5"]
    respuestas = "tipo_documento,numero_documento,pregunta,respuesta\n" + "".join(
        f"CC,1,{p},{r}\n" for p, r in [(11, "1"), (1, "1.5"), (2, "0.333"), (3, "sí"), (4, "-1"), (5, "0.250"), (6, "1.0")]
    )
    tablas = MINIMO | {"obligaciones": "\n".join([encabezado, *lineas, *buenas, *repetidas]) + "\n", "respuestas": respuestas}
    resultado = construir(escribir(tmp_path / "malas", **tablas), target, "run", "-s", "+rechazos", "stg_obligaciones")
    assert resultado.bien, resultado.fallas
    hallados = consultar(target, "select fila, columna, motivo from reparto.rechazos where tabla = 'obligaciones'")
    por_id = {json.loads(fila)["id_obligacion"]: (columna, motivo) for fila, columna, motivo in hallados if json.loads(fila)["id_obligacion"] != "R"}
    esperados = {f"O{n}": (columna, motivo) for n, (_, columna, motivo) in enumerate(MALAS)} | {"D": (None, "DUPLICADA")}
    assert por_id == esperados
    assert sorted(m for f, c, m in hallados if json.loads(f)["id_obligacion"] == "R") == ["CLAVE_REPETIDA"] * 2
    leidas = {i for (i,) in consultar(target, "select id_obligacion from reparto_staging.stg_obligaciones")}
    assert leidas == {"D", "N9"} | {f"N{n}" for n in range(len(NITS))}
    assert ("CC-12",) in consultar(target, "select id_sujeto from reparto_staging.stg_obligaciones")
    motivos = consultar(target, "select columna, motivo from reparto.rechazos where tabla = 'respuestas' order by valor")
    assert sorted(motivos) == sorted(
        [("pregunta", "CODIGO_DESCONOCIDO"), ("respuesta", "FUERA_DE_RANGO"), ("respuesta", "DEMASIADOS_DECIMALES"), ("respuesta", "NUMERO_ILEGIBLE"),
         ("respuesta", "FUERA_DE_RANGO")]
    )  # fmt: skip
    ejecutor(target)("insert into fuente.obligaciones select * from fuente.obligaciones where id_obligacion = 'N9'")
    movida = construir(None, target, "build", "-s", "filas_entran_igual_a_leidas_mas_rechazadas")
    assert [frase for _, frase in movida.fallas] == ["la entrada cambió mientras se leía (ejecute otra vez), o se perdieron filas."]
