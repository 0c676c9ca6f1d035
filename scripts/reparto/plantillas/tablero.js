const D = JSON.parse(document.getElementById("datos").textContent);
const FILTROS = ["oficina", "impuesto", "corte"];
const formulario = document.getElementById("filtros");
const MESES = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];
const ESCALAS = [[1e12, "billones"], [1e9, "miles de millones"], [1e6, "millones"], [1, ""]];

// how a figure is written: as palabras.py does
const miles = (n) => n.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ".");
const pesos = (c) => (c < 0n ? "−" : "") + "$ " + miles((c < 0n ? -c : c) / 100n) + "," + ((c < 0n ? -c : c) % 100n).toString().padStart(2, "0");
const escribe = (clase, v) => v === null ? "–" : clase === "pesos" ? pesos(v) : clase === "segundos" ? `${miles(v / 10n)},${v % 10n}` : miles(v);
const cuantos = (n, uno, varios) => `${miles(n)} ${n === 1n ? uno : varios}`;
const decimal = (x, n) => x.toLocaleString("es", { minimumFractionDigits: 0, maximumFractionDigits: n, useGrouping: "always" }).replace(/ | /g, ".");
const parte = (x) => x === null ? "–" : decimal(100 * x, 1) + " %";
const dia = (t) => { const [a, m, d] = t.split("-"); return `${d}/${m}/${a}`; };
const diaLargo = (t) => { const [a, m, d] = t.split("-").map(Number); return `${d === 1 ? "1.º" : d} de ${MESES[m - 1]} de ${a}`; };
const titulo = (c) => (c[0].toUpperCase() + c.slice(1)).replaceAll("_", " ").replace("Decision", "Decisión").replace("Termino", "Término").replace("Antiguedad", "Antigüedad").replace("Orden de atencion", "Orden de atención").replace("Dias", "Días").replace("Clase de persona", "Persona");
const unidad = (maximo) => ESCALAS.find(([u]) => maximo >= u) || ESCALAS[3];
function corto(clase, v) {
  if (clase !== "pesos") return escribe(clase, v);
  const x = Number(v) / 100, [u, nombre] = unidad(Math.abs(x));
  return "$ " + decimal(x / u, u > 1 ? 1 : 0) + (nombre ? " " + nombre : "");
}

// an office in a chart: its name without «Oficina de»
const breve = (t) => t.replace(/^Oficina (de )?(?=[A-ZÁÉÍÓÚ])/, "");

// the rows of a panel as objects: measures are BigInt, the rest as it came
const filas = {};
for (const [id, t] of Object.entries(D.tablas)) {
  const panel = D.paneles[id];
  filas[id] = t.filas.map((f) => Object.fromEntries(t.columnas.map((c, i) => [c,
    f[i] === null ? null : c in panel.medidas ? BigInt(f[i]) : c in t.textos && typeof f[i] === "number" ? t.textos[c][f[i]] : f[i]])));
}
const fuente = (panel) => panel.de || panel.id;
const tiene = (panel, columna) => D.tablas[fuente(panel)].columnas.includes(columna);
// a trend shows every cut
const deUnCorte = (panel) => tiene(panel, "corte") && panel.por !== "corte";

for (const columna of ["oficina", "impuesto"]) {
  const valores = new Set(Object.entries(filas).flatMap(([id, fs]) => D.tablas[id].columnas.includes(columna) ? fs.map((f) => f[columna]) : []));
  for (const v of [...valores].filter((v) => v !== null).sort((a, b) => a.localeCompare(b, "es"))) formulario.elements[columna].add(new Option(v, v));
}

function elegidos() {
  return Object.fromEntries(FILTROS.map((f) => [f, formulario.elements[f].value]));
}

// what a panel shows with the filters: its rows, its cut, what it says about filters that it doesn't follow
function visto(panel, filtro) {
  let rows = filas[fuente(panel)], corte = null;
  const avisos = [];
  if (deUnCorte(panel)) {
    const cortes = [...new Set(rows.map((f) => f.corte))].sort();
    corte = cortes.includes(filtro.corte) || !panel.su_corte ? filtro.corte : cortes.at(-1);
    if (panel.su_corte && corte) avisos.push(`Corte del ${diaLargo(corte)}`);
    rows = rows.filter((f) => f.corte === corte);
  } else if (!tiene(panel, "corte") && panel.por !== "hasta" && filtro.corte !== D.corte) avisos.push(`Solo del último corte, ${diaLargo(D.corte)}`);
  for (const c of ["oficina", "impuesto"]) {
    if (!filtro[c]) continue;
    if (tiene(panel, c)) rows = rows.filter((f) => f[c] === filtro[c]);
    else avisos.push(`No se separa por ${c}`);
  }
  return { rows, corte, avisos };
}

// sums by the columns given; a ceiling (tope) isn't added up: it is the same in every row of its bar
function suma(panel, rows, columnas) {
  const grupos = new Map();
  for (const f of rows) {
    const clave = JSON.stringify(columnas.map((c) => f[c]));
    let g = grupos.get(clave);
    if (!g) {
      g = { orden: f.orden ?? null };
      for (const c of columnas) g[c] = f[c];
      for (const m of Object.keys(panel.medidas)) g[m] = panel.medidas[m] === "tope" ? f[m] : 0n;
      if ("desde" in f) { g.desde = f.desde; g.a = f.a; }
      grupos.set(clave, g);
    }
    for (const m of Object.keys(panel.medidas)) if (panel.medidas[m] !== "tope" && f[m] !== null) g[m] += f[m];
  }
  return [...grupos.values()];
}

const razon = (panel, g) => { const [a, b] = panel.parte.map((m) => g[m]); return b > 0n ? Number(a) / Number(b) : null; };

function tabla(elemento, panel, grupos, columnas) {
  const medidas = Object.keys(panel.medidas), extra = panel.parte ? ["parte"] : [];
  const cabeza = [...columnas, ...medidas, ...extra, ...(panel.grafica === "intervalo" ? ["intervalo"] : [])];
  const celda = (tipo, texto, num) => { const c = document.createElement(tipo); c.textContent = texto; if (num) c.className = "num"; if (tipo === "th") c.scope = "col"; return c; };
  const cab = document.createElement("thead"), cuerpo = document.createElement("tbody"), pie = document.createElement("tfoot");
  const r = cab.insertRow();
  for (const c of cabeza) r.append(celda("th", titulo(c), !columnas.includes(c)));
  for (const g of grupos) {
    const r = cuerpo.insertRow();
    for (const c of columnas) r.append(celda("td", c === "corte" || c === "hasta" ? dia(g[c]) : g[c] === null ? "–" : String(g[c]), false));
    for (const m of medidas) r.append(celda("td", escribe(panel.medidas[m], g[m]), true));
    if (panel.parte) r.append(celda("td", parte(razon(panel, g)), true));
    if (panel.grafica === "intervalo") r.append(celda("td", g.desde == null ? "–" : `${parte(g.desde / 1e4)} a ${parte(g.a / 1e4)}`, true));
  }
  if (grupos.length > 1 && !panel.parte && panel.suma !== false) {
    const r = pie.insertRow();
    r.append(celda("td", "Total", false));
    for (let i = 1; i < columnas.length; i++) r.append(celda("td", "", false));
    for (const m of medidas) r.append(celda("td", panel.medidas[m] === "tope" ? "" : escribe(panel.medidas[m], grupos.reduce((s, g) => s + g[m], 0n)), true));
  }
  const leyenda = document.createElement("caption");
  leyenda.textContent = panel.titulo;
  leyenda.hidden = true;
  elemento.replaceChildren(leyenda, cab, cuerpo, ...(pie.rows.length ? [pie] : []));
}

// the sentence that a chart says, for whoever doesn't see it or has no time
function dice(panel, grupos, filtrado) {
  if (!filtrado.length) return "";
  if (panel.id === "iguales") {
    const malos = grupos.reduce((s, g) => s + g.repartidos, 0n), todos = grupos.reduce((s, g) => s + g.grupos, 0n);
    return malos === 0n ? `Ninguno, en ${cuantos(todos, "grupo", "grupos")} de iguales.` : `${miles(malos)} de ${cuantos(todos, "grupo", "grupos")} de iguales.`;
  }
  if (panel.id === "corridas") {
    const g = grupos[0], avisos = g.pruebas_con_aviso;
    return `La última tardó ${escribe("segundos", g.segundos)} s; ${g.pruebas_pasadas === 0n ? "no se probó" : `pasó ${cuantos(g.pruebas_pasadas, "prueba", "pruebas")}, y ${avisos === 0n ? "ninguna dio" : cuantos(avisos, "dio", "dieron")} aviso`}.`;
  }
  if (panel.grafica === "tabla") return "";
  if (panel.grafica === "curva") {
    const mitad = grupos.filter((g) => Number(g[panel.por]) === 3).map((g) => `${parte(razon(panel, g))} (${String(g[panel.serie]).toLowerCase()})`);
    return mitad.length ? `El primer 30 % de los contribuyentes trae ${mitad.join(" o ")} de lo recaudado; al azar, 30 %.` : "";
  }
  if (panel.grafica === "intervalo") {
    const [m, r] = ["Muestra", "Resto"].map((n) => grupos.find((g) => g.grupo === n));
    if (!m || !r) return "";
    const x = razon(panel, r), dentro = m.desde / 1e4 <= x && x <= m.a / 1e4;
    return `Pagó ${parte(razon(panel, m))} de la muestra (entre ${parte(m.desde / 1e4)} y ${parte(m.a / 1e4)}) y ${parte(x)} del resto: ${dentro ? "no se ve diferencia" : "hay diferencia"}.`;
  }
  const clase = panel.medidas[panel.mide];
  if (panel.grafica === "lineas") {
    const ultimo = Math.max(...grupos.map((g) => Number(g[panel.por])));
    const mejores = grupos.filter((g) => Number(g[panel.por]) === ultimo && razon(panel, g) !== null).sort((a, b) => razon(panel, b) - razon(panel, a));
    return mejores.length ? `A ${ultimo} días, de más a menos: ${mejores.map((g) => `${g[panel.serie]}, ${parte(razon(panel, g))}`).join("; ")}.` : "";
  }
  const totales = suma(panel, filtrado, [panel.por]);
  if (panel.por === "hasta") {
    const ultimo = totales.reduce((x, g) => g.hasta > x ? g.hasta : x, "");
    const partes = grupos.filter((g) => g.hasta === ultimo).sort((a, b) => Number(b[panel.mide] - a[panel.mide]));
    return `Al ${dia(ultimo)}: ${partes.map((g) => `${g[panel.serie].toLowerCase()}, ${miles(g[panel.mide])}`).join("; ")}.`;
  }
  if (panel.por === "corte") {
    const orden = totales.sort((a, b) => a[panel.por] < b[panel.por] ? -1 : 1), u = orden.at(-1), p = orden.at(-2);
    return p ? `De ${corto(clase, p[panel.mide])} el ${dia(p[panel.por])} a ${corto(clase, u[panel.mide])} el ${dia(u[panel.por])}.` : "";
  }
  const total = totales.reduce((s, g) => s + g[panel.mide], 0n), mayor = totales.reduce((x, g) => g[panel.mide] > x[panel.mide] ? g : x);
  if (panel.grafica === "cola") {
    const espera = filtrado.filter((f) => f.estado === "En espera de cupo").reduce((s, f) => s + f.casos, 0n);
    return `${cuantos(total, "caso", "casos")}; ${espera === 0n ? "ninguno espera cupo" : cuantos(espera, "espera cupo", "esperan cupo")}.`;
  }
  if (total === 0n) return "Nadie.";
  const quien = `${breve(String(mayor[panel.por]))}: ${corto(clase, mayor[panel.mide])}`;
  return totales.length > 1 && panel.suma !== false ? `${quien}, ${parte(Number(mayor[panel.mide]) / Number(total))} del total.` : `${quien}.`;
}

const CATEGORIAS = {};
function colores(panel, valores) {
  if (panel.escala === "orden") return valores.map((v) => /^4\.[1-5]$/.test(v) ? `var(--o${v[2]})` : "var(--o6)");
  // one colour for one name in the whole board
  return valores.map((v) => v === "Azar" ? "var(--c8)" : (CATEGORIAS[panel.serie] ||= {}, CATEGORIAS[panel.serie][v] ||= `var(--c${1 + Object.keys(CATEGORIAS[panel.serie]).length % 14})`));
}

const CONFIG = {
  background: null, font: "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif",
  view: { stroke: null },
  axis: { labelColor: "var(--tinta)", titleColor: "var(--tenue)", gridColor: "var(--raya)", domainColor: "var(--raya)", tickColor: "var(--raya)", labelFontSize: 12, titleFontSize: 11, titleFontWeight: "normal", labelLimit: 250 },
  legend: { labelColor: "var(--tinta)", titleColor: "var(--tenue)", labelFontSize: 12, symbolType: "square", orient: "bottom", title: null, columnPadding: 14, labelLimit: 260 },
};
const LOCAL = { decimal: ",", thousands: ".", grouping: [3], currency: ["$ ", ""] };

// a Vega-Lite chart of the sums: por, serie, x (what is drawn, in the axis' unit) and escrito (what the tooltip says)
function dibujo(panel, grupos, ancho) {
  const clase = panel.parte ? "parte" : panel.medidas[panel.mide], peso = clase === "pesos", partes = D.partes[clase] ?? 1;
  const porTotal = new Map();
  for (const g of grupos) porTotal.set(g[panel.por], (porTotal.get(g[panel.por]) ?? 0n) + (panel.parte ? 0n : g[panel.mide]));
  if (panel.dibuja) {
    for (const [p] of [...porTotal].sort((a, b) => Number(b[1] - a[1])).slice(panel.dibuja)) porTotal.delete(p);
    grupos = grupos.filter((g) => porTotal.has(g[panel.por]));
  }
  const maximo = panel.parte ? 1 : Math.max(0, ...[...porTotal.values()].map((v) => Number(v) / partes));
  const [u, nombre] = peso ? unidad(maximo) : [1, ""];
  const eje = panel.parte ? null : peso ? (nombre ? nombre[0].toUpperCase() + nombre.slice(1) + " de pesos" : "Pesos") : titulo(panel.mide);
  const conFecha = panel.por === "corte" || panel.por === "hasta";
  const escribePor = (v) => v === null ? "–" : conFecha ? dia(v) : breve(String(v));
  const datos = grupos.map((g) => ({
    por: panel.grafica === "lineas" || panel.grafica === "curva" ? Number(g[panel.por]) : escribePor(g[panel.por]),
    serie: panel.serie ? breve(String(g[panel.serie])) : "", x: panel.parte ? razon(panel, g) : Number(g[panel.mide]) / partes / u,
    escrito: panel.parte ? parte(razon(panel, g)) : escribe(clase, g[panel.mide]),
    desde: (g.desde ?? 0) / 1e4, a: (g.a ?? 0) / 1e4, tope: g.capacidad == null ? null : Number(g.capacidad),
  }));
  const porOrden = [...new Set(grupos.slice().sort((a, b) =>
    a.orden !== null ? a.orden - b.orden
      : conFecha || panel.por === "segmento" ? (a[panel.por] < b[panel.por] ? -1 : 1)
        : Number((porTotal.get(b[panel.por]) ?? 0n) - (porTotal.get(a[panel.por]) ?? 0n)) || (a[panel.por] < b[panel.por] ? -1 : 1)).map((g) => escribePor(g[panel.por])))];
  const series = [...new Set(datos.map((d) => d.serie))].sort((a, b) => (a.startsWith("Sin ") - b.startsWith("Sin ")) || a.localeCompare(b, "es"));
  const rotuloAncho = Math.min(250, ancho * 0.42);
  const emergente = [{ field: "por", title: titulo(panel.por) }, ...(panel.serie ? [{ field: "serie", title: titulo(panel.serie) }] : []), { field: "escrito", title: panel.parte ? "Parte" : titulo(panel.mide) }];
  // it stands under the drawing alone, not under the names of its bars
  const deBarras = panel.grafica === "barras" || panel.grafica === "cola";
  const leyenda = { columns: Math.max(1, Math.floor((ancho - (deBarras ? rotuloAncho : 50)) / Math.min(270, 40 + 7.2 * Math.max(...series.map((s) => s.length))))), };
  const color = panel.serie
    ? { field: "serie", type: "nominal", scale: { domain: series, range: colores(panel, series) }, legend: leyenda }
    : { value: "var(--c1)" };
  const base = { $schema: "https://vega.github.io/schema/vega-lite/v6.json", data: { values: datos }, width: ancho, autosize: { type: "fit-x", contains: "padding" }, config: CONFIG };
  const etiquetas = clase !== "parte" ? "format(datum.value, ',~r')" : "format(100 * datum.value, '~r') + ' %'";
  const ejeValor = { title: eje, tickCount: ancho - rotuloAncho < 300 ? 3 : 5, labelExpr: etiquetas, labelOverlap: true };
  const ordenSerie = { field: "pila", type: "quantitative" };
  datos.forEach((d) => { d.pila = series.indexOf(d.serie); });

  if (panel.grafica === "lineas") return { ...base, height: 240, mark: { type: "line", point: { size: 55 }, strokeWidth: 2.5 },
    encoding: { x: { field: "por", type: "quantitative", axis: { title: "Días después del corte", values: [...new Set(datos.map((d) => d.por))], grid: false }, scale: { domainMin: 0 } },
      y: { field: "x", type: "quantitative", axis: { ...ejeValor, title: null } }, color, tooltip: emergente } };
  if (panel.grafica === "curva") {
    const ordenes = series, azar = [0, 10].map((d) => ({ por: d, serie: "Azar", x: d / 10, escrito: `${10 * d} %` }));
    datos.push(...ordenes.map((s) => ({ por: 0, serie: s, x: 0, escrito: "0 %" })), ...azar);
    const todas = [...ordenes, "Azar"];
    return { ...base, height: 260, mark: { type: "line", point: { size: 40 }, strokeWidth: 2.5 },
      encoding: { x: { field: "por", type: "quantitative", axis: { title: "Contribuyentes, del primero al último", labelExpr: "datum.value * 10 + ' %'", tickCount: 5, grid: false } },
        y: { field: "x", type: "quantitative", axis: { ...ejeValor, title: "De lo recaudado" }, scale: { domain: [0, 1] } },
        color: { ...color, scale: { domain: todas, range: colores(panel, todas) } },
        strokeDash: { condition: { test: "datum.serie === 'Azar'", value: [5, 4] }, value: [1, 0] }, tooltip: emergente } };
  }
  if (panel.grafica === "intervalo") return { ...base, height: 110, encoding: { y: { field: "por", type: "nominal", axis: { title: null } } }, layer: [
    { mark: { type: "bar", height: 22 }, encoding: { x: { field: "x", type: "quantitative", axis: { ...ejeValor, title: null } }, color: { value: "var(--c1)" }, tooltip: emergente } },
    { transform: [{ filter: "datum.por === 'Muestra'" }], mark: { type: "rule", strokeWidth: 3 }, encoding: { x: { field: "desde", type: "quantitative" }, x2: { field: "a" }, color: { value: "var(--tinta)" } } }] };
  if (panel.grafica === "columnas") return { ...base, height: 240, mark: { type: "bar", width: { band: Math.min(0.7, porOrden.length * 0.18) }, cornerRadiusEnd: panel.serie ? 0 : 3 },
    encoding: { x: { field: "por", type: "nominal", sort: porOrden, axis: { title: null, labelAngle: porOrden.length > 6 ? -40 : 0 } },
      y: { field: "x", type: "quantitative", axis: ejeValor }, color, order: ordenSerie, tooltip: emergente } };
  // bars: one line a category; the total at its end where there is room
  const totales = [...porTotal].map(([p, v]) => ({ por: escribePor(p), total: Number(v) / partes / u, corto: peso ? decimal(Number(v) / 100 / u, Number(v) / 100 / u < 0.1 ? 3 : 1) : escribe(clase, v) }));
  const mayor = Math.max(1e-9, ...totales.map((t) => t.total), ...datos.map((d) => panel.grafica === "cola" ? d.tope ?? 0 : 0));
  const capas = [
    { mark: { type: "bar", height: { band: 0.72 }, cornerRadiusEnd: panel.serie ? 0 : 3 }, encoding: { x: { field: "x", type: "quantitative", axis: ejeValor, scale: { domain: [0, mayor * (1 + Math.min(0.3, 55 / (ancho - rotuloAncho)))], nice: false } }, color, order: ordenSerie, tooltip: emergente } },
    { data: { values: totales }, mark: { type: "text", align: "left", dx: 5, fontSize: 12, color: "var(--tinta)" }, encoding: { x: { field: "total", type: "quantitative" }, text: { field: "corto" } } },
  ];
  if (panel.grafica === "cola") capas.push({ transform: [{ filter: "datum.tope !== null" }], mark: { type: "tick", thickness: 3, height: 24, color: "var(--tinta)" }, encoding: { x: { field: "tope", type: "quantitative" }, tooltip: [{ field: "por", title: "Oficina" }, { field: "tope", title: "Capacidad", format: "," }] } });
  return { ...base, height: 30 * porOrden.length, encoding: { y: { field: "por", type: "nominal", sort: porOrden, axis: { title: null, labelLimit: rotuloAncho, labelPadding: 6, ticks: false, domain: false } } },
    layer: capas, padding: { right: 8, left: 2, top: 4, bottom: 4 } };
}

const vistas = {};
async function pintar() {
  const filtro = elegidos();
  const activos = [filtro.oficina, filtro.impuesto, filtro.corte === D.corte ? "" : diaLargo(filtro.corte)].filter(Boolean);
  document.getElementById("estado").textContent = activos.length ? "Se ve solo: " + activos.join(" · ") : "";
  const cajas = D.cifras.filter((c) => c.panel in D.paneles).map((c) => {
    const panel = D.paneles[c.panel], { rows, avisos } = visto(panel, filtro);
    const donde = Object.entries(c.donde || {});
    const total = rows.filter((f) => donde.every(([k, v]) => [v].flat().includes(f[k]))).reduce((s, f) => s + (f[c.mide] ?? 0n), 0n);
    const li = document.createElement("li"), a = document.createElement("a"), b = document.createElement("b"), s = document.createElement("span");
    a.href = "#" + c.panel;
    const [cifra, ...unidades] = corto(panel.medidas[c.mide], total).replace("$ ", "$\u00a0").split(" ");
    b.textContent = cifra;
    if (unidades.length) b.append(Object.assign(document.createElement("small"), { textContent: " " + unidades.join(" ") }));
    b.title = escribe(panel.medidas[c.mide], total);
    b.dataset.valor = total.toString();
    s.textContent = c.titulo + (avisos.length ? ` (${avisos.join("; ").toLowerCase()})` : "");
    a.append(b, s);
    li.append(a);
    return li;
  });
  document.getElementById("cifras").replaceChildren(...cajas);
  for (const panel of Object.values(D.paneles)) {
    const caja = document.getElementById(panel.id), { rows, avisos } = visto(panel, filtro);
    const columnas = [panel.por, ...(panel.serie ? [panel.serie] : [])];
    const grupos = suma(panel, rows, columnas).sort((a, b) => (a.orden ?? 0) - (b.orden ?? 0) || columnas.reduce((o, c) => o || (a[c] === b[c] ? 0 : a[c] < b[c] ? -1 : 1), 0));
    caja.querySelector(".aviso").textContent = avisos.join(" · ");
    caja.querySelector(".dice").textContent = dice(panel, grupos, rows);
    tabla(caja.querySelector("table"), panel, grupos, columnas);
    const lugar = caja.querySelector(".grafica");
    if (!lugar) continue;
    vistas[panel.id]?.finalize();
    delete vistas[panel.id];
    if (!grupos.length) {
      const nada = document.createElement("p");
      nada.className = "nada";
      nada.textContent = !filas[fuente(panel)].length && panel.nada || "Nada que mostrar.";
      lugar.replaceChildren(nada);
      continue;
    }
    const r = await vegaEmbed(lugar, dibujo(panel, grupos, lugar.clientWidth), { renderer: "svg", actions: false, formatLocale: LOCAL, tooltip: { theme: "custom" } });
    vistas[panel.id] = r;
  }
  document.body.dataset.listo = "si";
}

// the choice is in the address, so that it can be sent and the browser's back button undoes it
function desdeDireccion() {
  const p = new URLSearchParams(location.hash.slice(1));
  for (const f of FILTROS) {
    const lista = formulario.elements[f], v = p.get(f);
    lista.value = v !== null && [...lista.options].some((o) => o.value === v) ? v : f === "corte" ? D.corte : "";
  }
  // ver=saldo,cola: those panels alone
  const ver = p.get("ver")?.split(",");
  for (const x of document.querySelectorAll("article")) x.hidden = Boolean(ver) && !ver.includes(x.id);
  for (const x of document.querySelectorAll("section")) x.hidden = !x.querySelector("article:not([hidden])");
  for (const x of document.querySelectorAll("#cifras, #filtros, footer")) x.hidden = Boolean(ver);
  if (p.get("tema")) document.documentElement.dataset.tema = p.get("tema");
}
function aDireccion() {
  const p = new URLSearchParams();
  for (const [f, v] of Object.entries(elegidos())) if (v && v !== D.corte) p.set(f, v);
  history.replaceState(null, "", "#" + p);
}
const preferido = matchMedia("(prefers-color-scheme: dark)");
const tema = () => preferido.matches ? "oscuro" : "claro";
document.documentElement.dataset.tema = tema();
preferido.addEventListener("change", () => { document.documentElement.dataset.tema = tema(); });
document.getElementById("tema").addEventListener("click", () => {
  document.documentElement.dataset.tema = document.documentElement.dataset.tema === "oscuro" ? "claro" : "oscuro";
});
formulario.addEventListener("change", () => { aDireccion(); pintar(); });
formulario.addEventListener("reset", () => setTimeout(() => { formulario.elements.corte.value = D.corte; aDireccion(); pintar(); }));
formulario.addEventListener("submit", (e) => e.preventDefault());
// paper is always light; details stay closed
let antes = null;
addEventListener("beforeprint", () => { antes = document.documentElement.dataset.tema; document.documentElement.dataset.tema = "claro"; });
addEventListener("afterprint", () => { document.documentElement.dataset.tema = antes; });
let ancho = innerWidth, espera = null;
addEventListener("resize", () => {
  clearTimeout(espera);
  espera = setTimeout(() => { if (innerWidth !== ancho) { ancho = innerWidth; pintar(); } }, 150);
});
addEventListener("hashchange", () => { if (location.hash.includes("=") || location.hash === "#") { desdeDireccion(); pintar(); } });
desdeDireccion();
pintar();
