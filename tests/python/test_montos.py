"""The largest amount that staging takes, so many times that a sum has more digits than an amount: no run stops, and each sum is exact."""

from decimal import Decimal

import pytest
from conftest import POSTGRES_SIEMPRE, construir, consultar, escribir

MAYOR = Decimal("99999999999999.99")
MUCHAS = 120
QUIEN = "tipo_documento,numero_documento"


def _filas(fila: str, n: int = MUCHAS) -> str:
    return "".join(fila.format(n=k, valor=MAYOR) + "\n" for k in range(1, n + 1))


ENTRADA = {
    "contribuyentes": f"{QUIEN}\nCC,1\nNIT,1\nCC,2\nCC,3\n",
    "obligaciones": f"id_obligacion,{QUIEN},impuesto,anio_gravable,periodo,id_objeto,fecha_vencimiento,valor_impuesto,valor_sancion,titulo_ejecutivo\n"
    + _filas("D{n},CC,1,PREDIAL,2015,ANUAL,CHIP{n},2015-06-30,{valor},{valor},true")
    + _filas("F{n},CC,2,PREDIAL,2015,ANUAL,CASA{n},2015-06-30,{valor},0,true")
    + _filas("N{n},NIT,1,ICA,2016,B{n},,2016-06-30,{valor},0,true", 6),
    "sujecion_objeto": f"id_objeto,tipo_objeto,{QUIEN},porcentaje\nCHIP1,PREDIO,CC,1,60\nCHIP1,PREDIO,NIT,1,60\n",
    "pagos": f"id_recibo,{QUIEN},impuesto,anio_gravable,periodo,id_objeto,fecha_pago,valor,id_obligacion\n"
    + _filas("R{n},CC,1,PREDIAL,2015,ANUAL,CHIP{n},2017-02-03,{valor},D{n}")
    + _filas("X{n},NIT,1,ICA,2016,B1,,2017-02-03,{valor},N1", 12)
    + _filas("Y{n},CC,1,ICA,2016,B1,,2017-02-03,{valor},"),
    "declaraciones": f"id_declaracion,{QUIEN},impuesto,anio_gravable,periodo,fecha_presentacion,valor\nE1,NIT,1,ICA,2016,B2,2016-07-01,1\n",
    "indicios": f"fuente,{QUIEN},anio,valor_estimado\n" + _filas("F{n},CC,3,2014,{valor}"),
    "solicitudes_devolucion": f"id_solicitud,{QUIEN},fecha_solicitud,origen,valor_solicitado\n" + _filas("S{n},CC,1,2017-05-15,SALDO_A_FAVOR,{valor}", 1),
    "gestores": "id_gestor,nombre\nG1,Ana\n",
    "cartera_gestor": f"id_gestor,{QUIEN},desde\nG1,CC,1,2017-01-01\nG1,CC,2,2017-01-01\n",
    "gestiones": f"id_gestion,id_gestor,{QUIEN},tipo,fecha,codigo_resultado,fecha_promesa,valor_promesa\n"
    + _filas("P{n},G1,CC,1,VISITA,2017-02-01,PROMESA_PAGO,2017-02-28,{valor}", 1),
    "flujo_caja": f"{QUIEN},capacidad_mensual\n" + _filas("CC,2,{valor}", 1),
    "facilidades": f"id_facilidad,{QUIEN},fecha_otorgamiento\nFA,CC,1,2017-01-15\n",
    "facilidad_obligacion": "id_facilidad,id_obligacion\n" + _filas("FA,D{n}"),
    "cuotas_facilidad": "id_facilidad,cuota,fecha_vencimiento,valor\n" + _filas("FA,{n},2017-02-15,{valor}"),
}
SUMAS = (
    "select saldo_incumplido from reparto.calificacion_sujeto where id_sujeto = 'CC-2' and vigencia_calificacion = 2017",
    "select saldo from reparto.asignacion_sujeto where id_sujeto = 'CC-2'",
    "select max(saldo) from reparto.cola_oficina",
    "select monto_proyectado from reparto.asignacion_omiso where id_sujeto = 'CC-3'",
    "select valor_cuotas from cobro.facilidad",
    "select valor_pagado from cobro.promesa",
    "select valor_recibos_pendientes from cobro.certificacion_deuda",
    "select max(recaudado) from reparto.ganancia_puntaje where horizonte = 90",
)


@pytest.mark.parametrize("target", POSTGRES_SIEMPRE)
def test_ninguna_suma_se_desborda(target, tmp_path):
    for carpeta, corte in ((escribir(tmp_path / "entrada", **ENTRADA), "2016-12-31"), (None, "2017-06-30")):
        resultado = construir(carpeta, target, "run", fecha_corte=corte)
        assert resultado.bien, resultado.fallas
    halladas = {consulta: consultar(target, consulta) for consulta in SUMAS}
    assert [(c, h) for c, h in halladas.items() if h != [(MUCHAS * MAYOR,)]] == []
    deuda = consultar(target, "select sum(saldo_total) from cobro.estado_cuenta where id_sujeto = 'CC-2'")
    assert consultar(target, "select distinct deuda from cobro.simulacion_facilidad where id_sujeto = 'CC-2'") == deuda
    assert deuda[0][0] > MUCHAS * MAYOR > 10**16  # numeric(18,2) has sixteen digits of pesos
