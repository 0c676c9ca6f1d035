"""Real property-tax defaults, where they are at hand: both engines give the same answer, to the cent."""

import pytest
from conftest import COMPARTIDO, TARGETS, construir, consultar
from reparto import consultas, exportacion, lecturas, motores

BALTIMORE = COMPARTIDO / "baltimore"
CUADRE = """
    select sum(valor_impuesto + valor_sancion), sum(interes_causado), sum(reajuste_sancion), sum(rebaja),
        sum(pago_impuesto + pago_interes + pago_sancion), sum(saldo_total)
    from cobro.estado_cuenta"""


@pytest.mark.larga
@pytest.mark.skipif(not BALTIMORE.is_dir(), reason=f"SE OMITE LA PRUEBA CON DATOS REALES: no está {BALTIMORE}")
def test_baltimore_es_igual_en_los_dos_motores(tmp_path):
    """And its statements add up; and the other reading of the fuero moves the same people: its co-owners form real communities."""
    salidas = []
    for target in TARGETS:
        resultado = construir(BALTIMORE, target, "run", "-s", "+asignacion_sujeto", "+rechazos", "+estado_cuenta", "parametro_corrida", "+medicion_conservada")
        assert resultado.bien, resultado.fallas
        assert consultar(target, "select count(*) from reparto_staging.stg_obligaciones") == [(349476,)]
        assert consultar(target, "select count(*) from reparto.rechazos") == [(0,)]
        cuadre = consultar(target, CUADRE)[0]
        cargos, intereses, reajustes, rebajas, pagos, saldo = cuadre
        assert saldo == cargos + intereses + reajustes - rebajas - pagos
        tablas = {}
        for esquema, tabla in (("reparto_intermedio", "int_calificacion_medida"), ("reparto", "asignacion_obligacion")):
            with consultas.lectura(target) as conexion:
                exportacion._tabla(conexion, motores.motor(target), esquema, tabla, tmp_path)
            tablas[tabla] = (tmp_path / f"{tabla}.csv").read_bytes()
        salidas.append((cuadre, tablas, lecturas.comparar(target, {"fuero_alcance": "sujeto"})))
    (cuadre, tablas, movimiento), (otro_cuadre, otras_tablas, otro_movimiento) = salidas
    assert cuadre == otro_cuadre
    assert movimiento == otro_movimiento
    for tabla, contenido in tablas.items():
        assert contenido == otras_tablas[tabla], tabla
    todo = b"".join(tablas.values())
    print(f"\nBaltimore: {len(tablas)} tables, {len(todo.splitlines())} lines, {len(todo)} bytes, equal on both")
