"""Schema bi: names for people, nobody's identity."""

import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import DUCKDB_SIEMPRE, RAIZ, TARGETS, consultar, filas
from reparto import rutas


@pytest.mark.parametrize("target", TARGETS)
def test_nadie_se_reconoce_en_el_esquema_bi(bodegas, target):
    """No text of schema bi is a subject, a name or a contact of the input; the masks are one a subject."""
    propios = {t for (t,) in consultar(target, "select id_sujeto from reparto.asignacion_sujeto")}
    numeros = {sujeto.split("-")[1] for sujeto in propios}
    for columna in ("nombre", "direccion", "correo", "telefono"):
        propios |= {t for (t,) in consultar(target, f"select distinct {columna} from reparto_staging.stg_contribuyentes where {columna} <> ''")}
    # a plate or a cadastral number finds its owner, and the source's identifiers are often made of one
    for tabla, columna in (("obligaciones", "id_obligacion"), ("pagos", "id_recibo"), ("expedientes", "id_expediente")):
        propios |= {t for (t,) in consultar(target, f"select distinct {columna} from reparto_staging.stg_{tabla}")}
    propios |= {prefijo + t for (t,) in consultar(target, "select distinct id_objeto from reparto_staging.stg_sujecion_objeto") for prefijo in ("", "OBJ:")}
    # a risk code may be called as one of the demo's obligations is: P2
    de_texto = "table_schema = 'bi' and data_type in ('text', 'VARCHAR') and table_name like 'ficha%' and column_name <> 'codigo_riesgo'"
    textos = consultar(target, f"select table_name, column_name from information_schema.columns where {de_texto}")
    assert len(textos) > 30
    for tabla, columna in textos:
        valores = {t for (t,) in consultar(target, f"select distinct {columna} from bi.{tabla}")}
        assert not valores & propios, (tabla, columna)
        assert not valores & numeros, (tabla, columna)
    assert consultar(target, "select count(*) - count(distinct clave_sujeto) from bi.dim_sujeto") == [(0,)]
    # the views of schema bi still join: each debt in default is one of the accounts, of the same subject
    cruzadas = "select count(*) from bi.ficha_obligacion inner join bi.ficha_cuenta using (clave_obligacion, clave_sujeto)"
    assert consultar(target, cruzadas) == consultar(target, "select count(*) from reparto.asignacion_obligacion") != [(0,)]
    assert consultar(target, "select count(*) from bi.dim_sujeto") == consultar(target, "select count(*) from reparto.asignacion_sujeto")


@pytest.mark.parametrize("target", DUCKDB_SIEMPRE)
def test_las_metricas_responden_lo_que_dicen_los_marts(bodegas, target, tmp_path):
    """dbt-metricflow, as a user asks it, on each engine: in a checkout of its own, on a copy of the file that this process holds open."""
    for parte in ("dbt_project.yml", "profiles.yml", "models", "macros", "seeds", "tests", "analyses"):
        (tmp_path / parte).symlink_to(RAIZ / parte)
    entorno = os.environ | {"DBT_TARGET": target, "REPARTO_DUCKDB": str(tmp_path / "bodega.duckdb")}
    if target == "duckdb":
        consultar(target, "checkpoint")
        shutil.copy(rutas.DUCKDB, tmp_path / "bodega.duckdb")
    metricas = ["cartera", "recaudado", "en_mora", "obligaciones_incumplidas", "casos_en_espera", "prescribe_en_12_meses"]
    razones = ["tasa_recaudo", "antiguedad_promedio"]
    programas = Path(sys.executable).parent
    for orden in ([programas / "dbt", "parse"], [programas / "mf", "query", "--metrics", ",".join(metricas + razones), "--csv", "metricas.csv"]):
        corrida = subprocess.run(orden, cwd=tmp_path, env=entorno, capture_output=True, text=True)
        assert corrida.returncode == 0, corrida.stdout[-2000:]
    en_un_anio = "cast(fecha_corte + interval '365 days' as date)"
    esperado = consultar(
        target,
        "select (select sum(saldo_total) from cobro.estado_cuenta where situacion <> 'PRESCRITA'), "
        "(select sum(pago_impuesto + pago_interes + pago_sancion) from cobro.estado_cuenta), "
        "(select sum(saldo) from reparto.asignacion_obligacion), (select count(*) from reparto.asignacion_obligacion), "
        "(select count(*) from reparto.cola_oficina where estado = 'EN_ESPERA'), "
        f"(select sum(saldo_total) from cobro.estado_cuenta where situacion <> 'PRESCRITA' and fecha_prescripcion between fecha_corte and {en_un_anio})",
    )
    cargos = "valor_impuesto + valor_sancion + reajuste_sancion + interes_causado - rebaja"
    de_razones = consultar(
        target,
        f"select (select sum(pago_impuesto + pago_interes + pago_sancion) * 1.0 / sum({cargos}) from cobro.estado_cuenta), "
        "(select sum(dias_vencida) * 1.0 / count(*) from bi.ficha_obligacion)",
    )
    (hallado,) = filas((tmp_path / "metricas.csv").read_bytes())
    assert [Decimal(hallado[m]) for m in metricas] == list(esperado[0])
    assert [float(hallado[m]) for m in razones] == pytest.approx([float(x) for x in de_razones[0]], rel=1e-3)
